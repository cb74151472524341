#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Organisation trust on a real Prosody: an authority certifies devices and publishes, a workstation verifies, and what is
rolled back, forked or signed by somebody else is refused and audited.

    authority_story.py

The program is that of the build that runs the test, or in the folder named by WARDLINE_BIN_DIR.
"""

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from relays import make_relay  # noqa: E402
from steps import Story, StoryEnds, expect, expect_equal  # noqa: E402
from wardlinectl import DONE, FAILED, USAGE, Answer, Wardlinectl, find_binary  # noqa: E402
from wardlinectl_story import Workstation  # noqa: E402

ROOT, ENROLMENT = "the root rests in the safe", "enrolment works every day"
NAMES = ("trust", "ana", "ben")


def new_key() -> str:
    """The fingerprint of a new device: the Curve25519 form in hex."""
    private = subprocess.run(["openssl", "genpkey", "-algorithm", "X25519"], capture_output=True, check=True).stdout
    return subprocess.run(["openssl", "pkey", "-pubout", "-outform", "DER"], input=private, capture_output=True, check=True).stdout[-32:].hex()


class Clinic:
    """The state that the steps share."""

    def __init__(self, binary: Path) -> None:
        self.binary = binary
        self.base = Path(tempfile.mkdtemp(prefix="wardline-authority-"))
        self.folder, self.older = self.base / "authority", self.base / "older"
        self.policy = self.base / "policy.json"
        self.policy.write_text('{"version": 1}\n', encoding="utf-8")
        self.relay = make_relay("prosody")
        self.people = {}
        self.root_key = ""
        self.story = Story(logs=lambda: [])

    def close(self) -> None:
        for person in self.people.values():
            person.close()
        self.relay.down()
        shutil.rmtree(self.base, ignore_errors=True)

    def tell(self) -> int:
        step = self.story.step
        try:
            with step("relay up, three people signed in", needed=True):
                self.make_people()
            with step("wrong use is exit 2"):
                for words in (("authority",), ("authority", "init"), ("authority", "issue", "--dir", str(self.folder)), ("authority", "fly")):
                    expect_equal(self.authority(*words).code, USAGE, f"for {words}")
            with step("short passphrases refused, and nothing is left behind"):
                answer = self.init(passphrase="short")
                expect_equal(answer.code, FAILED, answer)
                expect(not self.folder.exists(), "no folder", self.folder)
            with step("authority made: keys sealed, for its owner alone", needed=True):
                self.make_authority()
            with step("wrong passphrase refused"):
                self.wrong_passphrase()
            with step("devices of two people issued from their QR codes", needed=True):
                self.issue()
            with step("what is not in a manifest is not published"):
                answer = self.publish(self.folder)
                expect_equal(answer.code, FAILED, answer)
            with step("manifest signed and published", needed=True):
                self.manifest(self.folder)
                expect_equal(self.publish(self.folder).code, DONE)
            with step("nobody is believed without a root key in the policy"):
                answer = self.look("ana")
                expect_equal(answer.code, FAILED, answer)
                expect(not any(line.get("state") == "certified" for line in answer.lines), "nobody certified", answer)
            with step("a workstation verifies both devices", needed=True):
                self.write_policy(self.root_key)
                self.expect_states("ana", 1, {"ana": "certified", "ben": "certified"})
            with step("a revoked device is seen as one", needed=True):
                self.revoke()
            with step("a manifest that is rolled back is refused and audited"):
                self.roll_back()
            with step("a manifest beside the known one is refused and audited"):
                self.fork()
            with step("the next true manifest is taken"):
                self.manifest(self.folder)
                expect_equal(self.publish(self.folder).code, DONE)
                self.expect_states("ana", 3, {"ana": "certified", "ben": "revoked"})
            with step("a new epoch ends the old enrolment key and keeps who is certified"):
                self.next_epoch()
            with step("documents of an old epoch are refused and audited"):
                self.old_epoch()
            with step("another organisation's root believes none of it"):
                self.other_root()
            with step("the serving authority publishes by itself and ends when told"):
                self.serve()
            with step("the log of the authority can be shown and not be altered"):
                self.log()
        except StoryEnds:
            pass
        return self.story.finish()

    # --- what the steps use ---

    def authority(self, *words: str, credentials=None) -> Answer:
        return Wardlinectl(self.binary, self.base / "nobody", dict(os.environ)).run(*words, credentials=credentials, seconds=120)

    def init(self, passphrase: str = ENROLMENT) -> Answer:
        return self.authority("authority", "init", "--dir", str(self.folder), "--organisation", "clinic.example", "--account",
                              self.people["trust"].person.jid, "--vouching-role", "charge-nurse",
                              credentials={"root_passphrase": ROOT, "passphrase": passphrase})

    def manifest(self, folder: Path) -> dict:
        answer = self.authority("authority", "manifest", "--dir", str(folder), credentials={"passphrase": ENROLMENT})
        expect_equal(answer.code, DONE, answer)
        return answer.first

    def publish(self, folder: Path) -> Answer:
        return self.people["trust"].run("authority", "publish", "--dir", str(folder), seconds=120)

    def look(self, name: str) -> Answer:
        return self.people[name].run("trust", "show", "--person", self.people["ana"].person.jid, "--person", self.people["ben"].person.jid, seconds=120)

    def write_policy(self, root_key: str) -> None:
        self.policy.write_text(json.dumps({"version": 1, "trust": {"organisation": "clinic.example", "authority": self.people["trust"].person.jid,
                                                                   "root_keys": [root_key]}}), encoding="utf-8")

    def states(self, answer: Answer) -> dict:
        return {line["person"].split("@")[0]: line["state"] for line in answer.lines if "state" in line}

    def expect_states(self, name: str, manifest: int, states: dict) -> None:
        answer = self.look(name)
        expect_equal(answer.code, DONE, answer)
        expect_equal(answer.first.get("manifest"), manifest, answer)
        expect_equal(answer.first.get("age"), "fresh", answer)
        expect_equal(self.states(answer), states, answer)

    def expect_refused(self, name: str, reason: str, **known: object) -> None:
        """Refused with this reason, what was known stays, and the audit log says so."""
        answer = self.look(name)
        expect_equal(answer.code, FAILED, answer)
        expect(reason in answer.errors, f"'{reason}' on standard error", answer)
        for key, value in known.items():
            expect_equal(answer.first.get(key), value, answer)
        audit = self.people[name].run("audit", "list")
        expect(any(line["type"] == "trust-document-refused" and line["reason"] == reason for line in audit.lines), f"audited: {reason}", audit)

    # --- the steps ---

    def make_people(self) -> None:
        self.relay.up()
        for name in NAMES:
            person = self.relay.add_person(name, f"{name} has a long password", ["4W"], name.title())
            self.people[name] = Workstation(self.binary, self.relay, person, self.base, str(self.policy))
            answer = self.people[name].sign_in()
            expect_equal(answer.code, DONE, answer)

    def make_authority(self) -> None:
        answer = self.init()
        expect_equal(answer.code, DONE, answer)
        self.root_key = answer.first["root_key"]
        expect_equal(stat.S_IMODE(self.folder.stat().st_mode), 0o700)
        for path in self.folder.iterdir():
            expect_equal(stat.S_IMODE(path.stat().st_mode) & 0o077, 0, path)
        expect_equal(self.init().code, FAILED, "a second time in the same folder")

    def wrong_passphrase(self) -> None:
        answer = self.authority("authority", "manifest", "--dir", str(self.folder), credentials={"passphrase": "something else entirely"})
        expect_equal(answer.code, FAILED, answer)
        expect_equal(self.authority("authority", "show", "--dir", str(self.folder)).first["manifest"], 0)

    def issue(self) -> None:
        for name, role in (("ana", "charge-nurse"), ("ben", "nurse")):
            uri = f"xmpp:{self.people[name].person.jid}?omemo-sid-{len(name) + 4}={new_key()}"
            answer = self.authority("authority", "issue", "--dir", str(self.folder), "--uri", uri, "--role", role, credentials={"passphrase": ENROLMENT})
            expect_equal(answer.code, DONE, answer)
            expect_equal(answer.first["roles"], [role], answer)
        bad = self.authority("authority", "issue", "--dir", str(self.folder), "--uri", "xmpp:ana@clinic.example?omemo-sid-7=" + "0" * 64,
                             credentials={"passphrase": ENROLMENT})
        expect_equal(bad.code, FAILED, bad)

    def revoke(self) -> None:
        shutil.copytree(self.folder, self.older)
        answer = self.authority("authority", "revoke", "--dir", str(self.folder), "--person", self.people["ben"].person.jid, "--all")
        expect_equal(answer.code, DONE, answer)
        self.manifest(self.folder)
        expect_equal(self.publish(self.folder).code, DONE)
        self.expect_states("ana", 2, {"ana": "certified", "ben": "revoked"})

    def roll_back(self) -> None:
        expect_equal(self.publish(self.older).code, DONE)
        self.expect_refused("ana", "rolled-back", manifest=2)

    def fork(self) -> None:
        self.manifest(self.older)
        expect_equal(self.publish(self.older).code, DONE)
        self.expect_refused("ana", "forked", manifest=2)
        expect_equal(self.states(self.look("ana"))["ben"], "revoked")

    def next_epoch(self) -> None:
        wrong = self.authority("authority", "epoch", "--dir", str(self.folder), credentials={"root_passphrase": ENROLMENT, "passphrase": ENROLMENT})
        expect_equal(wrong.code, FAILED, wrong)
        answer = self.authority("authority", "epoch", "--dir", str(self.folder), credentials={"root_passphrase": ROOT, "passphrase": ENROLMENT})
        expect_equal(answer.code, DONE, answer)
        expect_equal(answer.first["epoch"], 2, answer)
        self.manifest(self.folder)
        expect_equal(self.publish(self.folder).code, DONE)
        self.expect_states("ana", 1, {"ana": "certified", "ben": "revoked"})
        expect_equal(self.look("ana").first["epoch"], 2)

    def old_epoch(self) -> None:
        expect_equal(self.publish(self.older).code, DONE)
        self.expect_refused("ana", "rolled-back", epoch=2, manifest=1)
        expect_equal(self.publish(self.folder).code, DONE)

    def other_root(self) -> None:
        self.write_policy("A" * 43 + "=")
        answer = self.look("ben")
        expect_equal(answer.code, FAILED, answer)
        expect("wrong-signature" in answer.errors, "wrong-signature", answer)
        expect(not any(line.get("state") == "certified" for line in answer.lines), "nobody certified", answer)
        self.write_policy(self.root_key)

    def serve(self) -> None:
        running = self.people["trust"].start("authority", "serve", "--dir", str(self.folder))
        try:
            running.give({"passphrase": ENROLMENT})
            running.wait_for(lambda line: "serving" in line, 60)
            published = running.wait_for(lambda line: "published" in line, 60)
            expect_equal(published["published"], 2)
            running.write("quit")
            expect_equal(running.end().code, DONE)
        finally:
            running.stop()
        self.expect_states("ana", 2, {"ana": "certified", "ben": "revoked"})

    def log(self) -> None:
        shown = self.authority("authority", "show", "--dir", str(self.folder))
        expect_equal(shown.code, DONE, shown)
        expect(shown.first["is_current"], "manifest is current", shown)
        log = self.folder / "authority.log"
        log.write_text(log.read_text(encoding="utf-8").replace('"by":"operator"', '"by":"somebody"', 1), encoding="utf-8")
        expect_equal(self.authority("authority", "show", "--dir", str(self.folder)).code, FAILED)


def main() -> int:
    binary = find_binary()
    if binary is None:
        print("wardlinectl is not built: run `ninja wardlinectl` first", file=sys.stderr)
        return 1
    clinic = Clinic(binary)
    try:
        return clinic.tell()
    finally:
        clinic.close()


if __name__ == "__main__":
    sys.exit(main())

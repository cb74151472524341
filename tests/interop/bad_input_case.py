# SPDX-License-Identifier: GPL-3.0-or-later
"""What every part of the bad input test has: a small clinic, its people, and what a refusal looks like."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Dict, List, Tuple, Union

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))

from authenticator import Authenticator  # noqa: E402
from hostile_relay import Authority, MiddleMan  # noqa: E402
from private_session import PrivateSession  # noqa: E402
from relays import ProsodyRelay  # noqa: E402
from steps import Story, expect, expect_equal  # noqa: E402
from wardlinectl import DONE, Answer, Wardlinectl, parse_lines  # noqa: E402

PASSWORDS = {"ana": "planted-Merlin-9-password", "ben": "planted-Harrier-4-password", "eva": "planted-Dunlin-7-password"}
CODE = "918273"
MESSAGES = ["Iversen: potassium 6.9", "Iversen: calcium gluconate given", "Iversen: potassium 5.1"]
NOBODY = 65534
FULL_DISK = 24 << 20

Codes = Union[int, Tuple[int, ...]]


class Person:
    def __init__(self, test: "BadInputCase", name: str, url: str) -> None:
        self.test, self.name, self.url = test, name, url
        self.account = test.relay.add_person(name, PASSWORDS[name], {"ana": ["physician", "4W"], "ben": ["nurse", "4W"], "eva": ["nurse"]}[name])
        self.session = PrivateSession("unlocked")
        self.profile = test.base / name
        self.phone: Authenticator = None
        self.ctl = self.with_profile(self.profile)

    def with_profile(self, profile: Path, session: PrivateSession = None, ca: str = "", policy: str = "") -> Wardlinectl:
        return Wardlinectl(self.test.binary, profile, (session or self.session).environment, ca or self.test.relay.facts["ca"], policy)

    def words(self, url: str = "") -> List[str]:
        return ["sign-in", "--account", self.account.jid, "--relay", url or self.url]

    def secrets(self, **more: str) -> dict:
        return {"password": PASSWORDS[self.name], **more}

    def try_at(self, url: str, ctl: Wardlinectl = None, seconds: float = 60) -> Answer:
        return (ctl or self.ctl).run(*self.words(url), credentials=self.secrets(code=CODE), seconds=seconds)

    def sign_in(self, ctl: Wardlinectl = None) -> Answer:
        ctl = ctl or self.ctl
        if self.phone is not None:
            return ctl.run(*self.words(), credentials=self.secrets(code=self.phone.next_code()))
        running = ctl.start(*self.words(), "--enrol", credentials=self.secrets(ticket=self.account.ticket))
        self.phone = Authenticator(running.wait_for(lambda line: "otpauth" in line)["otpauth"])
        running.give({"code": self.phone.next_code()})
        return running.end()

    def run(self, *words: str, ctl: Wardlinectl = None, stdin: str = "", seconds: float = 60) -> Answer:
        return (ctl or self.ctl).run(*words, credentials=self.secrets(), stdin=stdin, seconds=seconds)

    def bodies(self, room: str, ctl: Wardlinectl = None) -> List[str]:
        return [line["body"] for line in self.lines(room, ctl)]

    def lines(self, room: str, ctl: Wardlinectl = None) -> List[dict]:
        answer = self.run("history", "--room", room, ctl=ctl)
        expect_equal(answer.code, DONE, answer)
        return [line for line in answer.lines if "body" in line]


class BadInputCase:
    def __init__(self, binary: Path) -> None:
        self.binary = binary
        self.base = Path(tempfile.mkdtemp(prefix="wardline-bad-"))
        os.chmod(self.base, 0o755)
        self.relay = ProsodyRelay()
        self.story = Story(logs=lambda: [])
        self.people: Dict[str, Person] = {}
        self.middle: MiddleMan = None
        self.room = ""
        self.mounted: List[Path] = []

    def close(self) -> None:
        for folder in self.mounted:
            subprocess.run(["umount", str(folder)], check=False, capture_output=True)
        if self.middle:
            self.middle.close()
        for person in self.people.values():
            person.session.close()
        try:
            self.relay.down()
        except RuntimeError as problem:
            print(problem)
        shutil.rmtree(self.base, ignore_errors=True)

    def refused(self, answer: Answer, codes: Codes, fragment: str) -> None:
        allowed = (codes,) if isinstance(codes, int) else codes
        expect(answer.code in allowed, f"exit {allowed}", answer)
        expect(fragment.lower() in answer.errors.lower(), f"a sentence with '{fragment}'", answer)
        expect("inside Wardline" not in answer.errors, "no unnamed error", answer)
        said = answer.errors + answer.output
        for secret in [*PASSWORDS.values(), CODE, *(p.account.ticket for p in self.people.values())]:
            expect(secret not in said, "no secret in what is printed", answer)
        expect("Usage:" in answer.errors or len(answer.errors) < 500, "a sentence, not a dump", answer)

    def raw(self, words: list, stdin: bytes = b"", seconds: float = 60, binary: list = None) -> Answer:
        """For input that is no text, or words before the command."""
        done = subprocess.run([*(binary or [str(self.binary)]), *words], input=stdin, env=self.people["ben"].session.environment,
                              capture_output=True, timeout=seconds, check=False)
        output = done.stdout.decode(errors="replace")
        return Answer(done.returncode, parse_lines(output), output, done.stderr.decode(errors="replace"), f"wardlinectl {str(words)[:300]}")

    def good_sign_in(self, name: str) -> None:
        answer = self.people[name].sign_in()
        expect_equal(answer.code, DONE, answer)

    def send(self, name: str, text: str) -> str:
        answer = self.people[name].run("send", "--room", self.room, "-", stdin=text)
        expect_equal(answer.code, DONE, answer)
        return answer.key("id")

    def all_there(self, name: str = "ana", ctl: Wardlinectl = None) -> None:
        bodies = self.people[name].bodies(self.room, ctl)
        expect([b for b in bodies if b in MESSAGES] == MESSAGES, MESSAGES, bodies)

    def all_listed_but_closed(self, ids: List[str], ctl: Wardlinectl = None) -> None:
        """What a device that is newer than the messages shows of them: each, and why it cannot be read."""
        lines = self.people["ana"].lines(self.room, ctl)
        for each in ids:
            closed = [line for line in lines if line["id"] == each and line["body"] == "" and line["unreadable"] == "older-than-device"]
            expect_equal(len(closed), 1, [line for line in lines if line["id"] == each])

    def make_clinic(self) -> None:
        self.relay.up()
        self.authority = Authority(self.base / "tls", Path(self.relay.facts["ca"]), self.relay.folder / "ca.key")
        self.foreign = Authority(self.base / "foreign")
        self.trusted = self.authority.context()
        self.middle = MiddleMan(self.relay.facts, self.trusted)
        for name in PASSWORDS:
            self.people[name] = Person(self, name, self.middle.url if name == "ana" else self.relay.facts["url"])
        self.room = self.relay.add_room("4 West", ["ana", "ben"])

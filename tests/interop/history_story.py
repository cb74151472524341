#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A person's day is there on a new workstation, on a real relay: by backup and restore, by what roams
on the relay, and from her other device.

    history_story.py [backup|roaming|devices [ejabberd]]     one part alone; on ejabberd what roams

The program is that of the build that runs the test, or in the folder named by WARDLINE_BIN_DIR.
"""

import json
import os
import secrets
import shutil
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from planted_text import find_planted  # noqa: E402
from relays import ProsodyRelay, make_relay  # noqa: E402
from steps import Story, StoryEnds, expect, expect_equal  # noqa: E402
from wardlinectl import DONE, FAILED, USAGE, Answer, Wardlinectl, find_binary  # noqa: E402
from wardlinectl_story import Workstation  # noqa: E402

MARK = secrets.token_hex(4)
WRITTEN = [f"planted-Dunlin-{MARK} bed 4: potassium 6.1", f"planted-Knot-{MARK} seen, repeat at 14:00", f"planted-Ruff-{MARK} wrong room",
           f"planted-Stint-{MARK} repeat is 5.2"]
DIRECT = f"planted-Dotterel-{MARK} can you come?"


class Day:
    """The state that the steps share."""

    def __init__(self, binary: Path, part: str, relay: str) -> None:
        self.binary, self.part = binary, part
        self.base = Path(tempfile.mkdtemp(prefix="wardline-history-"))
        self.relay = make_relay(relay)
        # Where a directory checks the code it travels behind the password.
        self.rules = {"version": 1, **({"totp": {"mode": "appended"}, "relay": {"allow_plain": True}} if self.relay.appends_code else {})}
        self.plain = str(self.base / "plain.json")
        Path(self.plain).write_text(json.dumps(self.rules), encoding="utf-8")
        self.people = {}
        self.room = self.words = ""
        self.file = self.base / "anas day.wlh"
        self.story = Story(logs=self.logs)

    def logs(self) -> list:
        try:
            return self.relay.log_files()
        except OSError:
            return []

    def close(self) -> None:
        for person in self.people.values():
            person.close()
        self.relay.down()
        shutil.rmtree(self.base, ignore_errors=True)

    def tell(self) -> int:
        step = self.story.step
        try:
            with step("relay up, ana and ben signed in", needed=True):
                self.make_people()
            with step("ana and ben write, correct, react and take back", needed=True):
                self.write_day()
            if self.part in ("backup", ""):
                self.tell_of_backup(step)
            if self.part in ("roaming", "") and os.geteuid() == 0:  # the organisation's secret belongs to root
                self.tell_of_roaming(step)
            if self.part in ("devices", ""):
                self.tell_of_devices(step)
            with step("no planted text in backup, profiles, relay database and logs"):
                self.planted()
        except StoryEnds:
            pass
        return self.story.finish()

    # --- the steps ---

    def make_people(self) -> None:
        self.relay.up()
        for name in ("ana", "ben"):
            person = self.relay.add_person(name, f"planted-{name}-{MARK}-password", ["nurse"], name.title())
            self.people[name] = Workstation(self.binary, self.relay, person, self.base, self.plain)
            expect_equal(self.people[name].sign_in().code, DONE)
        self.room = self.relay.add_room("4 West", ["ana", "ben"])
        if self.relay.appends_code:
            return
        # Each of her workstations would wait for a new code otherwise.
        until = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 1800))
        self.relay.run("totp-pass", "ana", "--until", until)

    def done(self, name: str, *words: str) -> Answer:
        answer = self.people[name].run(*words)
        expect_equal(answer.code, DONE, answer)
        return answer

    def write_day(self) -> None:
        ids = []
        for i, text in enumerate(WRITTEN):
            ids.append(self.done(("ana", "ben")[i % 2], "send", "--room", self.room, text).key("id"))
        self.done("ana", "send", "--to", self.people["ben"].person.jid, DIRECT)
        self.done("ana", "history", "--room", self.room)
        self.done("ana", "retract", "--room", self.room, ids[2])
        self.done("ana", "react", "--room", self.room, ids[1], "👍")
        self.done("ben", "correct", "--room", self.room, ids[3], WRITTEN[3] + " (venous)")
        self.day = self.history(self.people["ana"].ctl)
        expect_equal([m["body"] for m in self.day], [WRITTEN[0], WRITTEN[1], "", WRITTEN[3] + " (venous)"])

    def history(self, ctl: Wardlinectl, name: str = "ana") -> list:
        answer = ctl.run("history", "--room", self.room, "--limit", "100", credentials=self.people[name].credentials())
        expect_equal(answer.code, DONE, answer)
        return answer.lines

    def back_up(self) -> None:
        answer = self.done("ana", "profile", "backup", str(self.file))
        words = answer.key("words")
        expect(words is not None and len(words) == 24, "24 words", answer)
        self.words = " ".join(words)
        expect_equal(answer.key("messages"), 5, answer)
        expect_equal(self.file.stat().st_mode & 0o077, 0, "for its owner alone")
        again = self.base / "again.wlh"
        running = self.people["ana"].start("profile", "backup", "--same-words", str(again))
        running.give({"words": self.words})
        second = running.end()
        expect_equal((second.code, second.key("words"), second.key("counter")), (DONE, None, 2), second)
        self.older_file, self.file = self.file, again

    def new_workstation(self) -> None:
        ana = self.people["ana"]
        self.second = Wardlinectl(self.binary, self.base / "ana-2", ana.session.environment, self.relay.facts["ca"])
        expect_equal(self.second.run(*ana.sign_in_words(), credentials={"password": ana.person.password}).code, DONE)
        # The relay has yet to give all of it when it is asked for: the answer waits, and is whole.
        told = self.history(self.second)
        expect({m["id"] for m in self.day} <= {m["id"] for m in told}, [m["id"] for m in self.day], told)
        expect(all(m["body"] == "" for m in told), "nothing to read", told)

    def give_words(self, words: str, *command: str, ctl=None) -> Answer:
        running = (ctl or self.second).start(*command, credentials=self.people["ana"].credentials())
        running.give({"words": words})
        return running.end(60)

    def wrong_words(self) -> None:
        zeros = "abandon " * 23 + "art"
        for words in (zeros, "abandon " * 24, "", self.words.rsplit(" ", 1)[0]):
            answer = self.give_words(words, "profile", "restore", str(self.file))
            expect_equal(answer.code, FAILED, answer)
            expect(self.words not in answer.errors and "planted" not in answer.errors, "no words in what it says", answer)

    def bad_files(self) -> None:
        whole = self.file.read_bytes()
        bent = bytearray(whole)
        bent[len(bent) // 2] ^= 1
        bad = self.base / "bad.wlh"
        for content in (whole[:-1], whole[: len(whole) // 2], bytes(bent), whole + b"x", self.older_file.read_bytes()[:60] + whole[60:]):
            bad.write_bytes(content)
            answer = self.give_words(self.words, "profile", "restore", str(bad))
            expect_equal(answer.code, FAILED, answer)
        told = self.history(self.second)
        expect(all(m["body"] == "" for m in told), "nothing was written", told)
        refused = self.second.run("audit", "list", credentials=self.people["ana"].credentials())
        expect("history-refused" in refused.output, "the refusal is audited", refused)

    def other_person(self) -> None:
        running = self.people["ben"].start("profile", "restore", str(self.file))
        running.give({"words": self.words})
        expect_equal(running.end().code, FAILED)

    def restore(self) -> None:
        typed = "  " + self.words.upper().replace(" ", "\n 2. ", 3)
        answer = self.give_words(typed, "profile", "restore", str(self.file))
        expect_equal(answer.code, DONE, answer)
        expect_equal(answer.key("added") + answer.key("revealed") + answer.key("known"), 5, answer)
        told = self.history(self.second)
        readable = [m for m in told if m["body"] or m["retracted"]]
        for key in ("id", "body", "from", "retracted", "corrected"):
            expect_equal([m[key] for m in readable], [m[key] for m in self.day], f"{key}: {told}")
        expect_equal([r["emoji"] for r in readable[1]["reactions"]], ["👍"], told)
        direct = self.second.run("history", "--with", self.people["ben"].person.jid, credentials=self.people["ana"].credentials())
        expect(DIRECT in [m["body"] for m in direct.lines], "the direct message", direct)

    def killed(self) -> None:
        """Whenever it dies, each message is there whole or not at all; doing it again completes it."""
        whole = {m["body"] for m in self.day} | {"", DIRECT}
        for delay in (0.3, 0.7, 1.1):
            running = self.second.start("profile", "restore", str(self.file), credentials=self.people["ana"].credentials())
            running.give({"words": self.words})
            time.sleep(delay)
            running.process.kill()
            running.process.wait(20)
            told = self.history(self.second)
            expect({m["body"] for m in told} <= whole, "nothing half-written", told)
            verified = self.second.run("audit", "verify", credentials=self.people["ana"].credentials())
            expect_equal(verified.code, DONE, verified)

    def restore_again(self) -> None:
        before = self.history(self.second)
        answer = self.give_words(self.words, "profile", "restore", str(self.file))
        expect_equal((answer.code, answer.key("added"), answer.key("revealed")), (DONE, 0, 0), answer)
        expect_equal(self.history(self.second), before)

    def older(self) -> None:
        answer = self.give_words(self.words, "profile", "restore", str(self.older_file))
        expect_equal(answer.code, FAILED, answer)
        expect("--older" in answer.errors, "the way out", answer)
        expect_equal(self.give_words(self.words, "profile", "restore", "--older", str(self.older_file)).code, DONE)

    def write_on(self) -> None:
        ana = self.people["ana"]
        texts = [f"planted-Sanderling-{MARK} from the new one", f"planted-Avocet-{MARK} from the old one"]
        for ctl, text in ((self.second, texts[0]), (ana.ctl, texts[1])):
            answer = ctl.run("send", "--room", self.room, text, credentials=ana.credentials())
            expect_equal(answer.code, DONE, answer)
        for name, ctl in (("ben", self.people["ben"].ctl), ("ana", ana.ctl), ("ana", self.second)):
            bodies = [m["body"] for m in self.history(ctl, name)]
            expect(all(text in bodies for text in texts), f"{name} reads both", bodies)

    def audit(self) -> None:
        for ctl, types in ((self.people["ana"].ctl, {"history-backed-up"}), (self.second, {"history-restored", "history-refused"})):
            listed = ctl.run("audit", "list", credentials=self.people["ana"].credentials())
            seen = {line["type"] for line in listed.lines if "type" in line}
            expect(types <= seen, f"{types} in the log", listed)
            expect(not any(word in listed.output for word in WRITTEN), "no content in the log", listed)
            verified = ctl.run("audit", "verify", credentials=self.people["ana"].credentials())
            expect_equal(verified.code, DONE, verified)

    def tell_of_backup(self, step) -> None:
        with step("wrong use is exit 2"):
            for words in (("profile", "backup"), ("profile", "restore"), ("profile", "backup", "a", "b")):
                expect_equal(self.people["ana"].run(*words).code, USAGE, f"for {words}")
        with step("a backup is written, for its owner alone, and its words are printed once", needed=True):
            self.back_up()
        with step("a new workstation has nothing of the day to read", needed=True):
            self.new_workstation()
        with step("wrong words, and words that are none, are refused"):
            self.wrong_words()
        with step("a shortened, a reordered and an altered file are refused, and nothing of them is written"):
            self.bad_files()
        with step("another person's backup is refused"):
            self.other_person()
        with step("a restore that is killed leaves nothing half-written"):
            self.killed()
        with step("her day is there after the restore, with corrections, reactions and what was taken back", needed=True):
            self.restore()
        with step("restoring again doubles nothing"):
            self.restore_again()
        with step("an older backup needs to be asked for by name"):
            self.older()
        with step("both sides write on after it: no key was copied"):
            self.write_on()
        with step("both audit logs say what was done, and hold"):
            self.audit()

    # --- the last hours on the relay ---

    def tell_of_roaming(self, step) -> None:
        with step("without the organisation's secret nothing roams, and that is said"):
            expect_equal(self.roaming(self.people["ana"].ctl).first["roaming"], "no-secret")
        with step("with it ana's last day is kept, and is there on a third workstation", needed=True):
            self.roam()
        with step("what was written since follows; what was taken back leaves"):
            self.roam_on()
        if not isinstance(self.relay, ProsodyRelay):
            return  # what the relay keeps is looked into on the other one
        with step("a workstation without the secret, and one with another, read nothing"):
            self.other_secrets()
        with step("with the policy off nothing comes, and what was kept is taken away"):
            self.policy_off()
        with step("altered chunks are refused as a whole, and that is audited"):
            self.altered_chunk()

    def policy(self, name: str, secret: bytes, **history) -> str:
        """A policy that names a secret of this kind."""
        secret_file = self.base / f"{name}.secret"
        secret_file.write_bytes(secret)
        secret_file.chmod(0o440)
        path = self.base / f"{name}.json"
        path.write_text(json.dumps({**self.rules, "history": {"secret_file": str(secret_file), **history}}), encoding="utf-8")
        return str(path)

    def at(self, number: int, policy: str) -> Wardlinectl:
        """Ana's workstation of this number, signed in to."""
        ana = self.people["ana"]
        profile = ana.profile if number == 1 else self.base / f"ana-{number}"
        isNew = not profile.exists()
        ctl = Wardlinectl(self.binary, profile, ana.session.environment, self.relay.facts["ca"], policy)
        if isNew:
            answer = ctl.run(*ana.sign_in_words(), credentials=ana.credentials())
            expect_equal(answer.code, DONE, answer)
        return ctl

    def roaming(self, ctl: Wardlinectl) -> Answer:
        answer = ctl.run("profile", "roaming", "--wait", credentials=self.people["ana"].credentials())
        expect_equal(answer.code, DONE, answer)
        return answer

    def roam(self) -> None:
        self.secret = secrets.token_bytes(32)
        self.on = self.policy("on", self.secret)
        first = self.at(1, self.on)
        expect_equal(self.roaming(first).first["roaming"], "current")
        self.third = self.at(3, self.on)
        told = self.roaming(self.third)
        expect_equal(told.first["roaming"], "current", told)
        expected = [(m["id"], m["body"]) for m in self.history(first) if m["body"] or m["retracted"]]
        expect(len(expected) >= 4, "the day", expected)
        expect_equal([(m["id"], m["body"]) for m in self.history(self.third) if m["body"] or m["retracted"]], expected)
        again = self.roaming(self.third)
        expect_equal(again.first["added"], 0, again)

    def roam_on(self) -> None:
        ana = self.people["ana"]
        first = self.at(1, self.on)
        text, gone = f"planted-Whinchat-{MARK} later", f"planted-Wheatear-{MARK} taken back"
        for each in (text, gone):
            sent = first.run("send", "--room", self.room, each, credentials=ana.credentials())
            expect_equal(sent.code, DONE, sent)
        taken = first.run("retract", "--room", self.room, sent.key("id"), credentials=ana.credentials())
        expect_equal(taken.code, DONE, taken)
        fourth = self.at(4, self.on)
        self.roaming(fourth)
        bodies = [m["body"] for m in self.history(fourth)]
        expect(text in bodies and gone not in bodies, "what was written, and not what was taken back", bodies)

    def other_secrets(self) -> None:
        fifth = self.at(5, "")
        expect_equal(self.roaming(fifth).first["roaming"], "no-secret")
        sixth = self.at(6, self.policy("other", secrets.token_bytes(32)))
        expect_equal(self.roaming(sixth).first["roaming"], "other-password")
        for ctl in (fifth, sixth):
            expect(all(m["body"] == "" for m in self.history(ctl)), "nothing to read", self.history(ctl))

    def kept_chunks(self, change=None) -> int:
        """How many chunks the relay's database has of ana's last hours; `change` makes another text of each, as who has the relay could."""
        database = next(Path(self.relay.data_folder()).rglob("*.sqlite"))
        self.relay.down(wipe=False)
        connection = sqlite3.connect(database)
        rows = connection.execute("SELECT sort_id, value FROM prosodyarchive WHERE store = 'pep_urn:wardline:history:0:chunks'").fetchall()
        if change is not None:
            connection.executemany("UPDATE prosodyarchive SET value = ? WHERE sort_id = ?", [(change(value), number) for number, value in rows])
            connection.commit()
        connection.close()
        self.relay.up()
        return len(rows)

    def altered_chunk(self) -> None:
        def bend(value: str) -> str:
            at = len(value) // 2
            return value[:at] + ("A" if value[at] != "A" else "B") + value[at + 1:]

        expect(self.kept_chunks(bend) > 0, "chunks in the relay's database", "none")
        eighth = self.at(8, self.on)
        told = self.roaming(eighth)
        expect_equal((told.first["roaming"], told.first["added"]), ("refused", 0), told)
        expect(all(m["body"] == "" for m in self.history(eighth)), "nothing to read", "")
        audit = eighth.run("audit", "list", credentials=self.people["ana"].credentials())
        expect(any(line["type"] == "history-refused" and line["reason"] == "damaged" for line in audit.lines), "audited", audit)

    def policy_off(self) -> None:
        before = self.kept_chunks()
        off = self.policy("off", self.secret, roaming=False)
        seventh = self.at(7, off)
        expect_equal(self.roaming(seventh).first["roaming"], "off")
        expect(all(m["body"] == "" for m in self.history(seventh)), "nothing to read", "")
        for number in (1, 3, 4, 6):
            expect_equal(self.roaming(self.at(number, off)).first["roaming"], "off")
        expect(before > 0, "something was kept", before)
        expect_equal(self.kept_chunks(), 0, "nothing is left of what these workstations kept")
        expect_equal(self.roaming(self.at(1, self.on)).first["roaming"], "current")  # and all of it comes back

    # --- from device to device ---

    def tell_of_devices(self, step) -> None:
        with step("who has no other device is told so"):
            answer = self.people["ben"].run("profile", "ask-devices")
            expect_equal(answer.code, FAILED, answer)
        with step("a new workstation", needed=True):
            self.new_workstation()
        with step("what a device offers that nobody compared is not taken"):
            self.not_compared()
        with step("somebody says its number: her day comes", needed=True):
            self.hand_over()
        with step("what was asked again is refused there, and nothing comes"):
            self.decline()
        with step("nobody answers at a workstation that is not open; who asks can give up"):
            running = self.second.start("profile", "ask-devices", credentials=self.people["ana"].credentials())
            running.wait_for_note("asked")
            running.stop()
        with step("a distrusted device is refused without being shown"):
            self.distrusted()
        with step("nothing of it stays on the relay"):
            expect_equal(self.kept_chunks(), 0)

    def asked(self, answer: str, *words: str) -> tuple:
        """The second workstation asks, and the first one answers so."""
        ana = self.people["ana"]
        first = ana.start("profile", "answer-device", answer, "--for", "60")
        first.wait_for_note("Waiting")
        second = self.second.start("profile", "ask-devices", *words, credentials=ana.credentials())
        return second.end(90), first

    def number_of_first(self) -> str:
        own = self.people["ana"].run("devices", "list")
        return next(line["fingerprint"] for line in own.lines if line["this"])

    def not_compared(self) -> None:
        asked, first = self.asked("yes", "--hours", "24")
        told = first.end(60)
        expect_equal((asked.code, told.code), (FAILED, FAILED), f"{asked}\n{told}")
        expect_equal(told.key("trust"), "blind", told)  # and was compared by that yes
        expect_equal((asked.key("taken"), asked.key("fingerprint")), (False, self.number_of_first()), asked)
        expect(all(m["body"] == "" for m in self.history(self.second)), "nothing came", asked)

    def hand_over(self) -> None:
        asked, first = self.asked("yes", "--hours", "24", "--number", self.number_of_first().upper())
        told = first.end(60)
        expect_equal((asked.code, told.code), (DONE, DONE), f"{asked}\n{told}")
        expect_equal((told.key("hours"), told.key("trust")), (24, "verified"), told)
        own = self.second.run("devices", "list", credentials=self.people["ana"].credentials())
        mine = next(line for line in own.lines if line["this"])
        expect_equal((told.key("device"), told.key("fingerprint")), (mine["device"], mine["fingerprint"]), told)
        seen = [(m["id"], m["body"]) for m in self.history(self.second) if m["body"] or m["retracted"]]
        expect_equal(seen, [(m["id"], m["body"]) for m in self.day])
        for ctl, types in ((self.people["ana"].ctl, {"history-handed-over", "device-verified"}), (self.second, {"history-requested", "history-received"})):
            listed = ctl.run("audit", "list", credentials=self.people["ana"].credentials())
            expect(types <= {line["type"] for line in listed.lines if "type" in line}, f"{types} in the log", listed)

    def decline(self) -> None:
        asked, first = self.asked("no")
        told = first.end(60)
        expect_equal((asked.code, told.code, told.key("trust")), (FAILED, DONE, "verified"), f"{asked}\n{told}")
        listed = self.people["ana"].run("audit", "list")
        expect(any(line["type"] == "history-declined" and line["reason"] == "user" for line in listed.lines), "audited", listed)

    def distrusted(self) -> None:
        ana = self.people["ana"]
        own = self.second.run("devices", "list", credentials=ana.credentials())
        mine = next(line for line in own.lines if line["this"])
        expect_equal(ana.run("devices", "distrust", ana.person.jid, str(mine["device"])).code, DONE)
        first = ana.start("profile", "answer-device", "yes", "--for", "8")
        first.wait_for_note("Waiting")
        second = self.second.start("profile", "ask-devices", credentials=ana.credentials())
        told = first.end(60)
        second.stop()
        expect_equal((told.code, told.lines), (FAILED, []), told)
        listed = ana.run("audit", "list")
        expect(any(line["type"] == "history-declined" and line["reason"] == "not-trusted" for line in listed.lines), "audited", listed)

    def planted(self) -> None:
        found = find_planted([*WRITTEN, DIRECT, *([self.words] if self.words else [])], [str(self.base), self.relay.data_folder(), *(str(f.parent) for f in self.logs())])
        expect_equal(found, [])


def main() -> int:
    binary = find_binary()
    if binary is None:
        print("wardlinectl is not built: run `ninja wardlinectl` first", file=sys.stderr)
        return 1
    part = sys.argv[1] if len(sys.argv) > 1 else ""
    day = Day(binary, part, sys.argv[2] if len(sys.argv) > 2 else "prosody")
    try:
        return day.tell()
    finally:
        day.close()


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job from the command line, against a real relay: two people on two workstations, an observer, and everything that must be refused.

    wardlinectl_story.py --relay prosody|ejabberd

The program is that of the build that runs the test, or in the folder named by WARDLINE_BIN_DIR.
"""

import argparse
import base64
import os
import secrets
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Dict, Optional

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))

from authenticator import Authenticator  # noqa: E402
from encryption_steps import EncryptionSteps  # noqa: E402
from planted_text import find_planted, private_folders  # noqa: E402
from private_session import PrivateSession  # noqa: E402
from relays import Person, make_relay  # noqa: E402
from steps import Mismatch, Story, StoryEnds, expect, expect_equal  # noqa: E402
from wardlinectl import DONE, FAILED, NOT_SIGNED_IN, UNREACHABLE, USAGE, Answer, Running, Wardlinectl, find_binary  # noqa: E402

MARK = secrets.token_hex(4)  # two runs at once must not find each other's text
PLANTED = {"to the room": f"planted-Kestrel-{MARK} Mrs Iversen, bed 12: potassium 6.9", "answer": f"planted-Osprey-{MARK} seen, calcium gluconate given",
           "umlauts": f"planted-Heron-{MARK} Größe 180 cm, 体重 72 kg, ≥ 3 µg, 😷 <b>&amp;</b>", "refused": f"planted-Plover-{MARK} I may not say this",
           "direct": f"planted-Avocet-{MARK} can you come to bed 3?", "without": f"planted-Godwit-{MARK} sent before Cleo was here",
           "offline": f"planted-Whimbrel-{MARK} read this when you are back", "parted": f"planted-Turnstone-{MARK} Cleo is gone",
           "from one": f"planted-Knot-{MARK} I am at bed 7", "from the other": f"planted-Stint-{MARK} and now at bed 8",
           "reset": f"planted-Dunlin-{MARK} new keys",
           "again": f"planted-Ruff-{MARK} I read you"}
PASSWORDS = {"ana": f"planted-Merlin-{MARK}-password", "ben": f"planted-Harrier-{MARK}-password", "cleo": f"planted-Wigeon-{MARK}-password"}
GROUPS = {"ana": ["physician", "4W"], "ben": ["nurse", "4W"], "cleo": ["student"]}
HISTORY_KEYS = {"id", "room", "from", "role", "time", "encrypted", "trust", "urgency", "state", "body", "reply_to", "reactions",
                "corrected", "retracted", "moderated", "mentions_me", "unreadable"}
ROOM_KEYS = {"room", "name", "role", "can_post", "members", "encrypted"}


class Workstation:
    """A person at a PC of their own: a session with a keyring, and a profile that did not exist before."""

    def __init__(self, binary: Path, relay, person: Person, base: Path, policy: str) -> None:
        self.person, self.relay, self.phone = person, relay, person.phone
        self.session = PrivateSession("unlocked")
        self.profile = base / person.jid.split("@")[0]
        self.ctl = Wardlinectl(binary, self.profile, self.session.environment, relay.facts["ca"], policy)

    def sign_in_words(self, *more: str) -> list:
        return ["sign-in", "--account", self.person.jid, "--relay", self.relay.facts["url"], *more]

    def both_factors(self, **other: str) -> dict:
        return {"password": self.person.password, "code": self.phone.next_code(), **other}

    def sign_in(self) -> Answer:
        """Enrols where the relay hands out the seed and there is none yet."""
        if self.phone is not None:
            return self.ctl.run(*self.sign_in_words(), credentials=self.both_factors())
        running = self.ctl.start(*self.sign_in_words("--enrol"), credentials={"password": self.person.password, "ticket": self.person.ticket})
        uri = running.wait_for(lambda line: "otpauth" in line)["otpauth"]
        self.phone = Authenticator(uri)
        running.give({"code": self.phone.next_code()})
        return running.end()

    def credentials(self) -> dict:
        """For a command after the sign-in: the code may be left out while the session lives, where the relay has FAST."""
        return self.both_factors() if self.relay.appends_code else {"password": self.person.password}

    def run(self, *words: str, stdin: str = "", seconds: float = 60) -> Answer:
        return self.ctl.run(*words, credentials=self.credentials(), stdin=stdin, seconds=seconds)

    def start(self, *words: str) -> Running:
        return self.ctl.start(*words, credentials=self.credentials())

    def close(self) -> None:
        self.session.close()


class MainJob(EncryptionSteps):
    """The state that the steps share."""

    PLANTED = PLANTED

    def __init__(self, kind: str, binary: Path) -> None:
        self.kind, self.binary = kind, binary
        self.base = Path(tempfile.mkdtemp(prefix="wardline-story-"))
        self.began = time.time()
        self.relay = make_relay(kind)
        self.story = Story(logs=self.logs)
        self.people: Dict[str, Workstation] = {}
        self.room = self.consult = ""
        self.sent: Dict[str, str] = {}
        self.policy = ""
        if kind == "ejabberd":
            self.policy = str(self.base / "appended.json")
            Path(self.policy).write_text('{"version": 1, "totp": {"mode": "appended"}, "relay": {"allow_plain": true}}\n', encoding="utf-8")

    def logs(self) -> list:
        try:
            return self.relay.log_files()
        except OSError:
            return []

    def close(self) -> None:
        for person in self.people.values():
            person.close()
        try:
            self.relay.down()
        except RuntimeError as problem:
            print(problem)
        shutil.rmtree(self.base, ignore_errors=True)

    def tell(self) -> int:
        step = self.story.step
        try:
            with step(f"relay up: {self.kind}", needed=True):
                self.make_clinic()
            with step("relay check finds every required item"):
                self.relay_check()
            with step("clear-text addresses refused"):
                self.clear_text_refused()
            with step("wrong use is exit 2"):
                self.wrong_use()
            if self.relay.enrols:
                with step("enrolment without the ticket refused"):
                    self.no_ticket()
            with step("ana signs in" + (", enrols and gets recovery codes" if self.relay.enrols else ""), needed=True):
                self.first_sign_in("ana")
            with step("ben signs in", needed=True):
                self.first_sign_in("ben")
            with step("wrong password refused"):
                self.refused_sign_in(password="not the password")
            with step("wrong code refused"):
                self.refused_sign_in(code=self.people["ben"].phone.wrong_code())
            with step("late code refused"):
                self.refused_sign_in(code=self.people["ben"].phone.late_code())
            with step("replayed code refused"):
                self.replayed_code()
            with step("foreign certificate authority refused"):
                self.foreign_authority()
            with step("rooms listed with role and right to post", needed=True):
                self.rooms()
            with step("nothing is sent while a member could not read it, unless she is left out by name"):
                self.nobody_skipped()
            with step("cleo signs in, and every device is listed with its fingerprint", needed=True):
                self.devices()
            with step("message from ana arrives at ben while he listens", needed=True):
                self.live_exchange()
            with step("umlauts, signs and markup arrive as they were"):
                self.odd_text()
            with step("relay check with an account sees every required item"):
                self.relay_check_signed_in()
            with step("ben answers by the session command, ana reads it in her history"):
                self.answer()
            with step("history is there after a restart, in order, once each"):
                self.history()
            with step("history is there without the relay's help for a page before an id"):
                self.page_before()
            with step("search finds words and beginnings of words, and nothing else"):
                self.search()
            with step("direct message reaches the other's device, and the sender learns it"):
                self.direct_message()
            with step("an answer names what it answers, and a reaction reaches the other"):
                self.answer_and_react()
            with step("how urgent a message is reaches the other, inside the encryption"):
                self.tell_how_urgent()
            with step("a correction reaches the other, with the new text alone"):
                self.correct()
            with step("what is taken back is gone from both caches; others' messages cannot be"):
                self.take_back()
            with step("a moderator removes a message" if self.kind == "prosody" else "no moderation where the relay has none"):
                self.moderate()
            if self.relay.enrols:
                with step("an administrator's pass lets ben in without his phone, and no longer when it is over"):
                    self.forgotten_phone()
            with step("who was away reads later; both devices of one person read"):
                self.later_and_twice()
            with step("what one workstation of a person writes, the other one shows: encrypted, and once"):
                self.two_workstations()
            with step("keys are agreed on anew by hand, and both go on"):
                self.start_again()
            with step("observer reads and is refused to write"):
                self.observer()
            if self.kind == "prosody":
                with step("who left the room cannot read what is said next"):
                    self.leaver()
            with step("second process on one profile refused"):
                self.two_processes()
            with step("wrong password on an existing profile is exit 3"):
                self.wrong_password_on_profile()
            with step("policy shown with the origin of each value"):
                self.policy_show()
            with step("audit verified, and an altered record found"):
                self.audit()
            with step("no planted text in profiles, temporary files and relay logs"):
                self.planted()
            with step("profile is for its owner alone"):
                self.modes()
            with step("relay gone is exit 4"):
                self.relay_gone()
            with step("profile wiped"):
                self.wipe()
        except StoryEnds:
            pass
        return self.story.finish()

    # --- the steps ---

    def make_clinic(self) -> None:
        self.relay.up()
        for name, password in PASSWORDS.items():
            person = self.relay.add_person(name, password, GROUPS[name], {"ana": "Ana Silva", "ben": "Ben Okoro", "cleo": "Cleo Novak"}[name])
            self.people[name] = Workstation(self.binary, self.relay, person, self.base, self.policy)
        self.room = self.relay.add_room("4 West", ["ana", "ben"], ["cleo"])
        self.consult = self.relay.add_room("Consult 12", ["ana"])

    def relay_check(self) -> None:
        answer = self.people["ana"].ctl.run("relay", "check", self.relay.facts["url"], "--domain", self.relay.facts["domain"])
        expect_equal(answer.code, DONE, answer)
        expect(answer.lines, "a line for each item", answer)

    def relay_check_signed_in(self) -> None:
        ana = self.people["ana"]
        answer = ana.ctl.run("relay", "check", self.relay.facts["url"], "--domain", self.relay.facts["domain"], "--account", ana.person.jid,
                             credentials=ana.both_factors())
        expect_equal(answer.code, DONE, answer)
        passed = {line["item"] for line in answer.lines if line.get("required") and line.get("passed") is True}
        expect(passed >= {"stream-management", "rooms", "archive", "personal-eventing"}, "every required item", answer)

    def clear_text_refused(self) -> None:
        for address in (self.relay.facts["url"].replace("wss:", "ws:"), self.relay.facts["url"].replace("wss:", "http:"),
                        self.relay.facts["url"].replace("wss:", "https:")):
            ana = self.people["ana"]
            answer = ana.ctl.run("sign-in", "--account", ana.person.jid, "--relay", address, credentials={"password": "x", "code": "000000"})
            expect(answer.code in (FAILED, USAGE), "exit 1 or 2", answer)
            expect(answer.errors.strip(), "a reason on standard error", answer)

    def wrong_use(self) -> None:
        for words in ((), ("no-such-command",), ("send", "--room"), ("sign-in", "--password", "x")):
            expect_equal(self.people["ana"].ctl.run(*words).code, USAGE, f"for {words}")

    def no_ticket(self) -> None:
        ana = self.people["ana"]
        answer = ana.ctl.run(*ana.sign_in_words("--enrol"), credentials={"password": ana.person.password, "ticket": "AAAA-BBBB-CCCC-DDDD"})
        expect_equal(answer.code, NOT_SIGNED_IN, answer)
        expect(answer.key("otpauth") is None, "no otpauth address", answer)

    def first_sign_in(self, name: str) -> None:
        answer = self.people[name].sign_in()
        expect_equal(answer.code, DONE, answer)
        if self.relay.enrols:
            codes = answer.key("recovery_codes")
            expect(codes is not None and len(set(codes)) == 10, "ten recovery codes", answer)

    def refused_sign_in(self, password: Optional[str] = None, code: Optional[str] = None) -> None:
        """A new workstation, so that no profile can let anybody in."""
        ben = self.people["ben"]
        other = Wardlinectl(self.binary, self.base / f"other-{time.monotonic_ns()}", ben.session.environment, self.relay.facts["ca"], self.policy)
        answer = other.run(*ben.sign_in_words(), credentials={"password": password or ben.person.password, "code": code or ben.phone.next_code()})
        expect_equal(answer.code, NOT_SIGNED_IN, answer)
        if self.relay.appends_code:  # there wrong answers make the account wait: 1, 2, 4 seconds
            self.wrong_answers = getattr(self, "wrong_answers", 0) + 1
            time.sleep(2 ** min(self.wrong_answers, 4) + 0.5)
        expect(answer.errors.strip(), "a reason on standard error", answer)
        for word in (ben.person.password, code):
            expect(not word or word not in answer.errors + answer.output, "no secret in what is printed", answer)

    def replayed_code(self) -> None:
        ben = self.people["ben"]
        credentials = ben.both_factors()
        answer = ben.ctl.run(*ben.sign_in_words(), credentials=credentials)
        expect_equal(answer.code, DONE, answer)
        self.wrong_answers = 0
        self.refused_sign_in(code=ben.phone.last_code())

    def foreign_authority(self) -> None:
        ben = self.people["ben"]
        foreign = self.base / "foreign.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                        "/CN=Somebody else", "-keyout", str(self.base / "foreign.key"), "-out", str(foreign)], check=True, capture_output=True)
        other = Wardlinectl(self.binary, self.base / "foreign", ben.session.environment, str(foreign), self.policy)
        answer = other.run(*ben.sign_in_words(), credentials={"password": ben.person.password, "code": "123456"})
        expect(answer.code in (FAILED, UNREACHABLE), "exit 1 or 4", answer)

    def rooms(self) -> None:
        rooms = self.room_lines("ana")
        expect(set(rooms) >= {self.room, self.consult}, f"{self.room} and {self.consult}", sorted(rooms))
        expect(ROOM_KEYS <= set(rooms[self.room]), f"keys {sorted(ROOM_KEYS)}", sorted(rooms[self.room]))
        expect_equal(rooms[self.room]["can_post"], True)
        expect(self.consult not in self.room_lines("ben"), "no room of others", sorted(self.room_lines("ben")))

    def room_lines(self, name: str) -> Dict[str, dict]:
        answer = self.people[name].run("rooms", "list")
        expect_equal(answer.code, DONE, answer)
        return {line["room"]: line for line in answer.lines if "room" in line}

    def send(self, name: str, what: str) -> Answer:
        answer = self.people[name].run("send", "--room", self.room, "--wait", "relay", "-", stdin=PLANTED[what])
        if answer.code == DONE:
            self.sent[what] = answer.key("id")
        return answer

    def live_exchange(self) -> None:
        listening = self.people["ben"].start("listen", "--room", self.room, "--for", "40", "--count", "1")
        time.sleep(3)  # until he is in the room; a message before that would come from the archive, which is another step's matter
        answer = self.send("ana", "to the room")
        expect_equal(answer.code, DONE, answer)
        expect_equal(answer.key("state"), "relay", answer)
        heard = listening.end(60)
        expect_equal(heard.code, DONE, heard)
        line = next((m for m in heard.lines if m.get("body") == PLANTED["to the room"]), None)
        expect(line is not None, PLANTED["to the room"], heard)
        expect(HISTORY_KEYS <= set(line), f"keys {sorted(HISTORY_KEYS)}", sorted(line))
        expect(str(line["from"]).startswith("ana@") or "ana" in str(line["from"]).lower(), "from ana", line["from"])
        expect_equal((line["encrypted"], line["trust"]), (True, "blind"), line)

    def odd_text(self) -> None:
        expect_equal(self.send("ana", "umlauts").code, DONE)
        bodies = [m.get("body") for m in self.messages("ben")]
        expect(PLANTED["umlauts"] in bodies, PLANTED["umlauts"], bodies)

    def answer(self) -> None:
        ben = self.people["ben"]
        running = ben.start("run", "-")
        running.write(f'send --room {self.room} "{PLANTED["answer"]}"')
        line = running.wait_for(lambda m: m.get("state") == "relay", 30)
        self.sent["answer"] = line["id"]
        expect_equal(running.end().code, DONE)
        bodies = [m.get("body") for m in self.messages("ana")]
        expect(PLANTED["answer"] in bodies, PLANTED["answer"], bodies)

    def messages(self, name: str, *more: str) -> list:
        answer = self.people[name].run("history", "--room", self.room, "--limit", "50", *more)
        expect_equal(answer.code, DONE, answer)
        return [line for line in answer.lines if "body" in line]

    def history(self) -> None:
        for name in ("ana", "ben"):
            bodies = [m["body"] for m in self.messages(name) if m["body"] in PLANTED.values()]
            wanted = [PLANTED[w] for w in ("without", "to the room", "umlauts", "answer")]
            expect(bodies in (wanted, wanted[::-1]), wanted, bodies)

    def page_before(self) -> None:
        everything = self.messages("ana")
        marked = next(m for m in everything if m["body"] == PLANTED["answer"])
        bodies = [m["body"] for m in self.messages("ana", "--before", marked["id"])]
        expect(PLANTED["answer"] not in bodies and PLANTED["to the room"] in bodies, "the messages before the answer", bodies)

    def search(self) -> None:
        for word, count in (("potassium", 1), ("potas", 1), ("Größe", 1), ("calcium", 1), ("planted", 4), ("zebra", 0)):
            answer = self.people["ana"].run("search", word)
            expect_equal(answer.code, DONE, answer)
            expect_equal(len([line for line in answer.lines if "body" in line]), count, f"for {word}: {answer}")

    def direct_message(self) -> None:
        ben = self.people["ben"]
        listening = ben.start("listen", "--for", "40", "--count", "1")
        time.sleep(3)
        answer = self.people["ana"].run("send", "--to", ben.person.jid, "--wait", "device", PLANTED["direct"])
        expect_equal(answer.code, DONE, answer)
        expect(answer.key("state") in ("device", "seen"), "on a device", answer)
        heard = listening.end(60)
        expect(any(m.get("body") == PLANTED["direct"] for m in heard.lines), PLANTED["direct"], heard)
        told = ben.run("history", "--with", self.people["ana"].person.jid)
        expect_equal([m.get("body") for m in told.lines], [PLANTED["direct"]])

    def said(self, name: str, message_id: str) -> dict:
        return next((m for m in self.messages(name) if m.get("id") == message_id), {})

    def say(self, name: str, text: str, *more: str) -> str:
        answer = self.people[name].run("send", "--room", self.room, *more, text)
        expect_equal(answer.code, DONE, answer)
        return str(answer.key("id"))

    def answer_and_react(self) -> None:
        ana, ben = self.people["ana"], self.people["ben"]
        asked = self.say("ana", "who can take bed 14?")
        expect_equal(self.said("ben", asked).get("reactions"), [])
        answered = self.say("ben", "I can", "--reply-to", asked)
        expect_equal(self.said("ana", answered).get("reply_to"), asked)
        expect_equal(self.said("ana", answered).get("body"), "I can")
        answer = ben.run("react", "--room", self.room, asked, "\U0001F44D")
        expect_equal(answer.code, DONE, answer)
        expect_equal(self.said("ana", asked).get("reactions"), [{"emoji": "\U0001F44D", "count": 1, "own": False}])
        expect_equal(ben.run("react", "--room", self.room, asked).code, DONE)
        expect_equal(self.said("ana", asked).get("reactions"), [])
        refused = ben.run("react", "--room", self.room, asked, "words")
        expect_equal(refused.code, FAILED, refused)
        missing = ana.run("send", "--room", self.room, "--reply-to", "no-such-id", "hello")
        expect_equal(missing.code, FAILED, missing)
        expect_equal([line.get("state") for line in missing.lines], ["refused"], "what became of it, for who follows the lines")

    def tell_how_urgent(self) -> None:
        for word in ("stat", "concern"):
            sent = self.say("ana", f"bed 14, {word}", "--urgency", word)
            expect_equal([self.said(name, sent).get("urgency") for name in ("ana", "ben")], [word, word])
        expect_equal(self.said("ben", self.say("ana", "no hurry")).get("urgency"), None)

    def correct(self) -> None:
        first = f"planted-Dunlin-{MARK} potassium 6.9"
        sent = self.say("ana", first)
        expect_equal(self.said("ben", sent).get("corrected"), None)
        answer = self.people["ana"].run("correct", "--room", self.room, sent, "potassium 5.9")
        expect_equal(answer.code, DONE, answer)
        for name in ("ana", "ben"):
            message = self.said(name, sent)
            expect_equal((message.get("body"), message.get("corrected") is not None), ("potassium 5.9", True), name)
            found = self.people[name].run("search", f"planted-Dunlin-{MARK}")
            expect_equal(found.lines, [], "the newest text alone is found")
        refused = self.people["ben"].run("correct", "--room", self.room, sent, "forged")
        expect_equal(refused.code, FAILED, refused)

    def take_back(self) -> None:
        text = f"planted-Curlew-{MARK} Mr Berg, wrong room"
        sent = self.say("ana", text)
        expect_equal(self.said("ben", sent).get("body"), text)
        refused = self.people["ben"].run("retract", "--room", self.room, sent)
        expect_equal(refused.code, FAILED, refused)
        answer = self.people["ana"].run("retract", "--room", self.room, sent)
        expect_equal(answer.code, DONE, answer)
        for name in ("ana", "ben"):
            message = self.said(name, sent)
            expect_equal((message.get("body"), message.get("retracted")), ("", True), name)
            found = self.people[name].run("search", f"planted-Curlew-{MARK}")
            expect_equal(found.lines, [])
        found = find_planted([text], [str(self.people[n].profile) for n in ("ana", "ben")])
        expect(not found, "nothing in either profile", found)

    def moderate(self) -> None:
        sent = self.say("ben", "this does not belong here")
        expect_equal(self.said("ana", sent).get("retracted"), False)
        ana = self.people["ana"]
        refused = ana.run("moderate", "--room", self.room, sent)
        expect_equal(refused.code, FAILED, refused)  # a member, no moderator
        if self.kind != "prosody":
            return
        self.relay.run("add-member", self.room, "ana", "--affiliation", "admin")
        answer = ana.run("moderate", "--room", self.room, "--reason", "wrong room", sent)
        expect_equal(answer.code, DONE, answer)
        for name in ("ana", "ben"):
            message = self.said(name, sent)
            expect_equal((message.get("body"), message.get("moderated")), ("", True), name)
        self.relay.run("add-member", self.room, "ana")

    def forgotten_phone(self) -> None:
        ben = self.people["ben"]
        fresh = Wardlinectl(self.binary, self.base / "no-phone", ben.session.environment, self.relay.facts["ca"], self.policy)
        without = {"password": ben.person.password}
        refused = fresh.run(*ben.sign_in_words(), credentials=without)
        expect_equal(refused.code, NOT_SIGNED_IN, refused)
        until = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 600))
        self.relay.run("totp-pass", "ben", "--until", until)
        answer = fresh.run(*ben.sign_in_words(), credentials=without)
        expect_equal(answer.code, DONE, answer)
        expect_equal(answer.key("code"), "pass", answer)
        end = int(time.time()) + 8  # the relay's command must come before it, on a slow machine too
        self.relay.run("totp-pass", "ben", "--until", time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(end)))
        time.sleep(max(0.0, end + 1.5 - time.time()))
        other = Wardlinectl(self.binary, self.base / "still-no-phone", ben.session.environment, self.relay.facts["ca"], self.policy)
        refused = other.run(*ben.sign_in_words(), credentials=without)
        expect_equal(refused.code, NOT_SIGNED_IN, refused)

    def observer(self) -> None:
        cleo = self.people["cleo"]
        if self.kind == "ejabberd":  # there a moderator takes the voice, of somebody in the room
            listening = cleo.start("listen", "--room", self.room, "--for", "60")
            try:
                self.relay.silence(self.room, "cleo")
            except RuntimeError as problem:
                listening.process.terminate()
                raise Mismatch("cleo in the room", f"{problem}; {listening.end()}") from problem
            listening.stop()
        bodies = [m["body"] for m in self.messages("cleo")]
        expect(PLANTED["to the room"] in bodies, "she reads", bodies)
        expect_equal(self.room_lines("cleo")[self.room]["can_post"], False)
        answer = self.send("cleo", "refused")
        expect_equal(answer.code, FAILED, answer)
        expect(answer.errors.strip(), "a reason on standard error", answer)
        expect(PLANTED["refused"] not in [m["body"] for m in self.messages("ana")], "nothing of hers in the room", "it is there")

    def two_processes(self) -> None:
        ana = self.people["ana"]
        listening = ana.start("listen", "--room", self.room, "--for", "30")
        try:
            time.sleep(2)
            answer = ana.ctl.run("rooms", "list", credentials={"password": ana.person.password})
            expect_equal(answer.code, FAILED, answer)
            expect(answer.errors.strip(), "a reason on standard error", answer)
        finally:
            listening.stop()

    def wrong_password_on_profile(self) -> None:
        answer = self.people["ana"].ctl.run("history", "--room", self.room, credentials={"password": "not the password"})
        expect_equal(answer.code, NOT_SIGNED_IN, answer)
        expect(PLANTED["answer"] not in answer.output, "no message", answer)

    def policy_show(self) -> None:
        answer = self.people["ana"].ctl.run("policy", "show")
        expect_equal(answer.code, DONE, answer)
        expect(any("origin" in line for line in answer.lines), "lines with an origin", answer)

    def audit(self) -> None:
        ana = self.people["ana"]
        answer = ana.run("audit", "verify")
        expect_equal(answer.code, DONE, answer)
        listed = ana.run("audit", "list")
        expect_equal(listed.code, DONE, listed)
        for text in PLANTED.values():
            expect(text not in listed.output, "no message text in the audit log", text)
        files = [p for p in ana.profile.rglob("*") if p.is_file() and "audit" in str(p.relative_to(ana.profile)) and p.stat().st_size > 200]
        expect(files, "a file of the audit log in the profile", sorted(str(p.relative_to(ana.profile)) for p in ana.profile.rglob("*")))
        largest = max(files, key=lambda p: p.stat().st_size)
        kept = largest.read_bytes()
        changed = bytearray(kept)
        changed[len(changed) // 3] ^= 1
        largest.write_bytes(bytes(changed))
        try:
            answer = ana.run("audit", "verify")
            expect_equal(answer.code, FAILED, answer)
        finally:
            largest.write_bytes(kept)

    def planted(self) -> None:
        """Neither here nor at the relay: its database holds ciphertext alone."""
        seeds = [self.seed_text(p.phone) for p in self.people.values() if p.phone is not None]
        texts = [*PLANTED.values(), *PASSWORDS.values(), *seeds]
        folders = [*(str(p.profile) for p in self.people.values()), *(str(p.session.folder) for p in self.people.values())]
        logs = {str(log.parent) for log in self.relay.log_files()}
        found = find_planted(texts, [*folders, *sorted(logs)])
        found += find_planted(texts, [tempfile.gettempdir(), "/var/tmp", "/dev/shm"], only_newer_than=self.began, skip=private_folders())
        expect(not found, "nothing", "\n             ".join(found[:10]))
        archived = find_planted([*PLANTED.values(), "who can take bed 14", "potassium 5.9"], [self.relay.data_folder()])
        expect(not archived, "nothing in the relay's archive", "\n             ".join(archived[:10]))
        # The search can find: what programs read that know no encryption lies in the archive.
        expect(find_planted(["This message is end-to-end encrypted"], [self.relay.data_folder()]), "the fall-back text there", "nothing at all")

    @staticmethod
    def seed_text(phone: Authenticator) -> str:
        return base64.b32encode(phone.seed).decode().rstrip("=")

    def modes(self) -> None:
        for path in [self.people["ana"].profile, *self.people["ana"].profile.rglob("*")]:
            mode = stat.S_IMODE(path.lstat().st_mode)
            expect(mode & 0o077 == 0, "nothing for group and others", f"{oct(mode)} {path.name}")

    def relay_gone(self) -> None:
        self.relay.down(wipe=False)
        ben = self.people["ben"]
        other = Wardlinectl(self.binary, self.base / "late", ben.session.environment, self.relay.facts["ca"], self.policy)
        answer = other.run(*ben.sign_in_words(), credentials={"password": ben.person.password, "code": "123456"})
        expect_equal(answer.code, UNREACHABLE, answer)
        answer = ben.run("send", "--room", self.room, "--wait", "relay", "never", seconds=120)
        expect_equal(answer.code, UNREACHABLE, answer)

    def wipe(self) -> None:
        ben = self.people["ben"]
        answer = ben.ctl.run("profile", "list")
        expect_equal(answer.code, DONE, answer)
        answer = ben.ctl.run("profile", "wipe", credentials={"password": ben.person.password})
        expect_equal(answer.code, DONE, answer)
        left = [p for p in ben.profile.rglob("*") if p.is_file() and p.stat().st_size > 0 and "audit" not in p.name]
        expect(not left, "no files but the audit log", [str(p) for p in left])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--relay", choices=("prosody", "ejabberd"), required=True)
    arguments = parser.parse_args()
    binary = find_binary()
    if binary is None:
        print("wardlinectl is not built: run `ninja wardlinectl` first", file=sys.stderr)
        return 1
    job = MainJob(arguments.relay, binary)
    try:
        return job.tell()
    finally:
        job.close()


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: GPL-3.0-or-later
"""The story without a person: Ana at the real window on a private display, Ben, Sam and a stranger by wardlinectl, one relay."""

import base64
import tempfile
import time
from pathlib import Path
from typing import Optional

from clinic import CONSULT, CONSULT_EARLIER, UNIT, Clinic, Colleague

from authenticator import Authenticator
from planted_text import find_planted, private_folders
from private_display import PrivateDisplay
from private_session import PrivateSession
from steps import Story, StoryEnds, expect, expect_equal
from wardlinectl import DONE, FAILED, NOT_SIGNED_IN
from window_driver import Window

# Also looked for in every file afterwards, so each is a sentence that stands nowhere else.
TO_THE_ROOM = "Bed 12: INR 4.1 at 16:00. Warfarin stays on hold tonight, next check at 06:00."
ANSWER = "Noted, check at 06:00 is in the plan. I will tell the family this evening."
FORBIDDEN = "I am only watching here and should not be able to say so"


class HeadlessStory:
    """`tell` runs it and returns the exit code. Pictures and the transcript are in `out`."""

    def __init__(self, clinic: Clinic, session: PrivateSession, out: Path, story: Story) -> None:
        self.clinic, self.session, self.out, self.story = clinic, session, out, story
        self.display: Optional[PrivateDisplay] = None
        self.window: Optional[Window] = None
        self.pictures: list = []
        self.began = time.time()

    def tell(self) -> int:
        step = self.story.step
        try:
            with step("relay up, with accounts, roles and rooms", needed=True):
                self.clinic.open(self.session)
            with step("ben enrols by wardlinectl and gets ten recovery codes", needed=True):
                self.ben_enrols()
            with step("mia and sam enrol", needed=True):
                for name in ("mia", "sam"):
                    expect_equal(self.person(name).enrol().code, DONE)
            with step("window opens with the sign-in page", needed=True):
                self.open_window()
            with step("ana enrols at the window: ticket, QR code, first code, recovery codes", needed=True):
                self.ana_enrols()
            with step("wrong password refused"):
                self.refused("password")
            with step("wrong code refused"):
                self.refused("wrong")
            with step("replayed code refused"):
                self.refused("replayed")
            with step("colleagues write"):
                self.earlier_messages()
            with step("ana sees the rooms of her role and what was written"):
                self.rooms_in_window()
            with step("message from ana's window arrives at ben"):
                self.window_to_ben()
            with step("ben's answer appears in ana's window"):
                self.ben_to_window()
            with step("lock with Ctrl+L hides everything"):
                self.lock()
            with step("wrong password does not unlock"):
                self.wrong_unlock()
            with step("password unlocks, everything is back"):
                self.unlock()
            with step("each page in light"):
                self.pages("light")
            with step("window restarted: sign-in, history from the encrypted cache"):
                self.restart()
            with step("each page in dark"):
                self.pages("dark")
            with step("observer reads, and is refused to write"):
                self.observer()
            with step("planted text found in no profile, temporary file or log"):
                self.planted_text()
            with step("audit verified for ana and ben"):
                self.audit()
        except StoryEnds:
            self.picture("stopped-here")
        finally:
            self.close()
        for path in self.pictures:
            self.story.say(f"picture: {path}")
        self.story.say(f"transcript: {self.out / 'transcript.txt'}")
        code = self.story.finish()
        print(f"exit code {code}", flush=True)
        return code

    def person(self, name: str) -> Colleague:
        return self.clinic.people[name]

    def close(self) -> None:
        if self.window:
            self.window.close()
        if self.display:
            self.display.close()

    def picture(self, name: str) -> None:
        if self.window and self.window.process:
            path = self.out / f"{len(self.pictures) + 1:02}-{name}.png"
            self.window.picture(path)
            self.pictures.append(path)

    # --- wardlinectl ---

    def ben_enrols(self) -> None:
        answer = self.person("ben").enrol()
        expect_equal(answer.code, DONE, answer)
        expect_equal(len(set(answer.key("recovery_codes") or [])), 10, answer)

    def earlier_messages(self) -> None:
        for room, name, text in self.clinic.earlier():
            answer = self.person(name).run("send", "--room", room, "--wait", "relay", text)
            expect_equal(answer.code, DONE, answer)

    def refused(self, what: str) -> None:
        ben = self.person("ben")
        if what == "replayed":
            code = ben.phone.next_code()
            answer = ben.ctl.run(*ben.sign_in_words(), credentials={"password": ben.password, "code": code})
            expect_equal(answer.code, DONE, answer)
        else:
            code = ben.phone.wrong_code() if what == "wrong" else "000000"
        password = "not the password" if what == "password" else ben.password
        answer = ben.another_workstation().run(*ben.sign_in_words(), credentials={"password": password, "code": code})
        expect_equal(answer.code, NOT_SIGNED_IN, answer)

    def observer(self) -> None:
        sam = self.person("sam")
        read = sam.run("history", "--room", self.clinic.unit)
        expect_equal(read.code, DONE, read)
        expect(any(line.get("body") == TO_THE_ROOM for line in read.lines), "the message of the unit room", read)
        answer = sam.run("send", "--room", self.clinic.unit, FORBIDDEN)
        expect_equal(answer.code, FAILED, answer)
        expect(answer.errors.strip(), "a reason", answer)

    def planted_text(self) -> None:
        seeds = [base64.b32encode(p.phone.seed).decode().rstrip("=") for p in self.clinic.people.values() if p.phone]
        texts = [TO_THE_ROOM, ANSWER, FORBIDDEN, *seeds, *(p.password for p in self.clinic.people.values())]
        logs = sorted({str(log.parent) for log in self.clinic.relay.log_files()})
        folders = [str(self.clinic.folder / "profiles"), str(self.session.folder), *logs]
        found = find_planted(texts, folders)
        found += find_planted(texts, [tempfile.gettempdir(), "/var/tmp", "/dev/shm"], only_newer_than=self.began,
                              skip=private_folders())
        expect(not found, "nothing", "; ".join(found[:10]))
        archived = find_planted([TO_THE_ROOM, ANSWER], [self.clinic.relay.data_folder()])
        expect(not archived, "nothing in the relay's archive", "; ".join(archived[:10]))
        # The search can find: what programs read that know no encryption lies there.
        expect(find_planted(["This message is end-to-end encrypted"], [self.clinic.relay.data_folder()]), "the fall-back text", "nothing at all")

    def audit(self) -> None:
        self.window.close()
        for name in ("ana", "ben"):
            answer = self.person(name).run("audit", "verify")
            expect_equal(answer.code, DONE, answer)

    # --- the window ---

    def open_window(self, look: str = "light") -> None:
        if self.display is None:
            self.display = PrivateDisplay(self.out)
        ana = self.person("ana")
        command = [str(self.clinic.binaries / "wardline"), "--profile", str(ana.profile), "--policy", str(self.clinic.policy),
                   "--ca", self.clinic.relay.facts["ca"], "--theme", look]
        self.window = Window(command, self.session, self.display, self.out / "window.log")
        self.window.wait_for(name="Sign in", role="push button")

    def fill(self, **fields: str) -> None:
        for name, text in fields.items():
            label = {"account": "Account", "password": "Password", "code": "Code from your authenticator", "ticket": "Enrolment ticket"}[name]
            self.window.focus(name=label)
            if name == "account":
                self.window.keys("ctrl+a")
            self.window.type(text)

    def ana_enrols(self) -> None:
        ana = self.person("ana")
        self.picture("sign-in")
        self.window.press("First time here?")
        self.fill(account=ana.jid, password=ana.password, ticket=ana.person.ticket)
        self.window.keys("Return")
        key = self.window.wait_for(30, name="Key as text")
        self.picture("enrolment")
        letters = "".join(c for c in key["name"].split(":", 1)[1] if c.isalnum())
        ana.phone = Authenticator(f"otpauth://totp/Wardline?secret={letters}&period=30")
        self.window.focus(name="six digits")
        self.window.type(ana.phone.next_code())
        self.window.keys("Return")
        self.window.wait_for(30, name="I have kept them")
        self.picture("recovery-codes")
        self.window.press("I have kept them")
        self.window.wait_for(30, name="Conversations", role="list")

    def rooms_in_window(self) -> None:
        for title in (UNIT, CONSULT):
            self.window.wait_for(20, name=title)
        self.go_to(CONSULT)
        for _, text in CONSULT_EARLIER:
            self.window.wait_for(20, name=text)
        self.picture("consult-room")

    def go_to(self, title: str) -> None:
        self.window.display.focus(self.window.id)
        self.window.keys("ctrl+k")
        self.window.type(title)
        self.window.keys("Return")
        self.window.wait_for(15, name="Write a message")

    def window_to_ben(self) -> None:
        listening = self.person("ben").start("listen", "--room", self.clinic.unit, "--for", "45", "--count", "1")
        self.go_to(UNIT)
        time.sleep(3)
        self.window.focus(name="Write a message")
        self.window.type(TO_THE_ROOM)
        self.window.keys("Return")
        heard = listening.end(60)
        expect(any(line.get("body") == TO_THE_ROOM for line in heard.lines), TO_THE_ROOM, heard)
        self.window.wait_for(15, name=TO_THE_ROOM)

    def ben_to_window(self) -> None:
        answer = self.person("ben").run("send", "--room", self.clinic.unit, "--wait", "relay", ANSWER)
        expect_equal(answer.code, DONE, answer)
        self.window.wait_for(20, name=ANSWER)
        self.picture("unit-room")

    def lock(self) -> None:
        self.window.display.focus(self.window.id)
        self.window.keys("ctrl+l")
        self.window.wait_for(10, name="Unlock", role="push button")
        self.picture("locked")
        for text in (TO_THE_ROOM, ANSWER, UNIT, CONSULT):
            expect(not self.window.says(text), "nothing of what was shown", text)

    def wrong_unlock(self) -> None:
        self.window.focus(name="Password")
        self.window.type("not the password")
        self.window.keys("Return")
        self.window.wait_for(20, text="not the password")
        expect(not self.window.says(TO_THE_ROOM), "still nothing", TO_THE_ROOM)

    def unlock(self) -> None:
        self.window.focus(name="Password")
        self.window.type(self.person("ana").password)
        self.window.keys("Return")
        self.window.wait_for(20, name=ANSWER)

    def pages(self, look: str) -> None:
        self.window.press("Settings")
        self.window.wait_for(10, name="Look and language")
        self.window.press("Policy", role="radio button")
        self.window.wait_for(10, name="What your organisation decided")
        self.picture(f"settings-{look}")
        self.window.press("People")
        self.window.wait_for(10, name="Sam Lind")
        self.picture(f"people-{look}")
        self.go_to(UNIT)
        self.window.wait_for(15, name=ANSWER)
        self.picture(f"unit-room-{look}")
        self.window.keys("ctrl+shift+f")
        self.window.type("bed")
        self.window.wait_for(15, name="bed 7", role="list item")
        self.picture(f"search-{look}")
        self.window.keys("Escape", "F1")
        self.window.wait_for(10, name="Find everywhere")
        self.picture(f"keys-{look}")
        self.window.keys("Escape")

    def restart(self) -> None:
        ana = self.person("ana")
        self.window.close()
        self.open_window("dark")
        self.fill(account=ana.jid, password=ana.password, code=ana.phone.next_code())
        self.window.keys("Return")
        self.window.wait_for(30, name="Conversations", role="list")
        self.go_to(UNIT)
        for text in (TO_THE_ROOM, ANSWER):
            self.window.wait_for(20, name=text)
        self.picture("after-restart")

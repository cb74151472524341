# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays the person in front of the demonstration with a display: presses the phone's buttons, pastes, types, and looks. For tests."""

import contextlib
import time
from pathlib import Path
from typing import Iterator, Optional

from clinic import UNIT, Colleague
from with_display import ANSWERS, TO_ANA, TO_SAM, WithDisplay

from private_display import PrivateDisplay
from steps import Story, StoryEnds, expect
from waiting import wait_until
from window_driver import Window

TO_UNIT = "Bed 12: is the pressure better after the second litre?"
TO_BEN = "Nothing to eat before the scan, water is fine."


class Drive:
    """`tell` runs it and returns the exit code; pictures of the whole display are in `out`."""

    def __init__(self, demo: WithDisplay, display: PrivateDisplay, out: Path, story: Story) -> None:
        self.demo, self.display, self.out, self.story = demo, display, out, story
        self.pictures: list = []

    @property
    def window(self) -> Optional[Window]:
        return self.demo.window

    @property
    def phone(self) -> Optional[Window]:
        return self.demo.phone_window

    def tell(self) -> int:
        step = self.step
        try:
            with step("relay, people and what they wrote before", needed=True):
                expect(self.demo.prepare(), "everybody enrolled", "somebody could not")
            with step("sign-in page with the account filled in, ribbon, and the phone beside it", needed=True):
                self.demo.open()
                self.look()
            with step("ana signs in with what the phone holds, by copy and paste", needed=True):
                self.sign_in("ana")
            with step("the unit room: people by role, what was written"):
                self.go_to(UNIT)
                self.window.wait_for(60, name="Discharge medicines for bed 7")
                self.picture("unit-room")
            with step("ana writes, and ben answers"):
                self.write(TO_UNIT)
                self.window.wait_for(40, name=ANSWERS[0])
                self.picture("ben-answers")
            with step("ben's own line to ana; hers is sent, arrives, is opened"):
                self.direct()
            with step("lock hides everything, the pasted password brings it back"):
                self.lock_and_unlock()
            with step("relay cut and brought back: what was written meanwhile leaves by itself"):
                self.cut()
            with step("sam, a student, reads and is told why he cannot write"):
                self.someone_else()
            with step("the audit log is shown and holds"):
                self.audit()
            with step("the phone ends the demonstration"):
                self.phone.press("End the demonstration")
                expect(self.demo.wait() == 0, "an orderly end", "none")
        except StoryEnds:
            pass
        finally:
            self.demo.close()
        for path in self.pictures:
            self.story.say(f"picture: {path}")
        return self.story.finish()

    @contextlib.contextmanager
    def step(self, name: str, needed: bool = False) -> Iterator[None]:
        """A step of the story; a picture when it fails."""
        with self.story.step(name, needed):
            try:
                yield
            except Exception:
                self.picture("failed")
                raise

    def picture(self, name: str) -> None:
        path = self.out / f"display-{len(self.pictures) + 1:02}-{name}.png"
        time.sleep(0.5)
        self.display.picture(path)
        self.pictures.append(path)

    def look(self) -> None:
        self.window.wait_for(name="Sign in", role="push button")
        self.window.wait_for(name="Demo: invented patients")
        expect(self.window.find(text=self.demo.clinic.people["ana"].jid), "the account filled in", self.window.everything())
        self.phone.id = self.display.wait_for_window(self.phone.process.pid)
        self.phone.wait_for(name="Copy the code of Dr. Ana Silva")
        self.phone.wait_for(name="Sign in as Dr. Ana Silva")
        self.picture("sign-in")

    def paste(self, what: str, field: str) -> None:
        self.phone.press(what)
        self.window.focus(name=field)
        self.window.keys("ctrl+v")

    def sign_in(self, name: str) -> None:
        person: Colleague = self.demo.clinic.people[name]
        self.paste(f"Copy the password of {person.role.display}", "Password")
        # The code that enrolled is used up; the phone shows the next one within half a minute.
        wait_until("a code that was not used", person.phone.has_fresh_code, 35)
        time.sleep(1)
        self.paste(f"Copy the code of {person.role.display}", "Code from your authenticator")
        self.window.keys("Return")
        self.window.wait_for(40, name="Conversations", role="list")

    def go_to(self, title: str) -> None:
        self.display.focus(self.window.id)
        self.window.wait_for(20, name=title)
        self.window.keys("ctrl+k")
        self.window.type(title)
        self.window.keys("Return")
        time.sleep(1)

    def write(self, text: str) -> None:
        self.window.focus(name="Write a message")
        self.window.type(text)
        self.window.keys("Return")
        self.window.wait_for(15, name=text)

    def direct(self) -> None:
        self.window.wait_for(40, name=TO_ANA[:20])  # in the list
        self.go_to("Ben Okoro")
        self.window.wait_for(30, name="The two of you")
        self.write(TO_BEN)
        wait_until("opened by ben", lambda: self.says_of(TO_BEN, "Opened"), 40)
        self.picture("opened")

    def says_of(self, text: str, state: str) -> bool:
        return any(text in widget["name"] and state in widget["name"] for widget in self.window.widgets() if widget["role"] == "list item")

    def lock_and_unlock(self) -> None:
        self.display.focus(self.window.id)
        self.window.keys("ctrl+l")
        self.window.wait_for(10, name="Unlock", role="push button")
        for text in (TO_UNIT, TO_BEN, TO_ANA, UNIT):
            expect(not self.window.says(text), "nothing of what was shown", text)
        self.picture("locked")
        self.paste("Copy the password of Dr. Ana Silva", "Password")
        self.window.keys("Return")
        self.window.wait_for(30, name=TO_BEN)

    def cut(self) -> None:
        self.go_to(UNIT)
        self.window.wait_for(30, name="Connected since")
        time.sleep(3)
        self.phone.press("Cut the relay")
        self.phone.wait_for(30, name="Bring the relay back")
        text = "Written while the relay was away."
        try:
            self.write(text)
            wait_until("it waits", lambda: self.says_of(text, "Waiting"), 20)
            self.picture("relay-cut")
        finally:
            self.phone.press("Bring the relay back")
            self.phone.wait_for(30, name="Cut the relay")
        wait_until("it left", lambda: self.says_of(text, "Sent"), 90)

    def someone_else(self) -> None:
        self.display.focus(self.window.id)
        self.window.keys("ctrl+l")
        self.window.wait_for(10, name="Unlock", role="push button")
        self.window.press("Someone else")
        self.window.wait_for(20, name="Sign in", role="push button")
        self.phone.press("Copy the account of Sam Lind")
        self.window.focus(name="Account")
        self.window.keys("ctrl+a", "ctrl+v")
        self.sign_in("sam")
        self.go_to(UNIT)
        self.window.wait_for(60, name=TO_SAM)
        expect(not self.window.says(TO_UNIT), "what was written before he had a device stays closed to it", self.window.everything())
        expect(self.window.find(name="Write a message", state="editable") is None, "no field to write in", self.window.everything())
        self.picture("student")

    def audit(self) -> None:
        self.phone.press("Show the audit log")
        shown = self.phone.wait_for(120, text="Checked record by record")
        expect(shown, "the log", shown)
        self.picture("audit")

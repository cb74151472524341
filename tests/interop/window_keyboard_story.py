#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody who has no mouse: signing in, reading, answering, searching, locking and unlocking at the real window with a real relay, by keys
alone. Nothing here presses a button or sets the focus in another way; what the window says is read as a screen reader reads it."""

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import List

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from authenticator import Authenticator  # noqa: E402
from private_display import PrivateDisplay  # noqa: E402
from private_session import PrivateSession  # noqa: E402
from relays import ProsodyRelay  # noqa: E402
from steps import Story, StoryEnds, expect, expect_equal  # noqa: E402
from waiting import wait_until  # noqa: E402
from wardlinectl import DONE, Wardlinectl, find_binary  # noqa: E402
from window_driver import Widget, Window  # noqa: E402

UNIT = "4 West"
PASSWORD = "correct horse battery"
EARLIER = ["Bed 9 is back from imaging, walks with help.", "Potassium of bed 3 was 5.1 at noon.", "Handover at 14:00 in room 3."]
QUESTION = "Could somebody repeat the potassium of bed 3 at 16:00?"
ANSWER = "I will, and write it here."
MOST_TABS = 60


class KeyboardStory:
    """`tell` runs it and returns the exit code."""

    def __init__(self, folder: Path, relay: ProsodyRelay, session: PrivateSession, display: PrivateDisplay) -> None:
        self.folder, self.relay, self.session, self.display = folder, relay, session, display
        self.story = Story(logs=lambda: [folder / "window.log"])
        self.window: Window = None
        self.phones: dict = {}

    def tell(self) -> int:
        step = self.story.step
        try:
            with step("relay, a room, two people who have enrolled", needed=True):
                self.prepare()
            with step("window opens with the keyboard in the account field", needed=True):
                self.open_window()
            with step("signs in: account, Tab, password, Tab, code, Enter", needed=True):
                self.sign_in()
            with step("opens the room with Ctrl+K", needed=True):
                self.open_room()
            with step("reads what was written, message by message"):
                self.read()
            with step("answers"):
                self.answer()
            with step("finds a word in the room with Ctrl+F and goes to it"):
                self.search()
            with step("everything is reached from everything: F6 goes round"):
                self.go_round()
            with step("opens the keyboard map with F1 and leaves it with Escape"):
                self.keyboard_map()
            with step("locks with Ctrl+L", needed=True):
                self.lock()
            with step("unlocks with the password, and is where it was"):
                self.unlock()
        except StoryEnds:
            pass
        finally:
            if self.window:
                if self.story.failed:
                    self.window.picture(Path(os.environ.get("WARDLINE_BINARY_DIR", str(self.folder))) / "keyboard-story.png")
                self.window.close()
        return self.story.finish()

    def ctl(self, name: str, profile: str) -> Wardlinectl:
        return Wardlinectl(find_binary(), self.folder / "profiles" / profile, self.session.environment, self.relay.facts["ca"])

    def prepare(self) -> None:
        self.relay.up()
        people = {name: self.relay.add_person(name, PASSWORD, ["nurse"], display)
                  for name, display in (("ana", "Ana Silva"), ("ben", "Ben Okoro"))}
        self.room = self.relay.add_room(UNIT, list(people))
        for name, person in people.items():
            # Ana's first sign-in was at another computer.
            running = self.ctl(name, f"{name}-elsewhere").start("sign-in", "--account", person.jid, "--relay", self.relay.facts["url"], "--enrol",
                                                                credentials={"password": PASSWORD, "ticket": person.ticket})
            self.phones[name] = Authenticator(running.wait_for(lambda line: "otpauth" in line)["otpauth"])
            running.give({"code": self.phones[name].next_code()})
            expect_equal(running.end().code, DONE)
        self.account = people["ana"].jid
        self.ben = self.ctl("ben", "ben-elsewhere")

    def ben_writes(self, text: str) -> None:
        answer = self.ben.run("send", "--room", self.room, "--wait", "relay", text, credentials={"password": PASSWORD})
        expect_equal(answer.code, DONE, answer)

    def open_window(self) -> None:
        policy = self.folder / "policy.json"
        policy.write_text('{"version": 1, "relay": {"url": "%s", "domain": "%s"}}' % (self.relay.facts["url"], self.relay.facts["domain"]),
                          encoding="utf-8")
        command = [str(find_binary("wardline")), "--profile", str(self.folder / "profiles/ana"), "--policy", str(policy),
                   "--ca", self.relay.facts["ca"]]
        self.window = Window(command, self.session, self.display, self.folder / "window.log")
        self.window.wait_for(name="Sign in", role="push button")
        wait_until("the keyboard in the account field", lambda: self.focused_name() == "Account")

    # --- the keyboard, and what it is on ---

    def focused(self) -> Widget:
        path = self.window.focused()
        return next((w for w in self.window.widgets() if w["path"] == path), Widget(name="", role="", text="", states=[], path=path))

    def focused_name(self) -> str:
        return self.focused()["name"]

    def tab_to(self, name: str) -> None:
        for _ in range(MOST_TABS):
            if name in self.focused_name():
                return
            self.window.keys("Tab")
        raise AssertionError(f"Tab did not reach '{name}'; it is on '{self.focused_name()}'")

    def sign_in(self) -> None:
        self.window.type(self.account)
        self.tab_to("Password")
        self.window.type(PASSWORD)
        self.tab_to("Code from your authenticator")
        self.window.type(self.phones["ana"].next_code())
        self.window.keys("Return")
        self.window.wait_for(30, name="Conversations", role="list")
        # What was written before she had this workstation cannot be read on it.
        wait_until("ben sees ana's new workstation", self.is_known, 60)
        for text in EARLIER:
            self.ben_writes(text)

    def is_known(self) -> bool:
        answer = self.ben.run("devices", "list", "--of", self.account, credentials={"password": PASSWORD})
        return len(answer.lines) == 2

    def open_room(self) -> None:
        self.window.wait_for(20, name=UNIT)
        self.window.keys("ctrl+k")
        self.window.type(UNIT)
        self.window.keys("Return")
        self.window.wait_for(15, name="Write a message")
        for text in EARLIER:
            self.window.wait_for(20, name=text)

    def current_row(self) -> str:
        return self.rows_with("focused")[-1] if self.rows_with("focused") else ""

    def rows_with(self, state: str) -> List[str]:
        timeline = self.window.find(name="Messages", role="list")
        depth = len(timeline["path"])
        return [w["name"] for w in self.window.widgets() if w["path"][:depth] == timeline["path"] and len(w["path"]) > depth and state in w.states]

    def read(self) -> None:
        self.tab_to("Messages")
        heard = []
        for _ in range(len(EARLIER)):
            self.window.keys("Up")
            time.sleep(0.2)
            heard.append(self.current_row())
        for text in EARLIER[:-1]:
            expect(any(text in row for row in heard), text, heard)

    def answer(self) -> None:
        # Typing on the timeline belongs into the composer.
        self.window.type(QUESTION)
        wait_until("the text in the composer", lambda: QUESTION in (self.window.find(name="Write a message", role="text") or {"text": ""})["text"]
                   or self.window.says(QUESTION))
        self.window.keys("Return")
        self.window.wait_for(15, name=QUESTION)
        self.ben_writes(ANSWER)
        self.window.wait_for(20, name=ANSWER)

    def search(self) -> None:
        self.window.keys("ctrl+f")
        self.window.type("imaging")
        hit = self.window.wait_for(15, name="imaging", role="list item")
        expect(hit, "a result", self.window.everything())
        self.window.keys("Down", "Return")
        wait_until("the message in the timeline, and current", lambda: any(EARLIER[0] in row for row in self.rows_with("focused")
                                                                          + self.rows_with("selected")) or EARLIER[0] in self.current_row(), 15)
        self.window.keys("Escape")

    def go_round(self) -> None:
        seen = []
        for _ in range(6):
            self.window.keys("F6")
            time.sleep(0.2)
            seen.append(self.focused_name())
        expect(len(set(seen)) >= 3, "at least three parts of the window", seen)

    def keyboard_map(self) -> None:
        self.window.keys("F1")
        self.window.wait_for(10, name="Keys")
        self.window.keys("Escape")
        self.window.wait_for(10, name="Write a message")

    def lock(self) -> None:
        self.window.keys("ctrl+l")
        self.window.wait_for(10, name="Unlock", role="push button")
        for text in [*EARLIER, QUESTION, ANSWER, UNIT]:
            expect(not self.window.says(text), "nothing of what was shown", text)
        wait_until("the keyboard in the password field", lambda: "Password" in self.focused_name())

    def unlock(self) -> None:
        self.window.type(PASSWORD)
        self.window.keys("Return")
        self.window.wait_for(30, name=ANSWER)


def main() -> int:
    if find_binary("wardline") is None or find_binary() is None:
        print("skipped: wardline is not built")
        return 77
    with tempfile.TemporaryDirectory(prefix="wardline-keyboard-") as name, PrivateSession("unlocked") as session:
        folder = Path(name)
        relay, display = ProsodyRelay(), PrivateDisplay(folder)
        try:
            return KeyboardStory(folder, relay, session, display).tell()
        finally:
            display.close()
            if relay.facts:
                relay.down()


if __name__ == "__main__":
    sys.exit(main())

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
NAMED = "please look at bed 9"
MORE = " and 10"
LATER = "4.4 at 16:00, written while the server was away."
REGRETTED = "this was for another room"
AT_ONCE = "potassium 6.9 in bed 14"
FILE_NAME = "handover-bed-9.txt"
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
            with step("names a colleague, and changes what was sent"):
                self.name_and_correct()
            with step("reacts to what was answered"):
                self.react()
            with step("takes back what was for another room"):
                self.take_back()
            with step("asks for somebody at once, and is asked before it rings"):
                self.ask_at_once()
            with step("attaches a file"):
                self.attach()
            with step("jumps to the beginning of the day"):
                self.go_to_day()
            with step("finds a word in the room with Ctrl+F and goes to it"):
                self.search()
            with step("everything is reached from everything: F6 goes round"):
                self.go_round()
            with step("opens the keyboard map with F1 and leaves it with Escape"):
                self.keyboard_map()
            with step("reads on the page of its devices what colleagues see of this one"):
                self.own_devices()
            with step("locks with Ctrl+L", needed=True):
                self.lock()
            with step("unlocks with the password, and is where it was"):
                self.unlock()
            with step("what was written without a relay leaves behind the lock when it is back"):
                self.leave_locked()
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

    def name_and_correct(self) -> None:
        self.window.type("@ben")
        self.window.wait_for(10, name="Ben Okoro", role="list item")
        self.window.keys("Return")
        self.window.type(NAMED)
        self.window.keys("Return")
        self.window.wait_for(15, name=NAMED)
        self.window.keys("Up", "End")
        self.window.type(MORE)
        self.window.keys("Return")
        self.window.wait_for(15, name=NAMED + MORE)

        def named() -> List[dict]:
            lines = self.ben.run("history", "--room", self.room, credentials={"password": PASSWORD}).lines
            return [line for line in lines if line.get("mentions_me") and NAMED + MORE in (line.get("body") or "") and line.get("corrected")]

        wait_until("ben is named, and reads the correction", lambda: len(named()) == 1, 30)

    # --- what is done to a message, from its row ---

    def history(self) -> List[dict]:
        return self.ben.run("history", "--room", self.room, credentials={"password": PASSWORD}).lines

    def go_to_row(self, words: str) -> None:
        self.tab_to("Messages")
        self.window.keys("ctrl+End")
        for _ in range(12):
            if words in self.current_row():
                return
            self.window.keys("Up")
            time.sleep(0.2)
        raise AssertionError(f"Up did not reach the row with '{words}'; it is on '{self.current_row()}'")

    def choose_in_menu(self, row: str, words: str) -> None:
        """Of the row that is current: the Menu key, then down to the entry. The trees of Qt hold no open menu; the row tells what there is."""
        rows = [w for w in self.window.widgets_and_actions() if w["role"] == "list item" and row in w["name"] and "ShowMenu" in w["actions"]]
        actions = rows[-1]["actions"]
        place = next(i for i, name in enumerate(actions) if words in name) + 1
        self.window.keys("Menu")
        time.sleep(0.5)
        self.window.keys(*["Down"] * place, "Return")

    def react(self) -> None:
        self.go_to_row(ANSWER)
        self.choose_in_menu(ANSWER, "React")
        wait_until("the keyboard on the first of them", lambda: self.focused_name() == "Yes, agreed", 10)
        self.window.keys("Right", "Right", "Return")  # agreed, disagreed, done
        wait_until("ben gets it", lambda: any((line.get("body") or "") == ANSWER and [r["emoji"] for r in line.get("reactions") or []] == ["\u2705"]
                                              for line in self.history()), 30)

    def take_back(self) -> None:
        self.tab_to("Write a message")
        self.window.type(REGRETTED)
        self.window.keys("Return")
        self.window.wait_for(15, name=REGRETTED)
        wait_until("ben has it", lambda: any(line.get("body") == REGRETTED for line in self.history()), 30)
        self.go_to_row(REGRETTED)
        self.choose_in_menu(REGRETTED, "Take back")
        self.tab_to("Take back")
        self.window.keys("Return")
        self.window.wait_until_gone(15, name=REGRETTED)
        wait_until("it is taken back for ben", lambda: any(line.get("retracted") for line in self.history())
                   and not any(line.get("body") == REGRETTED for line in self.history()), 30)

    def ask_at_once(self) -> None:
        self.tab_to("Write a message")
        self.window.type(AT_ONCE)
        self.window.keys("ctrl+shift+u")
        time.sleep(0.5)  # the trees of Qt hold no open menu
        self.window.keys("Down", "Down", "Down", "Return")
        self.window.wait_for(10, name="STAT: ")
        self.window.keys("Return")
        self.window.wait_for(10, name="Rings 1 person")
        expect(not any(line.get("body") == AT_ONCE for line in self.history()), "nothing has rung yet", "it was sent")
        self.window.keys("Return")
        self.window.wait_for(15, name="STAT, You")
        wait_until("ben has it, as urgent as it is",
                   lambda: any((line.get("body"), line.get("urgency")) == (AT_ONCE, "stat") for line in self.history()), 30)

    def attach(self) -> None:
        file = self.folder / FILE_NAME
        file.write_text("Bed 9: drain out at noon.\n", encoding="utf-8")
        self.tab_to("Write a message")
        self.window.keys("ctrl+o")
        dialog = wait_until("the system's choice of a file", lambda: [w for w in self.display.windows(pid=self.window.process.pid) if w != self.window.id], 10)
        self.display.focus(dialog[0])
        self.window.type(str(file))
        self.window.keys("Return")
        self.window.wait_for(10, name=FILE_NAME)
        self.display.focus(self.window.id)
        self.tab_to("Write a message")
        self.window.keys("Return")
        wait_until("ben gets the file", lambda: any([f["name"] for f in line.get("files") or []] == [FILE_NAME] for line in self.history()), 30)

    def go_to_day(self) -> None:
        self.tab_to("Messages")
        self.window.keys("ctrl+g")
        self.window.wait_for(10, name="Go to a day")
        self.window.keys("Return")  # today is chosen
        wait_until("the first message of the day is current", lambda: EARLIER[0] in self.current_row(), 10)

    def own_devices(self) -> None:
        told = self.ben.run("devices", "list", "--of", self.account, credentials={"password": PASSWORD}).lines
        self.tab_to_choice("Settings")
        self.window.wait_for(10, name="Look and language")
        for _ in range(MOST_TABS):
            if self.focused()["role"] == "radio button" and "Look" in self.focused_name():
                break
            self.window.keys("Tab")
        while "Your devices" not in self.focused_name():
            self.window.keys("Down")
            time.sleep(0.2)
        self.window.wait_for(10, name="Fingerprint")
        shown = "".join(self.window.find(name="Fingerprint")["name"].split(":")[1].replace(",", "").split())
        expect(any(shown in "".join(str(value) for value in line.values()).replace(" ", "") for line in told), "the fingerprint that ben's program has", (shown, told))
        self.window.keys("Escape")
        self.window.wait_for(10, name="Write a message")

    def tab_to_choice(self, name: str) -> None:
        """One of several: Tab reaches the chosen one, the arrows the others."""
        for _ in range(MOST_TABS):
            if name in self.focused_name():
                self.window.keys("space")
                return
            self.window.keys("Down" if self.focused()["role"] == "radio button" else "Tab")
            time.sleep(0.1)
        raise AssertionError(f"neither Tab nor arrows reached '{name}'")

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

    def leave_locked(self) -> None:
        self.relay.down(wipe=False)
        self.window.keys("ctrl+k")
        self.window.type(UNIT)
        self.window.keys("Return")
        self.window.wait_for(15, name="Write a message")
        wait_until("the window says that there is no connection", lambda: self.window.says("No connection"), 30)
        self.window.type(LATER)
        self.window.keys("Return")
        self.window.wait_for(15, name=LATER)
        self.window.keys("ctrl+l")
        self.window.wait_for(10, name="Unlock", role="push button")
        expect(not self.window.says(LATER), "nothing of it behind the lock", LATER)
        self.relay.up()

        def arrived() -> List[dict]:
            lines = self.ben.run("history", "--room", self.room, credentials={"password": PASSWORD}).lines
            return [line for line in lines if line.get("body") == LATER]

        wait_until("ben reads it", lambda: bool(arrived()), 90)
        expect(self.window.find(name="Unlock", role="push button"), "still locked", self.window.everything())
        self.unlock()
        self.window.wait_for(20, name=LATER)
        expect_equal(len(arrived()), 1)


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

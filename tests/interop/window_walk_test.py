#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks every page and state of the window as a screen reader does, over AT-SPI: whatever takes the keyboard has a name and a role, Tab reaches
all of it and is caught nowhere, and each message on the timeline is there with its words.

The pages come from tests/ui/screenshots --serve, with invented data; window_keyboard_test.py does the same job on the real program.
"""

import os
import sys
import tempfile
import unittest
from pathlib import Path
from typing import List, Set

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from private_display import PrivateDisplay  # noqa: E402
from private_session import PrivateSession  # noqa: E402
from waiting import wait_until  # noqa: E402
from window_driver import Widget, Window  # noqa: E402

PROGRAM = Path(os.environ.get("WARDLINE_BINARY_DIR", Path(__file__).resolve().parents[2] / "build" / "dev")) / "tests" / "ui" / "screenshots"
# Roles that tell a person nothing. A page that is scrolled by the keyboard is a "filler" to Qt: its name has to do.
EMPTY_ROLES = {"unknown", "invalid", "panel", "redundant object", ""}
# Reached by arrows within what Tab reaches.
BY_ARROWS = {"list item", "table cell", "tree item", "menu item", "radio button", "page tab", "table row"}
# Only held for the others inside them.
HOLDERS = {"frame", "window", "application", "scroll pane", "viewport", "layered pane"}
# States of the same page in another size or language order add nothing for a reader who does not see them.
SEEN_ALREADY = ("narrow-sign-in", "room-middle", "rtl-room", "rtl-sign-in", "focus-ring")
# What is open holds the keyboard until one chooses or leaves it with Escape.
HELD = ("timeline-reaction-picker", "timeline-remove", "timeline-take-back", "timeline-versions", "timeline-calendar", "timeline-picture",
        "timeline-picture-own-size", "who-has-it", "narrow-who-has-it")


def label(widget: Widget) -> str:
    return f"{widget['role']} '{widget['name'][:40]}' at {'.'.join(map(str, widget['path']))}"


def choices_not_reached(widgets: List[Widget], reached: Set[tuple]) -> List[str]:
    """Of buttons of which one is down Tab reaches that one, and the arrows the others beside it."""
    down = [w for w in widgets if w["role"] == "radio button" and "checked" in w.states and "enabled" in w.states and "focusable" in w.states]
    return [label(w) for w in down if tuple(w["path"]) not in reached]


class WindowWalk(unittest.TestCase):
    """One program that shows page after page."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = tempfile.TemporaryDirectory(prefix="wardline-walk-")
        cls.session = PrivateSession("none")
        cls.display = PrivateDisplay(Path(cls.folder.name))
        cls.window = Window([str(PROGRAM), "--serve"], cls.session, cls.display, Path(cls.folder.name) / "program.log", None, with_pipes=True)
        cls.states = []
        name = cls.window.tell("list")
        while name:
            cls.states.append(name)
            name = cls.window.process.stdout.readline().rstrip("\n")
        wanted = os.environ.get("WARDLINE_WALK")
        cls.states = [state for state in cls.states if (state in wanted.split(",") if wanted else state not in SEEN_ALREADY)]

    @classmethod
    def tearDownClass(cls) -> None:
        cls.window.close()
        cls.display.close()
        cls.session.close()
        cls.folder.cleanup()

    def show(self, state: str) -> List[Widget]:
        self.assertEqual(self.window.tell(f"show {state}"), "shown")
        self.window.id = wait_until("the window", lambda: self.display.wait_for_window(self.window.process.pid, 5))
        self.display.focus(self.window.id)
        return wait_until("its tree", self.window.widgets_and_actions)

    def test_everything_that_takes_the_keyboard_has_a_name_and_a_role(self) -> None:
        for state in self.states:
            with self.subTest(state):
                widgets = self.show(state)
                focusable = [widget for widget in widgets if "focusable" in widget.states and widget["role"] not in HOLDERS]
                self.assertTrue(focusable, "nothing takes the keyboard")
                self.assertEqual([label(w) for w in focusable if not w["name"].strip()], [], "without a name")
                self.assertEqual([label(w) for w in focusable if w["role"] in EMPTY_ROLES], [], "without a role")

    def test_escape_leaves_what_is_open(self) -> None:
        for state in (each for each in self.states if each in HELD):
            with self.subTest(state):
                self.show(state)
                held = self.window.focused()
                self.display.keys("Escape")
                wait_until("the keyboard elsewhere", lambda: self.window.focused() not in (held, ()), 5)

    def test_tab_reaches_all_of_it_and_is_caught_nowhere(self) -> None:
        for state in (each for each in self.states if each not in HELD):
            with self.subTest(state):
                widgets = self.show(state)
                rows = {tuple(w["path"]) for w in widgets if w["role"] == "list item"}  # left and right go through their parts
                wanted = {tuple(w["path"]): w for w in widgets
                          if "focusable" in w.states and "enabled" in w.states and w["role"] not in HOLDERS and w["role"] not in BY_ARROWS
                          and tuple(w["path"][:-1]) not in rows}
                reached, before = set(), None
                for _ in range(len(widgets)):
                    self.display.keys("Tab")
                    now = tuple(self.window.focused())
                    self.assertNotEqual(now, (), "the keyboard is nowhere")
                    self.assertFalse(now == before and len(wanted) > 1, f"caught at {wanted.get(now) or now}")
                    reached |= {now[:length] for length in range(len(now) + 1)}
                    before = now
                    if set(wanted) <= reached and not choices_not_reached(widgets, reached):
                        break
                self.assertEqual([label(w) for path, w in wanted.items() if path not in reached], [], "not reached")
                self.assertEqual(choices_not_reached(widgets, reached), [], "choices not reached")

    def test_buttons_of_one_choice_are_told_as_such_and_work_by_a_readers_action(self) -> None:
        widgets = self.show("room")
        told = {w["name"].split(",")[0]: w for w in widgets if w["role"] == "radio button"}
        for name in ("Conversations", "People", "Settings", "All", "Unread", "Urgent", "Mine"):
            self.assertIn(name, told, "one of several choices")
        rows = len([w for w in widgets if w["role"] == "list item"])
        self.window.press("Unread", "radio button")
        wait_until("fewer conversations", lambda: len([w for w in self.window.widgets() if w["role"] == "list item"]) < rows, 5)
        self.window.wait_for(name="Unread", role="radio button", state="checked")
        self.window.press("People", "radio button")
        self.window.wait_for(name="Here now", role="radio button")
        self.window.press("Here now", "radio button")
        self.window.wait_for(name="Here now", role="radio button", state="checked")
        self.window.press("Show who belongs here")
        self.window.wait_until_gone(name="Members", text="Members")

    def test_each_message_is_in_the_tree_with_its_words(self) -> None:
        for state in (each for each in self.states if each == "room" or each.startswith("room-")):
            with self.subTest(state):
                widgets = self.show(state)
                timeline = next((w for w in widgets if w["role"] == "list" and w["name"] == "Messages"), None)
                self.assertIsNotNone(timeline, "the timeline is a list called Messages")
                depth = len(timeline["path"])
                rows = [w for w in widgets if w["path"][:depth] == timeline["path"] and w["role"] == "list item"]
                self.assertGreater(len(rows), 2, "its rows")
                self.assertEqual([label(w) for w in rows if len(w["name"].split()) < 3], [], "a row says who, when and what")


if __name__ == "__main__":
    if not PROGRAM.exists():
        print(f"skipped: there is no {PROGRAM}")
        sys.exit(77)
    unittest.main(verbosity=2)

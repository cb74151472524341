# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads and works the real window as a screen reader does, over AT-SPI, and types real keys into it.

What it sees is what the program tells assistive technology: names, states and texts of the widgets. So a step that passes here also says that
somebody who cannot see the screen can take it. Runs on a PrivateSession's bus and a PrivateDisplay.
"""

import json
import os
import subprocess
import time
from pathlib import Path
from typing import Dict, Iterator, List, Optional

from private_display import PrivateDisplay
from private_session import PrivateSession
from waiting import TookTooLong, end_process, wait_until

_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")


class Reader:
    """A process of its own that holds the accessibility connection of one session: GLib keeps the first bus it met for life, and a test may
    have several. It is asked over pipes."""

    def __init__(self, environment: Dict[str, str]) -> None:
        self._process = subprocess.Popen(["/usr/bin/python3", "-B", str(Path(__file__).with_name("window_reader.py"))], env=environment,
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, bufsize=1)

    def ask(self, **question: object) -> dict:
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise OSError("the accessibility reader ended")
        return json.loads(line)

    def close(self) -> None:
        self._process.stdin.close()
        end_process(self._process)


class Widget(dict):
    """One accessible thing: "path", "role", "name", "description", "text", "states"."""

    @property
    def states(self) -> List[str]:
        return self["states"]

    def __str__(self) -> str:
        return f"{self['role']} '{self['name']}' {self['text']!r} {' '.join(self.states)}"


class Window:
    """One running `wardline`."""

    def __init__(self, command: List[str], session: PrivateSession, display: PrivateDisplay, log: Path, place: Optional[tuple] = (0, 0, 1200, 800),
                 with_pipes: bool = False) -> None:
        """`place`: where it is put; None leaves it. `with_pipes`: standard input and output are for `tell`."""
        self.session, self.display, self.log = session, display, log
        self._launcher: Optional[subprocess.Popen] = None
        self._reader: Optional[Reader] = None
        self.process: Optional[subprocess.Popen] = None
        environment = {**session.environment, **display.environment, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_ACCESSIBILITY": "1"}
        environment.pop("NO_AT_BRIDGE", None)
        try:
            launcher = next(path for path in _LAUNCHERS if os.path.exists(path))
            self._launcher = subprocess.Popen([launcher, "--launch-immediately"], env=environment, stdin=subprocess.DEVNULL,
                                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            wait_until("the accessibility bus", lambda: self._bus_answers(environment))
            with open(log, "ab") as sink:
                self.process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE if with_pipes else subprocess.DEVNULL,
                                                stdout=subprocess.PIPE if with_pipes else sink, stderr=sink, text=True, bufsize=1)
            if with_pipes:
                self._reader = Reader(environment)
                return  # it shows a window when it is told to
            self.id = wait_until("the window", self._own_window, 30)
            if place is not None:
                display.place(self.id, *place)
            display.focus(self.id)
            self._reader = Reader(environment)
            wait_until("the window's accessible tree", lambda: self.widgets(), 20)
        except BaseException:
            self.close()
            raise

    def _own_window(self) -> str:
        if self.process.poll() is not None:
            raise OSError(f"the program ended with {self.process.poll()}: {self.log.read_text(errors='replace')[-800:]}")
        return self.display.wait_for_window(self.process.pid, 2) if self.display.windows(pid=self.process.pid) else ""

    @staticmethod
    def _bus_answers(environment: Dict[str, str]) -> bool:
        asked = subprocess.run(["dbus-send", "--session", "--print-reply", "--reply-timeout=1000", "--dest=org.a11y.Bus", "/org/a11y/bus",
                                "org.a11y.Bus.GetAddress"], env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        return asked.returncode == 0

    def close(self) -> None:
        """Asks the program to end, as a session's end does."""
        if self._reader:
            self._reader.close()
            self._reader = None
        end_process(self.process)
        self.process = None
        end_process(self._launcher)
        self._launcher = None

    def tell(self, line: str) -> str:
        """A line for the program, and the line it answers."""
        self.process.stdin.write(line + "\n")
        return self.process.stdout.readline().rstrip("\n")

    # --- seeing ---

    def widgets(self) -> List[Widget]:
        """All that is showing now, in the order of the tree."""
        return [Widget(each) for each in self._reader.ask(do="tree", pid=self.process.pid)["widgets"]]

    def widgets_and_actions(self) -> List[Widget]:
        """The same, each with the names of its "actions"."""
        return [Widget(each) for each in self._reader.ask(do="tree", pid=self.process.pid, actions=True)["widgets"]]

    def focused(self) -> List[int]:
        """The path of what has the keyboard; empty when nothing has it."""
        return self._reader.ask(do="focused", pid=self.process.pid)["path"]

    def find(self, name: str = "", role: str = "", text: str = "", state: str = "") -> Optional[Widget]:
        """The first showing widget whose name and text contain the given words."""
        return next(self._matching(self.widgets(), name, role, text, state), None)

    @staticmethod
    def _matching(widgets: List[Widget], name: str, role: str, text: str, state: str) -> Iterator[Widget]:
        for widget in widgets:
            if (name in widget["name"] and (not role or widget["role"] == role) and text in widget["text"] + widget["name"]
                    and (not state or state in widget.states)):
                yield widget

    def wait_for(self, seconds: float = 15, **wanted: str) -> Widget:
        try:
            return wait_until(f"in the window: {wanted}", lambda: self.find(**wanted), seconds, 0.1)
        except TookTooLong as problem:
            raise TookTooLong(f"{problem}; there is: {self.everything()[:1500]}") from problem

    def wait_until_gone(self, seconds: float = 15, **wanted: str) -> None:
        wait_until(f"gone from the window: {wanted}", lambda: self.find(**wanted) is None, seconds, 0.1)

    def everything(self) -> str:
        return "; ".join(str(widget) for widget in self.widgets() if widget["name"] or widget["text"])

    def says(self, words: str) -> bool:
        return words in self.everything()

    # --- doing ---

    def press(self, name: str, role: str = "") -> None:
        """Presses a button by its accessible action."""
        widget = self.wait_for(name=name, role=role)
        answer = self._reader.ask(do="press", pid=self.process.pid, path=widget["path"])
        if not answer.get("done"):
            raise OSError(f"cannot press {widget}: {answer}")

    def focus(self, **wanted: str) -> None:
        widget = wait_until(f"to focus in the window: {wanted}", lambda: self._focusable(**wanted), 15, 0.1)
        self.display.focus(self.id)
        self._reader.ask(do="focus", pid=self.process.pid, path=widget["path"])
        time.sleep(0.1)

    def _focusable(self, name: str = "", role: str = "", text: str = "", state: str = "") -> Optional[Widget]:
        """A label often has the name of its field: the field is what takes input."""
        found = list(self._matching(self.widgets(), name, role, text, state))
        return next((widget for widget in found if "editable" in widget.states or "focusable" in widget.states), None)

    def type(self, text: str) -> None:
        self.display.type(text)

    def keys(self, *names: str) -> None:
        self.display.keys(*names)

    def picture(self, path: Path) -> None:
        time.sleep(0.4)  # what was just asked for is painted
        self.display.picture(path, self.id)

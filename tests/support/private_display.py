# SPDX-License-Identifier: GPL-3.0-or-later
"""An X display of one's own (Xvfb), its windows, keys and pictures."""

import os
import subprocess
from pathlib import Path
from typing import Dict, List, Optional

from waiting import end_process, wait_until


class PrivateDisplay:
    """`environment` is added to that of programs that are to be on this display."""

    def __init__(self, folder: Path, size: str = "1440x900") -> None:
        reading, writing = os.pipe()
        self._process: Optional[subprocess.Popen] = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"], pass_fds=[writing],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=open(folder / "xvfb.log", "wb"))
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise OSError(f"Xvfb did not start; see {folder / 'xvfb.log'}")
        self.environment: Dict[str, str] = {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}

    def close(self) -> None:
        end_process(self._process)
        self._process = None

    def run(self, *command: str, check: bool = False, seconds: float = 20) -> str:
        """What a command on this display prints."""
        done = subprocess.run(command, env={**os.environ, **self.environment}, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=seconds, check=check)
        return done.stdout.strip()

    def windows(self, pid: Optional[int] = None, title: str = "") -> List[str]:
        """Ids of the visible windows of a process or with a title (a regular expression)."""
        by = ["--pid", str(pid)] if pid is not None else ["--name", title or ".+"]
        return self.run("xdotool", "search", "--onlyvisible", *by).split()

    def wait_for_window(self, pid: int, seconds: float = 20) -> str:
        return wait_until(f"a window of process {pid}", lambda: self._largest(pid), seconds)

    def _largest(self, pid: int) -> str:
        areas = []
        for window in self.windows(pid=pid):
            lines = dict(line.split("=", 1) for line in self.run("xdotool", "getwindowgeometry", "--shell", window).splitlines() if "=" in line)
            areas.append((int(lines.get("WIDTH", 0)) * int(lines.get("HEIGHT", 0)), window))
        return max(areas)[1] if areas and max(areas)[0] > 100 * 100 else ""

    def title(self, window: str) -> str:
        return self.run("xdotool", "getwindowname", window)

    def place(self, window: str, x: int, y: int, width: int, height: int) -> None:
        self.run("xdotool", "windowsize", window, str(width), str(height))
        self.run("xdotool", "windowmove", window, str(x), str(y))

    def focus(self, window: str) -> None:
        """There is no window manager here: the focus is given by hand."""
        self.run("xdotool", "windowraise", window)
        self.run("xdotool", "windowfocus", "--sync", window, seconds=30)

    def keys(self, *names: str) -> None:
        """Presses keys in the window that has the focus: "ctrl+l", "Tab", "Return"."""
        self.run("xdotool", "key", "--clearmodifiers", "--delay", "40", *names, check=True)

    def type(self, text: str) -> None:
        """Types into the window that has the focus. The text goes by a pipe: it may be a password, and arguments are seen by everyone."""
        subprocess.run(["xdotool", "type", "--clearmodifiers", "--delay", "15", "--file", "-"], env={**os.environ, **self.environment},
                       input=text, text=True, timeout=60, check=True, stdout=subprocess.DEVNULL)

    def picture(self, path: Path, window: str = "root") -> None:
        """A PNG of the display or of one window."""
        subprocess.run(["import", "-silent", "-window", window, str(path)], env={**os.environ, **self.environment}, stdin=subprocess.DEVNULL,
                       timeout=30, check=True)

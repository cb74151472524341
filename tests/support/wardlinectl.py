# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the real `wardlinectl`: credentials on standard input, JSON lines back, exit codes."""

import json
import os
import queue
import subprocess
import threading
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional

from waiting import TookTooLong, end_process, wait_until

DONE, FAILED, USAGE, NOT_SIGNED_IN, UNREACHABLE = range(5)


def find_binary(name: str = "wardlinectl") -> Optional[Path]:
    """The program of the build that runs this test (WARDLINE_BINARY_DIR), of the newest build folder, or an installed one named by
    WARDLINE_BIN_DIR."""
    root = Path(__file__).resolve().parents[2]
    folders = []
    if os.environ.get("WARDLINE_BIN_DIR"):
        folders = [Path(os.environ["WARDLINE_BIN_DIR"])]
    elif os.environ.get("WARDLINE_BINARY_DIR"):
        folders = [Path(os.environ["WARDLINE_BINARY_DIR"]) / "app"]
    else:
        folders = [root / "build" / preset / "app" for preset in ("dev", "release", "asan")]
    found = [folder / name for folder in folders if (folder / name).is_file()]
    return max(found, key=lambda p: p.stat().st_mtime, default=None)


class Answer(NamedTuple):
    """What one run came to. `lines` are the JSON objects of standard output."""

    code: int
    lines: List[dict]
    output: str
    errors: str
    command: str

    @property
    def first(self) -> dict:
        return self.lines[0] if self.lines else {}

    def key(self, name: str):
        """The value of a key in the first line that has it; None when none has."""
        return next((line[name] for line in self.lines if name in line), None)

    def __str__(self) -> str:
        return f"{self.command}\n  exit {self.code}\n  out: {self.output.strip()[-1500:]}\n  err: {self.errors.strip()[-1500:]}"


class Running:
    """A run that goes on, line by line."""

    def __init__(self, process: subprocess.Popen, command: str) -> None:
        self.process, self.command = process, command
        self.seen: List[str] = []
        self._errors: List[str] = []
        self._queue: "queue.Queue[Optional[str]]" = queue.Queue()
        self._threads = [threading.Thread(target=self._read, daemon=True), threading.Thread(target=self._read_errors, daemon=True)]
        for thread in self._threads:
            thread.start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self._queue.put(line)
        self._queue.put(None)

    def _read_errors(self) -> None:
        for line in self.process.stderr:
            self._errors.append(line)

    def write(self, line: str) -> None:
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def give(self, credentials: dict) -> None:
        self.write(json.dumps(credentials))

    def next_line(self, seconds: float = 20) -> dict:
        """The next JSON line. TookTooLong when none comes; EOFError when the program ended instead."""
        try:
            line = self._queue.get(timeout=seconds)
        except queue.Empty as problem:
            raise TookTooLong(f"{self.command}: no line within {seconds:g} s; so far {self.seen}; {''.join(self._errors)[-800:]}") from problem
        if line is None:
            raise EOFError(f"{self.command}: ended; so far {self.seen}; {''.join(self._errors)[-800:]}")
        self.seen.append(line)
        return json.loads(line)

    def wait_for(self, accept, seconds: float = 20) -> dict:
        while True:
            line = self.next_line(seconds)
            if accept(line):
                return line

    def notes(self) -> List[str]:
        """What it has said on standard error."""
        return list(self._errors)

    def wait_for_note(self, fragment: str, seconds: float = 30) -> None:
        """Until it has said so on standard error."""
        wait_until(f"{self.command}: {fragment}", lambda: any(fragment in line for line in self._errors) or self.process.poll() is not None, seconds)

    def end(self, seconds: float = 30) -> Answer:
        """Waits for the end by itself; everything that it printed."""
        try:
            if self.process.stdin and not self.process.stdin.closed:
                self.process.stdin.close()
        except BrokenPipeError:
            pass
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired as problem:
            end_process(self.process)
            raise TookTooLong(f"{self.command}: still running after {seconds:g} s; out {self.seen}; {''.join(self._errors)[-800:]}") from problem
        for thread in self._threads:
            thread.join(5)
        while not self._queue.empty():
            line = self._queue.get()
            if line is not None:
                self.seen.append(line)
        return Answer(self.process.returncode, parse_lines("".join(self.seen)), "".join(self.seen), "".join(self._errors), self.command)

    def stop(self) -> None:
        end_process(self.process)


class Wardlinectl:
    """One profile of one person on one workstation."""

    def __init__(self, binary: Path, profile: Path, environment: Dict[str, str], ca: str = "", policy: str = "") -> None:
        self.binary, self.profile, self.environment = binary, profile, environment
        self.options = ["--profile", str(profile), "--json"] + (["--ca", ca] if ca else []) + (["--policy", policy] if policy else [])

    def start(self, *words: str, credentials: Optional[dict] = None) -> Running:
        stdin_option = ["--credentials-stdin"] if credentials is not None else []
        command = [str(self.binary), *self.options, *stdin_option, *words]
        process = subprocess.Popen(command, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                   bufsize=1)
        running = Running(process, "wardlinectl " + " ".join(words))
        if credentials is not None:
            try:
                running.give(credentials)
            except BrokenPipeError:
                pass  # ended at once; its exit code says why
        return running

    def run(self, *words: str, credentials: Optional[dict] = None, stdin: str = "", seconds: float = 60) -> Answer:
        running = self.start(*words, credentials=credentials)
        if stdin:
            running.write(stdin)
        return running.end(seconds)


def parse_lines(output: str) -> List[dict]:
    """The JSON objects among the lines of an output."""
    found = []
    for line in output.splitlines():
        try:
            value = json.loads(line)
        except json.JSONDecodeError:
            continue
        if isinstance(value, dict):
            found.append(value)
    return found

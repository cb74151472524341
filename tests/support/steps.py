# SPDX-License-Identifier: GPL-3.0-or-later
"""A story in numbered steps: "04 replayed code refused 0.2 s"; a failure says expected, actual and the logs."""

import contextlib
import sys
import time
import traceback
from pathlib import Path
from typing import Any, Callable, Iterator, List, Optional, TextIO


class Mismatch(AssertionError):
    """Something else happened than was expected."""

    def __init__(self, expected: object, actual: object) -> None:
        super().__init__(f"expected {expected}, actual {actual}")
        self.expected, self.actual = expected, actual


class StoryEnds(Exception):
    """A step failed that the following ones need."""


def expect(condition: object, expected: object, actual: object) -> None:
    if not condition:
        raise Mismatch(expected, actual)


def expect_equal(actual: Any, expected: Any, about: object = "") -> None:
    if actual != expected:
        raise Mismatch(repr(expected), f"{actual!r} {about}".strip())


class Story:
    """Prints to standard output and, without ceremony, to a transcript. `logs` names the files whose ends a failure shows."""

    def __init__(self, transcript: Optional[Path] = None, logs: Optional[Callable[[], List[Path]]] = None) -> None:
        self._transcript: Optional[TextIO] = open(transcript, "w", encoding="utf-8") if transcript else None
        self._logs = logs or (lambda: [])
        self._began = time.monotonic()
        self.number = 0
        self.failed: List[str] = []
        self.skipped: List[str] = []

    def say(self, text: str = "") -> None:
        print(text, flush=True)
        if self._transcript:
            self._transcript.write(text + "\n")
            self._transcript.flush()

    @contextlib.contextmanager
    def step(self, name: str, needed: bool = False) -> Iterator[None]:
        """One step. When it fails the story goes on, unless the rest needs it."""
        self.number += 1
        began = time.monotonic()
        try:
            yield
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except Exception as problem:  # pylint: disable=broad-exception-caught
            self.failed.append(f"{self.number:02} {name}")
            self.say(f"{self.number:02} FAILED: {name} {time.monotonic() - began:.1f} s")
            self._explain(problem)
            if needed:
                raise StoryEnds(name) from problem
        else:
            self.say(f"{self.number:02} {name} {time.monotonic() - began:.1f} s")

    def skip(self, name: str, reason: str) -> None:
        self.number += 1
        self.skipped.append(name)
        self.say(f"{self.number:02} skipped: {name}: {reason}")

    def _explain(self, problem: Exception) -> None:
        if isinstance(problem, Mismatch):
            self.say(f"   expected: {problem.expected}")
            self.say(f"   actual:   {problem.actual}")
        else:
            self.say(f"   {type(problem).__name__}: {problem}")
        where = traceback.extract_tb(problem.__traceback__)[-1]
        caller = next((f for f in reversed(traceback.extract_tb(problem.__traceback__)) if "/support/" not in f.filename), where)
        self.say(f"   at:       {Path(caller.filename).name}:{caller.lineno}")
        for log in self._logs():
            try:
                lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-8:]
            except OSError:
                continue
            for line in lines:
                self.say(f"   {log.name}: {line[:240]}")

    def finish(self) -> int:
        """The total, and the exit code."""
        done = self.number - len(self.failed) - len(self.skipped)
        skipped = f", {len(self.skipped)} skipped" if self.skipped else ""
        self.say(f"{done} steps done, {len(self.failed)} failed{skipped}, {time.monotonic() - self._began:.1f} s")
        for name in self.failed:
            self.say(f"failed: {name}")
        if self._transcript:
            self._transcript.close()
        sys.stdout.flush()
        return 1 if self.failed or done == 0 else 0

# SPDX-License-Identifier: GPL-3.0-or-later
"""Bounded waits and processes that end with the test that began them."""

import os
import signal
import subprocess
import time
from typing import Callable, Optional, TypeVar

T = TypeVar("T")


class TookTooLong(Exception):
    """What was waited for did not happen in time."""


def wait_until(what: str, accept: Callable[[], Optional[T]], seconds: float = 15, pause: float = 0.05) -> T:
    """The first true answer of `accept`; TookTooLong after so many seconds."""
    end = time.monotonic() + seconds
    while True:
        found = accept()
        if found:
            return found
        if time.monotonic() > end:
            raise TookTooLong(f"{what}: not within {seconds:g} s")
        time.sleep(pause)


def end_process(process: Optional[subprocess.Popen], seconds: float = 5) -> None:
    """Ends a process that we began: asks first, then insists."""
    if process is None or process.poll() is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(seconds)


def end_group(process: Optional[subprocess.Popen], seconds: float = 5) -> None:
    """The same for a process that was begun with a session of its own, and all of its children."""
    if process is None:
        return
    try:
        os.killpg(process.pid, signal.SIGTERM)
    except (ProcessLookupError, PermissionError):
        pass
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        pass
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
    process.wait(seconds)

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demonstration after the build: with a display the window and a demo phone beside it, without one the story by itself.

--drive plays the person too, on a private display: a test of the demonstration with a display, with pictures of it."""

import argparse
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from clinic import ROOT, Clinic  # noqa: E402
from drive import Drive  # noqa: E402
from headless_story import HeadlessStory  # noqa: E402
from private_display import PrivateDisplay  # noqa: E402
from private_session import PrivateSession  # noqa: E402
from steps import Story  # noqa: E402
from with_display import WithDisplay  # noqa: E402

OUT = Path(os.environ.get("WARDLINE_DEMO_OUT", ROOT / "build" / "demo"))


def heartbeat(done: threading.Event) -> None:
    """A sign of life where a step takes long."""
    began = time.monotonic()
    while not done.wait(5):
        print(f"   {int(time.monotonic() - began)} s", file=sys.stderr, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--headless", action="store_true")
    parser.add_argument("--drive", action="store_true")
    arguments = parser.parse_args()
    binaries = Path(os.environ["WARDLINE_BIN_DIR"])
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.glob("*"):
        if old.suffix in (".png", ".txt", ".log"):
            old.unlink()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) and not arguments.headless
    folder = Path(tempfile.mkdtemp(prefix="wardline-demo-"))
    os.chmod(folder, 0o755)
    session = display = None
    clinic = Clinic(folder, binaries)
    done = threading.Event()
    try:
        session = PrivateSession("unlocked")
        threading.Thread(target=heartbeat, args=(done,), daemon=True).start()
        if arguments.drive:
            display = PrivateDisplay(OUT, "1640x940")
            return Drive(WithDisplay(clinic, session, OUT, display), display, OUT, Story(OUT / "drive.txt", lambda: relay_logs(clinic))).tell()
        if has_display:
            return WithDisplay(clinic, session, OUT).show(done.set)
        return HeadlessStory(clinic, session, OUT, Story(OUT / "transcript.txt", lambda: relay_logs(clinic) + [OUT / "window.log"])).tell()
    finally:
        done.set()
        if display is not None:
            display.close()
        clinic.close()
        if session is not None:
            session.close()
        shutil.rmtree(folder, ignore_errors=True)


def relay_logs(clinic: Clinic) -> list:
    return clinic.relay.log_files() if clinic.relay.facts else []


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)

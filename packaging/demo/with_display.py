# SPDX-License-Identifier: GPL-3.0-or-later
"""The demonstration for a person: the real window on their display, and in the terminal the demo phone, a colleague and what to try."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Dict

from clinic import UNIT, Clinic, Colleague

from private_session import PrivateSession
from waiting import end_process
from wardlinectl import DONE

CARD = """
Demo: invented patients. Nothing here leaves this machine.

  account   {jid}
  password  {password}
  code      see "phone" below; it changes every 30 seconds

Try: the room "{unit}"; write a line, and Ben answers. Ctrl+L locks. "Someone else", then sam, is a student who may read and not write:
  account   {observer}
  password  {observer_password}
Closing the window ends the demonstration. --headless tells the whole story by itself.
"""


class WithDisplay:
    """`show` returns when the person closes the window."""

    def __init__(self, clinic: Clinic, session: PrivateSession, out: Path) -> None:
        self.clinic, self.session, self.out = clinic, session, out
        self._over = threading.Event()

    def show(self) -> int:
        self.clinic.open(self.session)
        for name in ("ben", "mia", "ana", "sam"):
            answer = self.clinic.people[name].enrol()
            if answer.code != DONE:
                print(f"{name} could not enrol: {answer}", file=sys.stderr)
                return 1
        for room, name, text in self.clinic.earlier():
            self.clinic.people[name].run("send", "--room", room, text)
        ana, sam = self.clinic.people["ana"], self.clinic.people["sam"]
        print(CARD.format(jid=ana.jid, password=ana.password, unit=UNIT, observer=sam.jid, observer_password=sam.password), flush=True)
        threading.Thread(target=self._colleague, daemon=True).start()
        threading.Thread(target=self._phones, args=({"ana": ana, "sam": sam},), daemon=True).start()
        return self._window()

    def _window(self) -> int:
        environment: Dict[str, str] = dict(self.session.environment)
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY"):
            if os.environ.get(name):
                environment[name] = os.environ[name]
        if os.environ.get("WAYLAND_DISPLAY") and os.environ.get("XDG_RUNTIME_DIR"):
            environment["WAYLAND_DISPLAY"] = os.path.join(os.environ["XDG_RUNTIME_DIR"], os.environ["WAYLAND_DISPLAY"])
        # No --profile: the window is a shared workstation, with a profile for each person in the session's own data folder.
        command = [str(self.clinic.binaries / "wardline"), "--policy", str(self.clinic.policy), "--ca", self.clinic.relay.facts["ca"]]
        with open(self.out / "window.log", "ab") as log:
            program = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            code = program.wait()
        finally:
            end_process(program)
            self._over.set()
        if code != 0:
            print(f"the window ended with {code}; see {self.out / 'window.log'}", file=sys.stderr)
        return 0 if code == 0 else 1

    def _phones(self, people: Dict[str, Colleague]) -> None:
        while not self._over.wait(1):
            left = 30 - int(time.time()) % 30
            codes = "   ".join(f"{name} {person.phone.shown_code()}" for name, person in people.items())
            print(f"\rphone: {codes}   next in {left:2} s ", end="", flush=True)
        print()

    def _colleague(self) -> None:
        """Ben answers what is written in the unit room."""
        ben = self.clinic.people["ben"]
        answers = ["On my way to bed 12.", "Done, blood pressure 128 over 74.", "Will do. Anything else for tonight?"]
        for number in range(100):
            heard = ben.run("listen", "--room", self.clinic.unit, "--for", "3600", "--count", "1", seconds=3700)
            if self._over.wait(2) or heard.code != DONE:
                return
            ben.run("send", "--room", self.clinic.unit, answers[number % len(answers)])

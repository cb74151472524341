# SPDX-License-Identifier: GPL-3.0-or-later
"""The demonstration for a person: the real window on their display, beside it a phone with codes and passwords, and a colleague who answers."""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Callable, Dict, List, Optional

from clinic import UNIT, Clinic, Colleague

from private_display import PrivateDisplay
from private_session import PrivateSession
from waiting import TookTooLong, end_process
from wardlinectl import DONE, Wardlinectl
from window_driver import Window

SIGN_IN = ("Sign in as Dr. Ana Silva: copy the password, paste it into the window, then copy the code and paste it into the boxes.")
WRITE = f"Ctrl+K, “{UNIT}”, Enter. Who is here stands above by role; the line shows what is new. Write something to the unit: Ben answers."
DIRECT = "Ben answered, and wrote to you alone as well. Open “Ben Okoro”, answer him, and watch the state on the right: Sent, Arrived, Opened."
LOCK = ("Now Ctrl+L: nothing of it is left on the screen or in memory. Paste the password: it is all back. Then lock once more, choose "
        "“Someone else” and sign in as Sam Lind, a student: he reads, and the window says why he cannot write.")
STUDENT = f"Sam is a student: the list has what he may see. In “{UNIT}” he reads, and where one writes stands why he cannot."
CUT = "The relay is gone. What you write waits, and says so. Bring it back: it leaves by itself, once."
ANSWERS = ["On my way to bed 12.", "Done, blood pressure 128 over 74.", "Will do. Anything else for tonight?"]
TO_ANA = "Ana, one question on bed 12: may he eat before the scan at 16:00?"
TO_SAM = "Sam, join me at bed 9 after the handover."
AUDIT_LINES = 14


def audit_words(record: dict) -> str:
    things = ", ".join(f"{thing['kind']} {short(thing['id'])}" for thing in record.get("objects") or [])
    return f"{record['number']:>4}  {record['time'][11:19]}  {record['who']:<14} {record['type']:<18} {record.get('reason') or '':<18} {things[:48]}"


def short(identifier: str) -> str:
    """Of an address or a number as much as tells it from the others beside it."""
    local = identifier.split("@")[0]
    return local if len(local) <= 12 else f"{local[:4]}…{local[-6:]}"


class Phone:
    """The demo phone's process: lines in, presses out. Secrets go over the pipe alone."""

    def __init__(self, process: subprocess.Popen, on_press: Callable[[str], None]) -> None:
        self.process, self._on_press = process, on_press
        self._lock = threading.Lock()
        threading.Thread(target=self._listen, daemon=True).start()

    def show(self, **line: object) -> None:
        with self._lock:
            try:
                self.process.stdin.write(json.dumps(line) + "\n")
                self.process.stdin.flush()
            except (BrokenPipeError, ValueError):
                pass  # it has ended

    def _listen(self) -> None:
        for line in self.process.stdout:
            try:
                self._on_press(json.loads(line)["do"])
            except (ValueError, KeyError):
                continue


class WithDisplay:
    """`show` returns when the person ends it. With `display`, a private one, both windows are driven by somebody else (drive.py), who is given
    them in `window` and `phone_window`."""

    def __init__(self, clinic: Clinic, session: PrivateSession, out: Path, display: Optional[PrivateDisplay] = None) -> None:
        self.clinic, self.session, self.out, self.display = clinic, session, out, display
        self.window: Optional[Window] = None
        self.phone_window: Optional[Window] = None
        self._program: Optional[subprocess.Popen] = None
        self._story: Optional[subprocess.Popen] = None
        self._listening = None
        self.phone: Optional[Phone] = None
        self._over = threading.Event()
        self._pen = threading.Lock()  # one program at a time has ben's second profile
        self._wrote_earlier = False

    def show(self, prepared: Callable[[], None]) -> int:
        if not self.prepare():
            return 1
        prepared()
        self.open()
        print("The window and the demo phone are open. End it there, or close the window.", flush=True)
        try:
            return self.wait()
        finally:
            self.close()

    # --- before the window ---

    def prepare(self) -> bool:
        self.clinic.open(self.session)
        for name in ("ben", "mia", "ana", "sam"):
            print(f"   {self.clinic.people[name].role.display} enrols", flush=True)
            answer = self.clinic.people[name].enrol()
            if answer.code != DONE:
                print(f"{name} could not enrol: {answer}", file=sys.stderr)
                return False
        # Ben reads at one workstation and writes at another, so that he can do both at once.
        ben = self.clinic.people["ben"]
        self._ben_writes: Wardlinectl = ben.another_workstation()
        answer = self._ben_writes.run(*ben.sign_in_words(), credentials={"password": ben.password, "code": ben.phone.next_code()})
        return answer.code == DONE

    # --- the two windows ---

    def open(self) -> None:
        ana, sam = self.clinic.people["ana"], self.clinic.people["sam"]
        phone = self._start([str(self.clinic.binaries / "demo-phone")], self.out / "phone.log", with_pipes=True)
        self.phone = Phone(phone, self._pressed)
        people = [("ana", "Physician"), ("sam", "Student, observer")]
        self.phone.show(people=[{"name": each.role.display, "role": role, "account": each.jid, "password": each.password}
                                for each, role in ((self.clinic.people[name], role) for name, role in people)])
        self.phone.show(hint=SIGN_IN)
        # No --profile: the window is a shared workstation, with a profile for each person in the session's own data folder.
        self._program = self._start([str(self.clinic.binaries / "wardline"), "--policy", str(self.clinic.policy), "--ca",
                                     self.clinic.relay.facts["ca"], "--account", ana.jid], self.out / "window.log")
        for work in (lambda: self._codes([ana, sam]), self._colleague):
            threading.Thread(target=work, daemon=True).start()

    def _environment(self) -> Dict[str, str]:
        environment: Dict[str, str] = dict(self.session.environment)
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY"):
            if os.environ.get(name):
                environment[name] = os.environ[name]
        if os.environ.get("WAYLAND_DISPLAY") and os.environ.get("XDG_RUNTIME_DIR"):
            environment["WAYLAND_DISPLAY"] = os.path.join(os.environ["XDG_RUNTIME_DIR"], os.environ["WAYLAND_DISPLAY"])
        return environment

    def _start(self, command: List[str], log: Path, with_pipes: bool = False) -> subprocess.Popen:
        if self.display is not None:
            window = Window(command, self.session, self.display, log, None if with_pipes else (0, 0, 1240, 900), with_pipes)
            if with_pipes:
                self.phone_window = window
            else:
                self.window = window
            return window.process
        with open(log, "ab") as sink:
            return subprocess.Popen(command, env=self._environment(), stdin=subprocess.PIPE if with_pipes else subprocess.DEVNULL,
                                    stdout=subprocess.PIPE if with_pipes else sink, stderr=sink, text=True, bufsize=1)

    def wait(self) -> int:
        while not self._over.wait(0.2):
            if self._program.poll() is not None:
                break
        if self._program.poll() not in (None, 0):
            print(f"the window ended with {self._program.poll()}; see {self.out / 'window.log'}", file=sys.stderr)
            return 1
        return 0

    def close(self) -> None:
        self._over.set()
        if self._listening is not None:
            self._listening.stop()
        for window in (self.window, self.phone_window):
            if window is not None:
                window.close()
        end_process(self._program)
        end_process(self.phone.process if self.phone else None)
        end_process(self._story)

    # --- what goes on beside ---

    def _codes(self, people: List[Colleague]) -> None:
        hints = {"ana": WRITE, "sam": STUDENT}
        before = {name: self._proofs(name) for name in hints}
        while not self._over.wait(0.5):
            for name, hint in hints.items():
                if self._proofs(name) > before[name]:
                    before[name] = self._proofs(name)
                    if name == "ana" and not self._wrote_earlier:
                        self._wrote_earlier = True
                        threading.Thread(target=self._write_earlier, daemon=True).start()
                    if name == "sam":
                        threading.Thread(target=self._greet, args=("sam", TO_SAM), daemon=True).start()
                    self.phone.show(hint=hint)
            self.phone.show(codes=[person.phone.shown_code() for person in people], left=30 - int(time.time()) % 30)

    def _proofs(self, name: str) -> int:
        """How often this person signed in with a code; the relay's log says it."""
        words = f"Signed in: account={name} "
        return sum(words in line and "factor=totp" in line for log in self.clinic.relay.log_files() if log.name.endswith(".log")
                   for line in log.read_text(encoding="utf-8", errors="replace").splitlines())

    def _colleague(self) -> None:
        """Ben reads all, opens what is written to him, and answers."""
        ben = self.clinic.people["ben"]
        self._listening = ben.start("listen", "--read", "--for", "36000")
        answered = 0
        while not self._over.is_set():
            try:
                line = self._listening.next_line(3600)
            except (TookTooLong, EOFError):
                return
            if not str(line.get("from", "")).startswith(self.clinic.people["ana"].jid):
                continue
            is_direct = line.get("room") == self.clinic.people["ana"].jid
            if self._over.wait(2):
                return
            if not is_direct:
                self._ben_says("--room", self.clinic.unit, ANSWERS[answered % len(ANSWERS)])
                answered += 1
                if answered == 1:
                    self._ben_says("--to", self.clinic.people["ana"].jid, TO_ANA)
                    self.phone.show(hint=DIRECT)
            else:
                self.phone.show(hint=LOCK)

    def _write_earlier(self) -> None:
        """What colleagues had to say, as soon as they know of Ana's new workstation: what is written before cannot be read on it."""
        self._wait_for_devices("ana")
        for room, name, text in self.clinic.earlier():
            if name == "ben":
                self._ben_says("--room", room, text)
            else:
                self.clinic.people[name].run("send", "--room", room, "--wait", "relay", text)

    def _greet(self, name: str, text: str) -> None:
        """A line that somebody who has just come can read."""
        self._wait_for_devices(name)
        self._ben_says("--room", self.clinic.unit, text)

    def _wait_for_devices(self, name: str) -> None:
        """Until Ben's program knows of the workstation where somebody signed in, beside the one where they enrolled."""
        ben = self.clinic.people["ben"]
        for _ in range(30):
            with self._pen:
                seen = self._ben_writes.run("devices", "list", "--of", self.clinic.people[name].jid, credentials={"password": ben.password})
            if len(seen.lines) > 1 or self._over.wait(1):
                break

    def _ben_says(self, option: str, address: str, text: str) -> None:
        with self._pen:
            self._ben_writes.run("send", option, address, "--wait", "relay", text, credentials={"password": self.clinic.people["ben"].password})

    # --- what is pressed on the phone ---

    def _pressed(self, action: str) -> None:
        if action == "quit":
            self._over.set()
        elif action in ("cut", "restore"):
            self.clinic.relay.run("down" if action == "cut" else "up")
            self.phone.show(relay=action == "restore", hint=CUT if action == "cut" else LOCK)
        elif action == "audit":
            threading.Thread(target=self._show_audit, daemon=True).start()
        elif action == "story" and (self._story is None or self._story.poll() is not None):
            threading.Thread(target=self._tell_story, daemon=True).start()

    def _show_audit(self) -> None:
        """Ben's at his second workstation: Ana's own belongs to the window while it is open."""
        ben = self.clinic.people["ben"]
        with self._pen:
            listed = self._ben_writes.run("audit", "list", credentials={"password": ben.password})
            verified = self._ben_writes.run("audit", "verify", credentials={"password": ben.password})
        facts = verified.first
        words = [f"{ben.role.display}, one workstation: the last {AUDIT_LINES} records. Who did what and when; ids, never content.", "",
                 *(audit_words(record) for record in listed.lines[-AUDIT_LINES:]), "",
                 f"Checked record by record: {'intact' if facts.get('intact') else 'BROKEN'}, {facts.get('records')} records, signed up to "
                 f"{facts.get('signed_to')}, anchored at the relay up to {facts.get('anchored_to')}."]
        self.phone.show(title="Audit log", text="\n".join(words) + "\n")

    def _tell_story(self) -> None:
        self.phone.show(title="The story without a display", text="")
        environment = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
        environment["WARDLINE_DEMO_OUT"] = str(self.out / "story")
        command = [sys.executable, "-B", str(Path(__file__).with_name("demo.py")), "--headless"]
        self._story = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                       text=True)
        for line in self._story.stdout:
            self.phone.show(more=line)

# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens to people, their computers, the network and the relay while they talk. One fault is one entry of the plan."""

import random
import signal
import subprocess
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Callable, Dict, List, NamedTuple, Optional

from actor import Actor
from clinic import Clinic, Seat
from model import Model

# How often each comes, in relation.
NETWORK = {"cut (RST)": 12, "cut (FIN)": 8, "stall": 7, "half open": 2, "delay": 5, "overtaken": 5, "closed after bytes": 12, "no TLS": 3,
           "certificate of a stranger": 3, "refused": 6}
COMPUTER = {"client killed": 10, "client asleep": 4, "disk full": 2, "disk read-only": 1, "clock jump": 2}
RELAY = {"relay killed": 3, "relay restarted": 1, "relay rolled back": 1}
QUIET = 3.0  # the longest pause of most faults, seconds


class Fault(NamedTuple):
    at: float  # seconds from the beginning
    kind: str
    person: str  # "" for the relay


def plan(seed: int, count: int, seconds: float, people: List[str], left_out: List[str], each: bool = False) -> List[Fault]:
    """Repeatable: the same seed, the same plan. `each`: every kind at least once, whatever chance says."""
    chance = random.Random(seed)
    weights = {kind: weight for table in (NETWORK, COMPUTER, RELAY) for kind, weight in table.items() if kind not in left_out}
    kinds = list(weights)
    faults = []
    wanted = list(kinds) if each else []
    wanted += chance.choices(kinds, weights=list(weights.values()), k=max(0, count - len(wanted)))
    chance.shuffle(wanted)
    for n, kind in enumerate(wanted):
        person = "" if kind in RELAY else people[-1] if kind == "clock jump" else chance.choice(people)
        faults.append(Fault((n + chance.random()) * seconds / max(1, len(wanted)), kind, person))
    return sorted(faults)


class Trouble:
    """Makes faults happen. Those of one person come one after the other, each in a thread of its own; those of the relay alone."""

    def __init__(self, clinic: Clinic, actors: Dict[str, Actor], model: Model, seed: int) -> None:
        self.clinic, self.actors, self.model = clinic, actors, model
        self.random = random.Random(seed)
        self.done: Counter = Counter()
        self.without_effect: Counter = Counter()
        self.backup: Optional[Path] = None
        self._locks = {name: threading.Lock() for name in actors}
        self._relay_lock = threading.Lock()
        self._threads: List[threading.Thread] = []

    def back_up(self) -> None:
        """What the relay goes back to when it is set back."""
        self.backup = self.clinic.folder / "backup"
        self.clinic.server.back_up(self.backup)

    def begin(self, fault: Fault) -> None:
        thread = threading.Thread(target=self._run, args=(fault, self.random.random()), daemon=True)
        self._threads.append(thread)
        thread.start()

    def wait(self, seconds: float) -> None:
        """Until all that began has ended, and the weather is good."""
        end = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.1, end - time.monotonic()))
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        if self._threads:
            self.model.problem(f"{len(self._threads)} faults did not end")
        for seat in self.clinic.seats.values():
            seat.proxy.heal()

    def _run(self, fault: Fault, luck: float) -> None:
        self.model.note(fault.person or "relay", f"FAULT {fault.kind}")
        try:
            if fault.kind in RELAY:
                with self._relay_lock:
                    happened = self._relay_fault(fault.kind, luck)
            else:
                if fault.person not in self.actors:
                    return  # gone for good
                with self._locks[fault.person]:
                    happened = self._personal(fault.kind, self.clinic.seats[fault.person], self.actors[fault.person], luck)
            (self.done if happened else self.without_effect)[fault.kind] += 1
            self.model.note(fault.person or "relay", f"END {fault.kind}{'' if happened else ' (without effect)'}")
        except Exception as problem:  # pylint: disable=broad-exception-caught
            self.model.problem(f"fault {fault.kind} {fault.person}: {type(problem).__name__}: {problem}")

    # --- one person ---

    def _personal(self, kind: str, seat: Seat, actor: Actor, luck: float) -> bool:
        pause = 0.2 + luck * QUIET
        proxy = seat.proxy
        steps: Dict[str, Callable[[], bool]] = {
            "cut (RST)": lambda: proxy.cut(True) > 0,
            "cut (FIN)": lambda: proxy.cut(False) > 0,
            "overtaken": lambda: proxy.overtake() > 0,
            "half open": lambda: self._half_open(seat, luck),
            "stall": lambda: self._for(pause, lambda: proxy.stall(True), lambda: proxy.stall(False)),
            "delay": lambda: self._for(pause, lambda: setattr(proxy, "delay", 0.01 + luck * 0.3), lambda: setattr(proxy, "delay", 0.0)),
            "closed after bytes": lambda: self._close_after(seat, luck),
            "no TLS": lambda: self._unreachable(seat, "garbage", pause),
            "certificate of a stranger": lambda: self._unreachable(seat, "stranger", pause),
            "refused": lambda: self._unreachable(seat, "refused", pause),
            "client killed": actor.kill,
            "client asleep": lambda: self._asleep(actor, pause),
            "disk full": lambda: self._disk_full(seat, pause),
            "disk read-only": lambda: self._read_only(seat, actor, pause),
            "clock jump": lambda: self._clock(seat, luck),
        }
        return steps[kind]()

    @staticmethod
    def _for(seconds: float, begin: Callable[[], object], end: Callable[[], object]) -> bool:
        begin()
        try:
            time.sleep(seconds)
        finally:
            end()
        return True

    def _half_open(self, seat: Seat, luck: float) -> bool:
        if seat.proxy.half_open() == 0:
            return False
        time.sleep(5 + 20 * luck)
        return True  # ended by the next cut, by the client itself, or with the weather

    def _close_after(self, seat: Seat, luck: float) -> bool:
        if not seat.proxy.links:
            return False
        seat.proxy.close_after(int(1 + luck * luck * 60_000))
        return True

    def _unreachable(self, seat: Seat, answer: str, pause: float) -> bool:
        return self._for(pause, lambda: (seat.proxy.answer(answer), seat.proxy.cut(True)), lambda: seat.proxy.answer("through"))

    def _asleep(self, actor: Actor, pause: float) -> bool:
        if not actor.signal(signal.SIGSTOP):
            return False
        time.sleep(pause)
        actor.signal(signal.SIGCONT)
        return True

    def _disk_full(self, seat: Seat, pause: float) -> bool:
        if not self.clinic.may_mount(seat):
            return False
        ballast = seat.disk / "ballast"

        def fill() -> None:
            with open(ballast, "wb", buffering=0) as file:
                try:
                    while True:
                        file.write(b"x" * 65536)
                except OSError:
                    pass

        return self._for(pause, fill, lambda: ballast.unlink(missing_ok=True))

    def _read_only(self, seat: Seat, actor: Actor, pause: float) -> bool:
        """A file system goes read-only under a program that has it open only by force; here the program is killed first and started upon it."""
        if not self.clinic.may_mount(seat):
            return False
        for _ in range(20):
            actor.kill()
            if subprocess.run(["mount", "-o", "remount,ro", str(seat.disk)], capture_output=True, check=False).returncode == 0:
                break
            time.sleep(0.05)
        else:
            return False
        time.sleep(1 + pause)
        subprocess.run(["mount", "-o", "remount,rw", str(seat.disk)], capture_output=True, check=True)
        return True

    def _clock(self, seat: Seat, luck: float) -> bool:
        if seat.clock_file is None:
            return False
        hours = (luck - 0.5) * 4
        self.clinic.set_clock(seat, int(hours * 3600))
        time.sleep(4)
        self.clinic.set_clock(seat, 0)
        return True

    # --- the relay ---

    def _relay_fault(self, kind: str, luck: float) -> bool:
        server = self.clinic.server
        if kind == "relay rolled back":
            server.kill()
            server.roll_back(self.backup)
            server.start()
            self.model.rolled_back = True
            self.back_up()  # the next one goes back to this
            return True
        (server.stop if kind == "relay restarted" else server.kill)()
        time.sleep(luck * 2)
        server.start()
        return True

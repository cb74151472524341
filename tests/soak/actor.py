# SPDX-License-Identifier: GPL-3.0-or-later
"""One person who writes, is killed, and comes back."""

import json
import os
import queue
import random
import signal
import subprocess
import sys
import threading
import time
import traceback
from typing import Dict, List, Optional

from clinic import Seat
from model import Line, Model
from waiting import TookTooLong
from wardlinectl import Running

IN_FLIGHT = 150  # lines given and not answered yet
ANSWER = 100.0  # a command that waits for a state gives up by itself after 60 s
START = 90.0
PADDING = ("", "bed 12", "Größe 180 cm, ≥ 3 µg, 体重 72 kg, 😷", "potassium 6.9 <b>&amp;</b>", "w" * 900)


def shown(option: str) -> str:
    """The command that prints a conversation; `option` is how `send` names it."""
    return "history " + option.replace("--to ", "--with ")


def mark_for(option: str) -> str:
    return shown(option) + " --gaps"


class Gone(Exception):
    """The program has ended, by itself or not."""


class Session:
    """A `run -` that goes on: one command after the other, each with its answer."""

    def __init__(self, running: Running, marked: str) -> None:
        self.running, self.marked = running, marked
        self.asked: tuple = ()

    def next(self, seconds: float) -> dict:
        try:
            return self.running.next_line(seconds)
        except EOFError as problem:
            raise Gone from problem

    def write(self, line: str) -> None:
        try:
            self.running.write(line)
        except (BrokenPipeError, OSError, ValueError) as problem:
            raise Gone from problem

    def ask(self, commands: List[str], mark: str, seconds: float = ANSWER) -> List[dict]:
        """What the commands print, up to the answer of a last one that always prints one line."""
        self.asked = (time.monotonic(), commands)
        for command in [*commands, mark]:
            self.write(command)
        lines: List[dict] = []
        end = time.monotonic() + seconds * max(1, len(commands))
        marks = 1 + sum("--gaps" in command for command in commands)
        while True:
            line = self.next(max(1.0, end - time.monotonic()))
            lines.append(line)
            if "gaps" in line:
                marks -= 1
                if marks == 0 or line["room"] == self.marked:
                    return lines

    def gaps(self, option: str, mark: str) -> dict:
        return self.ask([] if mark_for(option) == mark else [mark_for(option)], mark, 60)[0]

    def history(self, option: str, mark: str) -> List[dict]:
        """All of a conversation, oldest first; nothing of one that was never begun."""
        lines: List[dict] = []
        before = ""
        while True:
            page = self.ask([f"{shown(option)} --limit 500{before}"], mark, 60)[:-1]
            lines = page + lines
            if len(page) < 500:
                return lines
            before = f" --before {page[0]['id']}"


class Actor(threading.Thread):
    """Lives in `run`: starts the program, writes, and begins again whenever it has ended. Other threads kill, freeze and pause it."""

    def __init__(self, seat: Seat, model: Model, places: Dict[str, str], seed: int, quota: int, rate: float) -> None:
        super().__init__(daemon=True, name=seat.name)
        self.seat, self.model, self.places = seat, model, places  # places: name -> option of the command line
        self.random = random.Random(seed)
        self.quota, self.rate = quota, rate
        self.lives = self.refusals = 0
        self.notes: Dict[str, int] = {}  # what the program said on standard error, and how often
        self._running: Optional[Running] = None
        self.session: Optional[Session] = None
        self._lock = threading.RLock()
        self._is_paused = threading.Event()  # set: no program is to be started
        self._is_resting = threading.Event()  # set: it obeys the pause
        self._is_ending = threading.Event()
        self._requests: "queue.Queue" = queue.Queue()
        self._due = time.monotonic()
        self.mark, self.marked = mark_for(places["4W"]), places["4W"].split()[1]
        self.is_warm = threading.Event()

    # --- by other threads ---

    def doing(self) -> str:
        """For a report: what it waits for."""
        running, session = self._running, self.session
        if running is None or session is None:
            return "no program runs"
        since = f"{time.monotonic() - session.asked[0]:.0f} s ago {session.asked[1]}" if session.asked else "nothing"
        stack = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_stack(sys._current_frames().get(self.ident))]
        return f"asked {since}; at {' '.join(stack[-5:])}; exit {running.process.poll()}; printed {running.seen[-2:]}; said {running.notes()[-3:]}"

    def kill(self) -> bool:
        with self._lock:
            if self._running is None or self._running.process.poll() is not None:
                return False
            self._running.process.kill()
            return True

    def signal(self, kind: signal.Signals) -> bool:
        with self._lock:
            if self._running is None or self._running.process.poll() is not None:
                return False
            os.kill(self._running.process.pid, kind)
            return True

    def pause(self, seconds: float = 180) -> None:
        """Killed, and not started again until `resume`."""
        self._is_paused.set()
        end = time.monotonic() + seconds
        while not self._is_resting.is_set():
            self.kill()
            if time.monotonic() > end or not self.is_alive():
                raise TookTooLong(f"{self.name} does not rest")
            time.sleep(0.05)

    def resume(self) -> None:
        self._is_resting.clear()
        self._is_paused.clear()

    def finish(self) -> None:
        """No more is written; the program goes on receiving and answers `histories`."""
        self.quota = 0

    def end(self) -> None:
        self._is_ending.set()
        self.kill()

    def histories(self, seconds: float, with_lines: bool = True) -> Optional[dict]:
        """{"lines": {place: [Line]}, "gaps": {place: answer}} of the program that runs; None when there is none that answers."""
        box: "queue.Queue" = queue.Queue()
        self._requests.put((box, with_lines))
        try:
            return box.get(timeout=seconds)
        except queue.Empty:
            return None

    # --- its own thread ---

    def run(self) -> None:
        while not self._is_ending.is_set():
            if self._is_paused.is_set():
                self._is_resting.set()
                time.sleep(0.05)
                continue
            try:
                self._live()
            except (Gone, TookTooLong) as problem:
                if isinstance(problem, TookTooLong):
                    self.model.problem(f"{self.name}: {str(problem)[:300]}")
            except Exception as problem:  # pylint: disable=broad-exception-caught
                self.model.problem(f"{self.name}: {type(problem).__name__}: {problem}")
            finally:
                self._end_process()

    def _begin(self, *words: str) -> Running:
        running = self.seat.start(*words)
        self.lives += 1
        self.model.note(self.name, f"START {' '.join(words)}")
        with self._lock:
            self._running = running
        if self._is_paused.is_set() or self._is_ending.is_set():
            running.process.kill()
        return running

    def _end_process(self) -> None:
        with self._lock:
            running, self._running = self._running, None
        if running is None:
            return
        if running.process.poll() is None:
            running.process.kill()
        try:
            answer = running.end(20)
        except (TookTooLong, OSError, subprocess.SubprocessError):
            return
        self.model.note(self.name, f"GONE {answer.code}")
        for note in answer.errors.splitlines():
            self.model.note(self.name, f"SAID {note[:300]}")
            self.notes[note[:160]] = self.notes.get(note[:160], 0) + 1
        if answer.code not in (0, -9):
            self.refusals += 1
            time.sleep(1.0)

    def _live(self) -> None:
        if self.quota > 0 and self.is_warm.is_set() and self.random.random() < 0.5:
            self._lines_life(self.random.choice(list(self.places)), self.random.randrange(20, 300))
        else:
            self._session_life(self.random.randrange(30, 200))

    def _padding(self) -> str:
        return self.random.choices(PADDING, weights=(8, 6, 4, 4, 1))[0]

    def _pace(self, count: int) -> None:
        """Keeps to the rate, and makes up for times when nothing could be written."""
        self._due = max(self._due, time.monotonic() - 5) + count / self.rate
        time.sleep(max(0.0, min(self._due - time.monotonic(), 5)))

    def _lines_life(self, place: str, count: int) -> None:
        """One command that is given many lines."""
        count = min(count, self.quota)
        self.quota -= count
        running = self._begin("send", *self.places[place].split(), "--wait", self.random.choice(["relay", "relay", "none"]), "--lines", "-")
        session = self.session = Session(running, self.marked)
        answered = given = 0

        def take(seconds: float) -> bool:
            nonlocal answered
            try:
                line = running.next_line(seconds)
            except TookTooLong:
                return False
            except EOFError as problem:
                raise Gone from problem
            if "id" in line and "state" in line:
                self.model.claim(self.name, place, line["id"], line["state"])
                answered += 1
            return True

        while given < count and not self._is_paused.is_set() and not self._is_ending.is_set():
            burst = min(self.random.randrange(1, 20), count - given)
            for _ in range(burst):
                session.write(self.model.next_text(place, self.name, self._padding()))
            given += burst
            self._pace(burst)
            while take(0.001):
                pass
            waits = time.monotonic() + 20
            while given - answered > IN_FLIGHT and time.monotonic() < waits:
                take(0.5)
            answered = max(answered, given - IN_FLIGHT)  # what the program refused has no answer
        running.process.stdin.close()
        end = time.monotonic() + ANSWER
        while time.monotonic() < end:
            take(1.0)  # until it ends by itself: Gone

    def _session_life(self, rounds: int) -> None:
        running = self._begin("run", "-")
        session = self.session = Session(running, self.marked)
        session.ask([], self.mark, START)
        if not self.is_warm.is_set():
            self._say_hello(session)
        while rounds > 0 or self.quota <= 0:
            self._answer_requests(session)
            if self._is_paused.is_set() or self._is_ending.is_set():
                return
            if self.quota <= 0:
                time.sleep(0.1)
                continue
            rounds -= 1
            self._session_round(session)
        running.process.stdin.close()
        for _ in range(30):
            session.next(1.0) if running.process.poll() is None else None
            if running.process.poll() is not None:
                return

    def _say_hello(self, session: Session) -> None:
        """Before anything fails: everybody's devices are known to everybody."""
        for place, option in self.places.items():
            self.quota -= 1
            text = json.dumps(self.model.next_text(place, self.name, "hello"))
            self._ask_and_claim(session, place, [f"send {option} --wait relay {text}"])
        self.is_warm.set()

    def _session_round(self, session: Session) -> None:
        place = self.random.choice(list(self.places))
        option = self.places[place]
        if self.random.random() < 0.05:
            self._ask_and_claim(session, place, [f"listen --read --for {self.random.randrange(1, 3)}"])
            return
        if self.random.random() < 0.1:
            self._note_states(session, place)
        waits = self.random.choices(["none", "relay", "device" if "+" in place else "relay"], weights=(10, 2, 1))[0]
        count = min(self.quota, self.random.randrange(1, 12) if waits == "none" else 1)
        self.quota -= count
        commands = []
        for _ in range(count):
            text = self.model.next_text(place, self.name, self._padding())
            commands.append(f"send {option} --wait {waits} {json.dumps(text, ensure_ascii=False)}")
        self._ask_and_claim(session, place, commands)
        self._pace(count)

    def _ask_and_claim(self, session: Session, place: str, commands: List[str]) -> None:
        for line in session.ask(commands, self.mark):
            if set(line) == {"id", "state"}:
                self.model.claim(self.name, place, line["id"], line["state"])

    def _note_states(self, session: Session, place: str) -> None:
        """What the person can see now of what became of their messages."""
        for line in session.ask([f"{shown(self.places[place])} --limit 100"], self.mark)[:-1]:
            if line.get("from") == self.seat.jid and line["trouble"] != "lost-by-relay":
                self.model.claim(self.name, place, line["id"], line["state"])

    def _answer_requests(self, session: Session) -> None:
        while True:
            try:
                box, with_lines = self._requests.get_nowait()
            except queue.Empty:
                return
            answer = None  # killed while it was asked: whoever asks tries again
            try:
                answer = self.read_histories(session, with_lines)
            finally:
                box.put(answer)

    def read_histories(self, session: Session, with_lines: bool = True) -> dict:
        answer: dict = {"lines": {}, "gaps": {}}
        for place, option in self.places.items():
            if with_lines:
                answer["lines"][place] = [line_from(line) for line in session.history(option, self.mark)]
            answer["gaps"][place] = session.gaps(option, self.mark)
        return answer


def line_from(line: dict) -> Line:
    return Line(line["id"], str(line["from"]).split("@", maxsplit=1)[0], line["body"] or "", line["state"], line["unreadable"], line["time"], line["trouble"])

# SPDX-License-Identifier: GPL-3.0-or-later
"""What was said, what was claimed about it, and what must therefore be true."""

import threading
import time
from typing import Dict, List, NamedTuple, Optional, Set, Tuple

RANK = {"queued": 0, "relay": 1, "device": 2, "seen": 3}


class Line(NamedTuple):
    """One message as one member's history shows it."""

    id: str
    sender: str
    body: str
    state: str
    unreadable: Optional[str]
    time: str = ""
    trouble: Optional[str] = None


class Claim(NamedTuple):
    """What the sender's program said of a message, at its best."""

    sender: str
    place: str
    state: str


def text_for(place: str, sender: str, number: int, padding: str = "") -> str:
    return f"{number:06} {sender} {place} {padding}".rstrip()


def number_of(body: str) -> int:
    """The place of a text among its sender's; -1 for what is none of ours."""
    words = body.split(" ", 2)
    return int(words[0]) if len(words) >= 2 and words[0].isdigit() else -1


class Model:
    """Used by all threads of a run. Places are rooms and pairs ("ana+ben"); people are names."""

    def __init__(self, places: Dict[str, List[str]]) -> None:
        self.places = places
        self._lock = threading.Lock()
        self._next: Dict[Tuple[str, str], int] = {}
        self.claims: Dict[str, Claim] = {}
        self.failed: Set[str] = set()  # ids that their sender's program called failed
        self.burnt: Set[str] = set()  # people whose profile is gone for good
        self.rolled_back = False  # the relay was set back to a backup: what a disk that is gone had sent may be gone too
        self.attempted = 0
        self.problems: List[str] = []
        self.journal: List[str] = []  # what happened when, for whoever looks for a cause
        self._began = time.monotonic()

    def note(self, who: str, text: str) -> None:
        self.journal.append(f"{time.monotonic() - self._began:8.3f} {who:6} {text}")

    def next_text(self, place: str, sender: str, padding: str) -> str:
        with self._lock:
            number = self._next.get((place, sender), 0) + 1
            self._next[(place, sender)] = number
            self.attempted += 1
            self.note(sender, f"writes {place} {number}")
            return text_for(place, sender, number, padding)

    def claim(self, sender: str, place: str, message: str, state: str) -> None:
        """The program has printed this state. It must not take one back."""
        self.note(sender, f"{state} {place} {message}")
        with self._lock:
            if state == "failed":
                self.failed.add(message)
                return
            before = self.claims.get(message)
            if before is None or RANK[state] > RANK[before.state]:
                self.claims[message] = Claim(sender, place, state)

    def problem(self, text: str) -> None:
        with self._lock:
            self.problems.append(text)

    def claimed(self, place: str, sender: str, least: str) -> Set[str]:
        with self._lock:
            return {message for message, claim in self.claims.items()
                    if claim.place == place and claim.sender == sender and RANK[claim.state] >= RANK[least]}

    def accepted(self) -> int:
        with self._lock:
            return len(self.claims)

    # --- what must be true when the network has been well for a while ---

    def differences(self, histories: Dict[str, Dict[str, List[Line]]]) -> List[str]:
        """`histories`: by person and place. Empty when everything is where it belongs, once and in order."""
        found: List[str] = []
        for place, members in self.places.items():
            living = [name for name in members if name not in self.burnt]
            for sender in members:
                found += self._differences_of(place, sender, living, histories)
            for name in living:
                found += self._doubles(place, name, histories[name][place])
        return found

    def _differences_of(self, place: str, sender: str, living: List[str], histories: Dict[str, Dict[str, List[Line]]]) -> List[str]:
        found: List[str] = []
        views = {name: [line for line in histories[name][place] if line.sender == sender] for name in living}
        if sender in views:
            own = [line for line in views[sender] if line.id not in self.failed and line.state != "failed"]
            refused = {line.id for line in views[sender] if line.state == "failed"}
            truth = {line.id: line for line in own}
            gone = self.claimed(place, sender, "queued") - set(truth) - refused
            found += _say(gone, f"{place}: {sender} was told that it was taken, and it is not in their own history")
            found += _say({line.id for line in own if RANK.get(line.state, 0) < 1}, f"{place}: still waits at {sender}")
            found += _say({line.id for line in views[sender] if line.trouble == "lost-by-relay"}, f"{place}: lost by the relay, says {sender}")
        else:
            refused = set()
            seen = set.intersection(*({line.id for line in view} for view in views.values())) if views else set()
            truth = {line.id: line for view in views.values() for line in view}
            if self.rolled_back:
                truth = {message: truth[message] for message in seen}  # nobody is left to offer the rest again
            else:
                found += _say(set(truth) - seen, f"{place}: of {sender}, who is gone: not at everybody")
                found += _say(self.claimed(place, sender, "relay") - seen, f"{place}: {sender} was shown that the relay has it, and it is lost")
        for name, view in views.items():
            if name == sender:
                continue
            ids = {line.id for line in view}
            found += _say(set(truth) - ids, f"{place}: from {sender}, missing at {name}")
            if sender in views or not self.rolled_back:
                found += _say(ids - set(truth) - refused, f"{place}: from {sender}, at {name} and unknown to {sender}")
            found += _say(ids & refused, f"{place}: called failed by {sender}, and it is at {name}")
            found += _say({line.id for line in view if line.unreadable}, f"{place}: from {sender}, not readable at {name}"
                          f" ({', '.join(sorted({str(line.unreadable) for line in view if line.unreadable}))})")
            wrong = {line.id for line in view if not line.unreadable and line.id in truth and truth[line.id].body != line.body}
            found += _say(wrong, f"{place}: from {sender}, another text at {name}")
        return found

    @staticmethod
    def _doubles(place: str, name: str, lines: List[Line]) -> List[str]:
        found: List[str] = []
        seen_ids: Set[str] = set()
        seen_texts: Set[str] = set()
        last: Dict[str, int] = {}
        doubled: Set[str] = set()
        disordered: Set[str] = set()
        for line in lines:
            if line.id in seen_ids or (line.body and line.body in seen_texts):
                doubled.add(line.id)
            seen_ids.add(line.id)
            seen_texts.add(line.body)
            number = number_of(line.body)
            if number >= 0:
                if number < last.get(line.sender, 0):
                    disordered.add(line.id)
                last[line.sender] = max(last.get(line.sender, 0), number)
        found += _say(doubled, f"{place}: twice at {name}")
        found += _say(disordered, f"{place}: out of order at {name}")
        return found

    def untrue(self, name: str, cache: Dict[str, List[Line]]) -> List[str]:
        """`cache`: what one person's own disk holds, with nothing to ask. Others were told that some of it is there."""
        found: List[str] = []
        for place, members in self.places.items():
            if name not in members or "+" not in place:
                continue
            ids = {line.id for line in cache[place]}
            for sender in members:
                if sender != name:
                    found += _say(self.claimed(place, sender, "device") - ids, f"{place}: {sender} was shown that {name} has it on the device; not so")
        return found


def _say(ids: Set[str], what: str) -> List[str]:
    return [f"{what}: {len(ids)}, such as {sorted(ids)[:2]}"] if ids else []

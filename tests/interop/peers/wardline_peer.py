# SPDX-License-Identifier: GPL-3.0-or-later
"""Wardline itself, through `wardlinectl run -`: one session that stays signed in."""

import json
import re
import shlex
from pathlib import Path
from typing import FrozenSet, List, Optional

from authenticator import Authenticator
from peer import Account, Peer, Seen, Unavailable
from private_session import PrivateSession
from wardlinectl import DONE, FAILED, Running, Wardlinectl, find_binary

SOURCES = Path(__file__).resolve().parents[3]
POLICY = {"version": 1, "totp": {"mode": "local"}}


class WardlinePeer(Peer):
    """Both versions."""

    kind = "wardline"
    can_rest = True

    def __init__(self, relay, account: Account, folder: Path, versions: FrozenSet[str]) -> None:
        super().__init__(relay, account, folder, versions)
        self.session: Optional[PrivateSession] = None
        self.phone: Optional[Authenticator] = None
        self.running: Optional[Running] = None
        self.places: List[str] = []

    @classmethod
    def install(cls, store: Path) -> None:
        if find_binary() is None:
            raise Unavailable("wardlinectl is not built: run `ninja wardlinectl` first")

    def start(self) -> None:
        self.session = PrivateSession("unlocked")
        policy = self.folder / "policy.json"
        policy.write_text(json.dumps(POLICY), encoding="utf-8")
        self.ctl = Wardlinectl(find_binary(), self.folder / "profile", self.session.environment, self.relay.ca, str(policy))

    def sign_in(self) -> None:
        signing = self.ctl.start("sign-in", "--account", self.account.jid, "--relay", self.relay.url, "--enrol",
                                 credentials={"password": self.account.password})
        self.phone = Authenticator(signing.wait_for(lambda line: "otpauth" in line)["otpauth"])
        signing.give({"code": self.phone.next_code()})
        answer = signing.end(60)
        if answer.code != DONE:
            raise RuntimeError(f"sign-in: {answer}")
        self.wake()

    def wake(self) -> None:
        self.running = self.ctl.start("run", "-", credentials={"password": self.account.password, "code": self.phone.next_code()})

    def rest(self) -> None:
        answer = self.running.end(60)
        if answer.code not in (DONE, FAILED):  # a conversation that was asked for before its first message is a failure of a command
            raise RuntimeError(f"the session: {answer}")

    def join_room(self, room: str) -> None:
        self.running.write(f"rooms join {room}")
        self._next(lambda line: line.get("room") == room and "can_post" not in line, 40)
        self.places.append(f"--room {room}")

    def meet(self, person: str) -> None:
        if f"--with {person}" not in self.places:
            self.places.append(f"--with {person}")

    def prepare(self, to: str, is_room: bool) -> None:
        if not is_room:
            self.meet(to)

    def send(self, to: str, text: str, is_room: bool) -> None:
        where = f"--room {to}" if is_room else f"--to {to}"
        told = [line for line in self._ask(f"send {where} --wait relay {shlex.quote(text)}", 60) if "state" in line]
        if not told or told[0]["state"] not in ("relay", "device", "seen"):
            raise RuntimeError(f"{self.label} did not send: {told} {self.remains()[-600:]}")

    def does(self, command: str) -> List[dict]:
        """The lines that a command of the session prints."""
        return self._ask(command, 60)

    def line_of(self, place: str, text: str) -> Optional[dict]:
        """What became of a message of a conversation (`--with JID` or `--room JID`)."""
        return next((line for line in self._history(place) if line.get("body") == text), None)

    def seen(self, text: str) -> Optional[Seen]:
        for place in self.places:
            for line in self._history(place):
                if line.get("body") == text:
                    return Seen(text, str(line.get("from", "")), bool(line.get("encrypted")))
        return None

    def _history(self, place: str) -> List[dict]:
        """What the cache has of a conversation."""
        return self._ask(f"history {place} --limit 60", 20)

    def _ask(self, command: str, seconds: float) -> List[dict]:
        """The lines of one command. The list of rooms behind it tells its end."""
        self.running.write(command)
        self.running.write("rooms list")
        found: List[dict] = []
        rooms = sum(known.startswith("--room") for known in self.places)
        while rooms > 0:
            line = self._next(lambda _: True, seconds)
            if "can_post" in line:
                rooms -= 1
            else:
                found.append(line)
        return found

    def _next(self, accept, seconds: float) -> dict:
        return self.running.wait_for(accept, seconds)

    def stop(self) -> None:
        if self.running is not None:
            self.running.stop()
        if self.session is not None:
            self.session.close()

    def remains(self) -> str:
        return re.sub(r"\n+", "\n", "".join(self.running._errors)[-2000:]) if self.running else ""

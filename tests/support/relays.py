# SPDX-License-Identifier: GPL-3.0-or-later
"""Prosody and ejabberd behind one face, so that one story runs against both."""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import List, NamedTuple, Optional

from authenticator import Authenticator
from ejabberd_relay import EjabberdRelay

RELAY_SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "relay" / "relay"


class Person(NamedTuple):
    """An account: either enrolled already (phone) or to be enrolled by its first sign-in (ticket)."""

    jid: str
    password: str
    phone: Optional[Authenticator]
    ticket: Optional[str]


class ProsodyRelay:
    """packaging/relay/relay in a folder of its own."""

    kind = "prosody"
    enrols = True  # the relay hands out the seed at the first sign-in
    appends_code = False

    def __init__(self, folder: Optional[Path] = None) -> None:
        self.folder = folder or Path(tempfile.mkdtemp(prefix="wardline-relay-"))
        os.chmod(self.folder, 0o755)
        self.facts: dict = {}

    def run(self, command: str, *words: str, stdin: str = "") -> dict:
        done = subprocess.run([str(RELAY_SCRIPT), command, str(self.folder), *words, "--json"], input=stdin, capture_output=True, text=True,
                              timeout=60, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"relay {command} {' '.join(words)}: exit {done.returncode}: {done.stderr.strip()}")
        return json.loads(done.stdout)

    def up(self) -> dict:
        self.facts = self.run("up")
        return self.facts

    def down(self, wipe: bool = True) -> None:
        self.run("down", *(["--wipe"] if wipe else []))
        if wipe:
            shutil.rmtree(self.folder, ignore_errors=True)

    def add_person(self, name: str, password: str, groups: List[str], display: str = "") -> Person:
        words = [w for group in groups for w in ("--group", group)] + (["--display", display] if display else [])
        self.run("add-user", name, *words, stdin=password + "\n")
        ticket = self.run("totp-require", name)["ticket"]
        return Person(f"{name}@{self.facts['domain']}", password, None, ticket)

    def add_room(self, title: str, members: List[str], observers: Optional[List[str]] = None, kind: str = "") -> str:
        """The room's address."""
        room = self.run("add-room", title, "--template", "care-team", *(["--kind", kind] if kind else []))
        address = room.get("room") or room.get("address") or room["jid"]
        for name in members:
            self.run("add-member", address, name)
        for name in observers or []:
            self.run("add-member", address, name, "--observer")
        return address

    def silence(self, room: str, name: str) -> None:
        """Observers have no voice from the start."""

    def _state(self) -> Path:
        return Path(json.loads((self.folder / "relay.json").read_text(encoding="utf-8"))["state"])

    def log_files(self) -> List[Path]:
        return [p for p in (self._state() / "log").rglob("*") if p.is_file()]

    def data_folder(self) -> str:
        return str(self._state() / "data")


class EjabberdStoryRelay:
    """tests/support/ejabberd_relay.py in a folder of its own."""

    kind = "ejabberd"
    enrols = False
    appends_code = True

    def __init__(self, folder: Optional[Path] = None) -> None:
        self.folder = folder or Path(tempfile.mkdtemp(prefix="wardline-relay-"))
        os.chmod(self.folder, 0o755)
        self._relay = EjabberdRelay(str(self.folder))
        self.facts: dict = {}

    def up(self) -> dict:
        self.facts = self._relay.up()
        return self.facts

    def down(self, wipe: bool = True) -> None:
        self._relay.down(wipe)
        if wipe:
            shutil.rmtree(self.folder, ignore_errors=True)

    def add_person(self, name: str, password: str, groups: List[str], display: str = "") -> Person:
        del display  # the shared roster shows the account's name
        # Each command signs in anew and needs a code of its own. Steps of a second, thirty either side, forgive a clock as much as one step of
        # thirty seconds does, and spare the story half an hour of waiting.
        made = self._relay.add_user(name, password, groups, period=1, window=30)
        return Person(made["jid"], password, Authenticator(made["otpauth"], window=30), None)

    def add_room(self, title: str, members: List[str], observers: Optional[List[str]] = None) -> str:
        address = self._relay.add_room(title)["room"]
        for name in [*members, *(observers or [])]:
            self._relay.add_member(address, name, title)
        return address

    def silence(self, room: str, name: str) -> None:
        """Takes the voice of somebody who is in the room now."""
        self._relay.make_observer(room, name)

    def log_files(self) -> List[Path]:
        return [p for p in self._relay.log_folder.rglob("*") if p.is_file()]

    def data_folder(self) -> str:
        return str(self._relay.state / "spool")


def make_relay(kind: str, folder: Optional[Path] = None):
    return {"prosody": ProsodyRelay, "ejabberd": EjabberdStoryRelay}[kind](folder)

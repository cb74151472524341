# SPDX-License-Identifier: GPL-3.0-or-later
"""A relay, some people with a workstation each, rooms, and weather between each of them and the relay."""

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from pathlib import Path
from typing import Dict, List, Optional

from authenticator import Authenticator
from ejabberd_relay import EjabberdRelay
from fault_proxy import FaultProxy, ProxyLoop
from other_time import clear_leftovers
from private_session import PrivateSession
from relays import ProsodyRelay
from waiting import wait_until
from wardlinectl import DONE, Answer, Running, Wardlinectl

NAMES = ["ana", "ben", "cleo", "dora", "emil", "fay"]
PASSWORD = "correct horse battery"
DISK = "192m"
FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"


class Seat:
    """One person at one workstation, behind a proxy."""

    def __init__(self, name: str, jid: str, proxy: FaultProxy, ctl: Wardlinectl, disk: Path, phone: Optional[Authenticator]) -> None:
        self.name, self.jid, self.proxy, self.ctl, self.disk, self.phone = name, jid, proxy, ctl, disk, phone
        self.needs_code = False
        self.clock_file: Optional[Path] = None

    def credentials(self) -> dict:
        return {"password": PASSWORD, **({"code": self.phone.next_code()} if self.needs_code and self.phone else {})}

    def start(self, *words: str) -> Running:
        clear_leftovers()
        return self.ctl.start(*words, credentials=self.credentials())


class ProsodyClinic:
    """Prosody with our modules: the code once, then tokens; an administrator's pass spares codes after a relay that has forgotten the tokens."""

    policy = '{"version": 1, "relay": {"ping_seconds": 10}}\n'

    def __init__(self, folder: Path) -> None:
        os.makedirs(folder, exist_ok=True)
        self.relay = ProsodyRelay(folder)

    def up(self) -> dict:
        return self.relay.up()

    def add(self, name: str) -> Optional[dict]:
        person = self.relay.add_person(name, PASSWORD, ["nurse"], name.title())
        return {"ticket": person.ticket}

    def enrolled(self, name: str) -> None:
        self.relay.run("totp-pass", name, "--until", "+23h")

    def add_room(self, title: str, members: List[str]) -> str:
        return self.relay.add_room(title, members)

    def pid(self) -> int:
        return int(json.loads((self.relay.folder / "relay.json").read_text(encoding="utf-8"))["pid"])

    def kill(self) -> None:
        pid = self.pid()
        os.kill(pid, signal.SIGKILL)
        wait_until("the relay is gone", lambda: _is_gone(pid), 10)

    def stop(self) -> None:
        self.relay.down(wipe=False)

    def start(self) -> None:
        self.relay.up()

    def _database(self) -> Path:
        return Path(self.relay.data_folder()) / "wardline.sqlite"

    def back_up(self, target: Path) -> None:
        with contextlib.closing(sqlite3.connect(self._database(), timeout=30)) as source, contextlib.closing(sqlite3.connect(target)) as copy:
            source.backup(copy)

    def roll_back(self, backup: Path) -> None:
        """The relay is not running."""
        database = self._database()
        for suffix in ("-wal", "-shm"):
            database.with_name(database.name + suffix).unlink(missing_ok=True)
        shutil.copy(backup, database)

    def close(self) -> None:
        with contextlib.suppress(Exception):
            self.relay.down()


class EjabberdClinic:
    """ejabberd with passwords of its own (SCRAM); the code is verified on the device, so that a connection comes back without one."""

    policy = '{"version": 1, "totp": {"mode": "local"}, "relay": {"ping_seconds": 10}}\n'

    def __init__(self, folder: Path) -> None:
        os.makedirs(folder, exist_ok=True)
        os.chmod(folder, 0o755)
        self.relay = EjabberdRelay(str(folder))

    def up(self) -> dict:
        return self.relay.up(auth="internal")

    def add(self, name: str) -> Optional[dict]:
        self.relay.add_user(name, PASSWORD, ["nurse"])
        return {}

    def enrolled(self, name: str) -> None:
        pass

    def add_room(self, title: str, members: List[str]) -> str:
        room = self.relay.add_room(title)["room"]
        for name in members:
            self.relay.add_member(room, name, title)
        return room

    def kill(self) -> None:
        pid = int(self.relay.facts["pid"])
        os.kill(pid, signal.SIGKILL)
        wait_until("the relay is gone", lambda: _is_gone(pid), 10)

    def stop(self) -> None:
        self.relay.stop()

    def start(self) -> None:
        self.relay.start()

    def back_up(self, target: Path) -> None:
        """Mnesia has no copy of a running database that is worth it: stopped for a moment."""
        self.stop()
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.relay.state / "spool", target)
        self.start()

    def roll_back(self, backup: Path) -> None:
        spool = self.relay.state / "spool"
        shutil.rmtree(spool, ignore_errors=True)
        shutil.copytree(backup, spool)

    def close(self) -> None:
        with contextlib.suppress(Exception):
            self.relay.down(wipe=True)


def _is_gone(pid: int) -> bool:
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True


class Clinic:
    """Everything that a run started; `close` ends it."""

    def __init__(self, kind: str, folder: Path, binary: Path, people: int) -> None:
        self.kind, self.folder, self.binary = kind, folder, binary
        self.names = NAMES[:people]
        self.mounted: List[Path] = []
        self.session: Optional[PrivateSession] = None
        self.weather = ProxyLoop()
        self.server = {"prosody": ProsodyClinic, "ejabberd": EjabberdClinic}[kind](folder / "relay")
        self.seats: Dict[str, Seat] = {}
        self.rooms: Dict[str, str] = {}  # title -> address
        self.facts: dict = {}

    def open(self) -> None:
        self.session = PrivateSession("unlocked")
        self.facts = self.server.up()
        self.port = int(self.facts["url"].rsplit(":", 1)[1].split("/")[0])
        if self.server.policy:
            (self.folder / "policy.json").write_text(self.server.policy, encoding="utf-8")
        tickets = {name: self.server.add(name) for name in self.names}
        for name in self.names:
            self.add_seat(name)
        self.rooms = {"4W": self.server.add_room("4W", self.names), "5N": self.server.add_room("5N", self.names[:3])}
        for name in self.names:
            self.enrol(name, tickets[name])

    def add_seat(self, name: str) -> None:
        """A workstation, a disk and a proxy; nobody has signed in yet."""
        disk = self._disk(name)
        seat = Seat(name, f"{name}@{self.facts['domain']}", FaultProxy(self.weather, self.port, self.folder), None, disk, None)
        environment = dict(self.session.environment)
        if name == self.names[-1] and Path(FAKETIME).exists():
            seat.clock_file = self.folder / f"clock-{name}"
            self.set_clock(seat, 0)
            environment.update(LD_PRELOAD=FAKETIME, FAKETIME_TIMESTAMP_FILE=str(seat.clock_file), FAKETIME_DONT_FAKE_MONOTONIC="1",
                               DONT_FAKE_MONOTONIC="1", FAKETIME_CACHE_DURATION="1")
        policy = str(self.folder / "policy.json") if self.server.policy else ""
        seat.ctl = Wardlinectl(self.binary, disk / "profile", environment, self.facts["ca"], policy)
        self.seats[name] = seat

    def _disk(self, name: str) -> Path:
        """A small disk of its own where we may mount one."""
        disk = self.folder / f"disk-{name}"
        disk.mkdir()
        if os.geteuid() == 0:
            done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK},mode=0755", "tmpfs", str(disk)], capture_output=True, check=False)
            if done.returncode == 0:
                self.mounted.append(disk)
        return disk

    def url_of(self, seat: Seat) -> str:
        return f"wss://localhost:{seat.proxy.port}/xmpp-websocket"

    def enrol(self, name: str, ticket: dict) -> None:
        seat = self.seats[name]
        running = seat.ctl.start("sign-in", "--account", seat.jid, "--relay", self.url_of(seat), "--enrol", credentials={"password": PASSWORD, **ticket})
        seat.phone = Authenticator(running.wait_for(lambda line: "otpauth" in line, 60)["otpauth"])
        running.give({"code": seat.phone.next_code()})
        answer: Answer = running.end(90)
        if answer.code != DONE:
            raise RuntimeError(f"{seat.name} could not sign in: {answer}")
        self.server.enrolled(seat.name)
        seat.needs_code = self.kind == "ejabberd"

    @staticmethod
    def set_clock(seat: Seat, seconds: int) -> None:
        seat.clock_file.write_text(f"{seconds:+d}\n", encoding="ascii")

    def may_mount(self, seat: Seat) -> bool:
        return seat.disk in self.mounted

    def close(self) -> None:
        for seat in self.seats.values():
            with contextlib.suppress(Exception):
                seat.proxy.close()
        self.weather.close()
        self.server.close()
        if self.session:
            self.session.close()
        for disk in self.mounted:
            for _ in range(20):
                if subprocess.run(["umount", str(disk)], capture_output=True, check=False).returncode == 0:
                    break
                time.sleep(0.2)
            else:
                subprocess.run(["umount", "-l", str(disk)], capture_output=True, check=False)

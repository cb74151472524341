# SPDX-License-Identifier: GPL-3.0-or-later
"""What every peer of the OMEMO matrix can do, whatever program is behind it."""

import ctypes
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import FrozenSet, NamedTuple, Optional

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "support"))

from waiting import wait_until  # noqa: E402

V03, V2 = "0.3", "omemo:2"
VERSIONS = (V03, V2)


class Unavailable(Exception):
    """The program of a peer is not here and could not be fetched; says why."""


class Account(NamedTuple):
    """Of one peer at the relay."""

    jid: str
    password: str

    @property
    def name(self) -> str:
        return self.jid.split("@")[0]


class Seen(NamedTuple):
    """A message that a peer shows. `sender` is a nick in a room where the program shows nothing else; `version` is None where it does not say."""

    text: str
    sender: str
    is_encrypted: bool
    version: Optional[str] = None


class Peer:
    """One device of one person. `versions` is what it speaks. Everything that it starts ends with `stop`; everything that it keeps lies in `folder`."""

    kind = "peer"
    can_rest = False

    def __init__(self, relay, account: Account, folder: Path, versions: FrozenSet[str]) -> None:
        self.relay, self.account, self.folder, self.versions = relay, account, folder, frozenset(versions)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700, parents=True)

    @property
    def label(self) -> str:
        return self.account.name

    @classmethod
    def install(cls, store: Path) -> None:
        """Makes the program be there, below `store` if it has to be fetched. Unavailable."""

    def start(self) -> None:
        """Starts the program."""

    def sign_in(self) -> None:
        """Signs in, and returns when the relay knows the device."""

    def publish_devices(self) -> None:
        """Makes the device and its keys readable for everybody on the relay."""

    def join_room(self, room: str) -> None:
        """Enters a room, and returns when it is entered."""

    def trust_all(self) -> None:
        """Sends to every device of everybody from now on, without asking."""

    def meet(self, person: str) -> None:
        """Will be written to by somebody."""

    def prepare(self, to: str, is_room: bool) -> None:
        """Opens a conversation and turns encryption on in it."""

    def send(self, to: str, text: str, is_room: bool) -> None:
        raise NotImplementedError

    def seen(self, text: str) -> Optional[Seen]:
        """The message with this text, if it is there by now."""
        raise NotImplementedError

    def wait_for_text(self, text: str, seconds: float = 60) -> Seen:
        return wait_until(f"{self.label}: '{text}'", lambda: self.seen(text), seconds, 0.1)

    def rest(self) -> None:
        """Goes offline, and keeps what it has."""
        raise NotImplementedError

    def wake(self) -> None:
        """Comes back, and into its rooms."""
        raise NotImplementedError

    def stop(self) -> None:
        """Ends everything that was started."""

    def remains(self) -> str:
        """What it last said, for somebody who looks for the reason of a failure."""
        return ""


def end_with_us() -> None:
    """For `preexec_fn`: what was started ends when the test is killed and cannot end it (PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def need_tool(name: str, package: str) -> str:
    """Where a program is. Unavailable."""
    found = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/bin:/usr/sbin")
    if not found:
        raise Unavailable(f"{name} is not installed (package {package})")
    return found

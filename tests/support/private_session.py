# SPDX-License-Identifier: GPL-3.0-or-later
"""A session bus, a keyring and home folders of one's own: nothing of the person who runs a test or the demo is read or changed."""

import os
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Dict, Optional

from waiting import end_process, wait_until

_BUS_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
"""


class PrivateSession:
    """`environment` is what a program of the session is started with. The bus starts no services by itself, so that what answers is known.

    keyring: "unlocked", "locked" (there is one, and its password is not known here) or "none" (nobody answers).
    """

    def __init__(self, keyring: str = "unlocked", base: Optional[Dict[str, str]] = None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="wardline-session-"))
        self._bus: Optional[subprocess.Popen] = None
        self._keyring: Optional[subprocess.Popen] = None
        self.environment = self._make_environment(dict(os.environ if base is None else base))
        try:
            self._start_bus()
            if keyring != "none":
                self._start_keyring(keyring == "unlocked")
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "PrivateSession":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        end_process(self._keyring)
        end_process(self._bus)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _make_environment(self, environment: Dict[str, str]) -> Dict[str, str]:
        for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_STARTER_ADDRESS", "DBUS_STARTER_BUS_TYPE", "GNOME_KEYRING_CONTROL", "SSH_AUTH_SOCK",
                     "WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP", "KDE_FULL_SESSION"):
            environment.pop(name, None)
        folders = {"HOME": "home", "XDG_RUNTIME_DIR": "runtime", "XDG_DATA_HOME": "home/data", "XDG_CONFIG_HOME": "home/config",
                   "XDG_CACHE_HOME": "home/cache", "XDG_STATE_HOME": "home/state", "TMPDIR": "tmp"}
        for name, part in folders.items():
            path = self.folder / part
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            environment[name] = str(path)
        environment.update(NO_AT_BRIDGE="1", QT_ACCESSIBILITY="0", LC_ALL="C.UTF-8", DBUS_SESSION_BUS_ADDRESS=f"unix:path={self.folder}/bus")
        # QtKeychain chooses its back end by the desktop; this one is the Secret Service.
        environment["XDG_CURRENT_DESKTOP"] = "GNOME"
        return environment

    def _start_bus(self) -> None:
        configuration = self.folder / "bus.conf"
        configuration.write_text(_BUS_CONFIGURATION.format(socket=self.folder / "bus"), encoding="ascii")
        self._bus = subprocess.Popen(["dbus-daemon", "--nofork", f"--config-file={configuration}"], env=self.environment,
                                     stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until("the session bus", lambda: (self.folder / "bus").exists())

    def _start_keyring(self, unlocked: bool) -> None:
        if not unlocked:
            self._make_locked_keyring()
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets"]
        self._keyring = subprocess.Popen([*command, "--unlock"] if unlocked else command, env=self.environment, stdin=subprocess.PIPE,
                                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        assert self._keyring.stdin is not None
        self._keyring.stdin.write(secrets.token_hex(8).encode() if unlocked else b"")
        self._keyring.stdin.close()
        wait_until("the keyring", self._keyring_answers)

    def _make_locked_keyring(self) -> None:
        """Lets a first daemon make the login keyring with a password that is then forgotten."""
        first = subprocess.Popen(["gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock"], env=self.environment,
                                 stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        assert first.stdin is not None
        first.stdin.write(secrets.token_hex(8).encode())
        first.stdin.close()
        try:
            wait_until("the keyring file", lambda: list((self.folder / "home/data/keyrings").glob("*.keyring")))
        finally:
            end_process(first)

    def _keyring_answers(self) -> bool:
        asked = subprocess.run(["dbus-send", "--session", "--print-reply", "--reply-timeout=2000", "--dest=org.freedesktop.secrets",
                                "/org/freedesktop/secrets", "org.freedesktop.DBus.Peer.Ping"], env=self.environment, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        return asked.returncode == 0

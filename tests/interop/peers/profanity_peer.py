# SPDX-License-Identifier: GPL-3.0-or-later
"""profanity (Debian) on a terminal of its own: version 0.3. What it shows is read from the logs that it keeps of conversations.

On Prosody it publishes no device list and leaves its bundle to people with a subscription; a second stream of the account mends both, as a
second program of the same person could.
"""

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
import threading
from pathlib import Path
from typing import FrozenSet, Optional, Set

from peer import V03, Account, Peer, Seen, end_with_us, need_tool
from python_omemo_peer import LEGACY, Line, device_list_node
from waiting import end_process, wait_until

PREFERENCES = """[ui]
splash=false
beep=false
history=true
vercheck=false
wrap=false
[logging]
chlog=true
grlog=true
rotate=false
[omemo]
policy=manual
trustmode=blind
log=on
[connection]
autoping=0
[presence]
autoaway.mode=off
[chatstates]
enabled=false
outtype=false
"""

ACCOUNT = """[{jid}]
enabled=true
jid={jid}
resource=profanity
muc.service=rooms.{domain}
muc.nick={name}
server=127.0.0.1
port={port}
tls.policy=trust
password={password}
presence.last=online
presence.login=online
priority.online=0
"""


class ProfanityPeer(Peer):
    """Version 0.3 alone."""

    kind = "profanity"

    def __init__(self, relay, account: Account, folder: Path, versions: FrozenSet[str] = frozenset({V03})) -> None:
        super().__init__(relay, account, folder, versions)
        self.process: Optional[subprocess.Popen] = None
        self._terminal = -1
        self._screen = b""
        self._begun: Set[str] = set()
        self.helper: Optional[Line] = None

    @classmethod
    def install(cls, store: Path) -> None:
        need_tool("profanity", "profanity")

    # --- the program ---

    def start(self) -> None:
        for part in ("home", "config/profanity", "data/profanity", "cache", "runtime", "tmp"):
            (self.folder / part).mkdir(mode=0o700, parents=True)
        (self.folder / "config/profanity/profrc").write_text(PREFERENCES, encoding="utf-8")
        accounts = self.folder / "data/profanity/accounts"
        accounts.write_text(ACCOUNT.format(jid=self.account.jid, domain=self.relay.domain, name=self.account.name, port=self.relay.tcp_port,
                                           password=self.account.password), encoding="utf-8")
        accounts.chmod(0o600)
        environment = {"PATH": "/usr/bin:/bin", "TERM": "xterm", "LC_ALL": "C.UTF-8", "HOME": str(self.folder / "home"), "TMPDIR": str(self.folder / "tmp"),
                       "XDG_CONFIG_HOME": str(self.folder / "config"), "XDG_DATA_HOME": str(self.folder / "data"),
                       "XDG_CACHE_HOME": str(self.folder / "cache"), "XDG_RUNTIME_DIR": str(self.folder / "runtime")}
        self._terminal, other = pty.openpty()
        fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
        self.process = subprocess.Popen([need_tool("profanity", "profanity"), "-l", "DEBUG", "-f", str(self.log)], stdin=other, stdout=other, stderr=other,
                                        env=environment, start_new_session=True, preexec_fn=end_with_us, cwd=self.folder)
        os.close(other)
        threading.Thread(target=self._read, daemon=True).start()
        wait_until("profanity", lambda: self.log_text() or self._screen, 60)

    @property
    def log(self) -> Path:
        return self.folder / "profanity.log"

    def log_text(self) -> str:
        return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in sorted(self.folder.glob("profanity*.log")))

    def _read(self) -> None:
        """A terminal that nobody reads would stop the program."""
        while True:
            try:
                data = os.read(self._terminal, 65536)
            except OSError:
                return
            if not data:
                return
            self._screen = (self._screen + data)[-20000:]

    def type(self, line: str) -> None:
        os.write(self._terminal, line.encode() + b"\r")

    def _await_log(self, pattern: str, after: int = 0, seconds: float = 60) -> "re.Match[str]":
        return wait_until(f"{self.label}: {pattern}", lambda: re.search(pattern, self.log_text()[after:]), seconds, 0.1)

    # --- the verbs ---

    def sign_in(self) -> None:
        self.helper = Line(self.relay, self.account)
        self.helper.open()
        self._publish_list("")  # an account without a list makes it wait for an error that Prosody words otherwise
        self.type(f"/connect {self.account.jid}")
        self._await_log(r"connection_features_received upload\.")

    def publish_devices(self) -> None:
        self.type("/omemo gen")
        device = self._await_log(r"\[OMEMO\] device id: (\d+)").group(1)
        node = f"{LEGACY}.bundles:{device}"
        wait_until(f"{self.label}: a bundle", lambda: self.helper.wait(self.helper.items(self.account.jid, node)), 60, 0.3)
        self.helper.wait(self.helper.open_node(node))
        after = len(self.log_text())
        self._publish_list(f"<device id='{device}'/>")
        self._await_log(r"devicelist", after)

    def _publish_list(self, devices: str) -> None:
        self.helper.wait(self.helper.publish(device_list_node(LEGACY), "current", f"<list xmlns='{LEGACY}'>{devices}</list>", {}))

    def join_room(self, room: str) -> None:
        after = len(self.log_text())
        self.type(f"/join {room}")
        # It asks for the three lists of members by itself, and encrypts to those.
        self._await_log(rf"RECV: <iq [^\n]*{re.escape(room)}[^\n]*affiliation=\"member\"", after)

    def trust_all(self) -> None:
        """`trustmode=blind` in its preferences."""

    def prepare(self, to: str, is_room: bool) -> None:
        if to in self._begun:
            return
        if is_room:
            self.type(f"/win {to}")
        after = len(self.log_text())
        self.type("/omemo start" if is_room else f"/omemo start {to}")
        self._await_log(r"\[OMEMO\] session with (?!" + re.escape(self.account.jid) + r").* device \d+ exists", after)
        length = [0]

        def is_quiet() -> bool:
            before, length[0] = length[0], len(re.findall("OMEMO", self.log_text()))
            return before == length[0]

        wait_until(f"{self.label}: sessions", is_quiet, 60, 0.7)
        self._begun.add(to)

    def send(self, to: str, text: str, is_room: bool) -> None:
        after = len(self.log_text())
        self.type(f"/win {to}")
        self.type(text)
        self._await_log(rf"SENT: <message [^\n]*{re.escape(to)}[^\n]*<encrypted xmlns=\"{re.escape(LEGACY)}\"", after)

    def seen(self, text: str) -> Optional[Seen]:
        for path in (self.folder / "data/profanity/chatlogs").rglob("*.log"):
            for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
                if line.endswith(text) and " - me: " not in line:
                    came_in_clear = re.search("RECV: [^\n]*" + re.escape(text), self.log_text())
                    return Seen(text, line[:-len(text)].rstrip(": ").split(" - ")[-1], not came_in_clear, V03)
        return None

    def remains(self) -> str:
        telling = [line[:200] for line in self.log_text().splitlines() if re.search(r" (ERR|WRN): |RECV\]|SEND\]|STANZA", line)]
        return "\n".join(telling[-12:])

    def stop(self) -> None:
        if self.helper is not None:
            self.helper.close()
        if self.process is not None and self.process.poll() is None:
            self.type("/quit")
            try:
                self.process.wait(3)
            except subprocess.TimeoutExpired:
                pass
        end_process(self.process)
        self.process = None
        if self._terminal >= 0:
            os.close(self._terminal)
            self._terminal = -1

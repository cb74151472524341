# SPDX-License-Identifier: GPL-3.0-or-later
"""A stock Prosody on loopback for foreign programs: ordinary sign-in over TCP and over WebSocket, rooms, archives, personal eventing, files.

Nothing of ours is loaded into it. Everything lies in one folder.
"""

import base64
import hashlib
import os
import secrets
import shutil
import socket
import subprocess
from pathlib import Path
from typing import List, Optional

from peer import Account, end_with_us, need_tool
from waiting import end_process, wait_until

DOMAIN = "localhost"
CONFIGURATION = """-- SPDX-License-Identifier: GPL-3.0-or-later
run_as_root = true
pidfile = "@STATE@/prosody.pid"
data_path = "@STATE@/data"
certificates = "@STATE@/tls"
log = { debug = "@STATE@/log/prosody.log" }
umask = "077"

interfaces = { "127.0.0.1" }
c2s_ports = { @TCP@ }
c2s_direct_tls_ports = {}
s2s_ports = {}
http_ports = {}
https_ports = { @WEB@ }
https_interfaces = { "127.0.0.1" }
https_ssl = { key = "@STATE@/tls/server.key"; certificate = "@STATE@/tls/server.pem" }
ssl = { key = "@STATE@/tls/server.key"; certificate = "@STATE@/tls/server.pem" }
http_default_host = "@DOMAIN@"
c2s_require_encryption = true
network_settings = { nagle = false }

modules_enabled = {
	"blocklist"; "bookmarks"; "carbons"; "csi_simple"; "disco"; "mam"; "pep"; "ping"; "roster"; "saslauth"; "smacks"; "time"; "tls";
	"vcard4"; "vcard_legacy"; "version"; "websocket";
}
modules_disabled = { "s2s"; "s2s_auth_certs" }

authentication = "internal_plain"
default_storage = "sql"
storage = { accounts = "internal" }
sql = { driver = "SQLite3"; database = "prosody.sqlite" }
default_archive_policy = true

VirtualHost "@DOMAIN@"
	http_host = "localhost"

Component "rooms.@DOMAIN@" "muc"
	modules_enabled = { "muc_mam" }
	muc_log_by_default = true
	muc_log_all_rooms = true
	max_history_messages = 0
	muc_room_default_history_length = 0

Component "upload.@DOMAIN@" "http_file_share"
	http_host = "localhost"
"""


class StockProsody:
    """Running between `up` and `down`."""

    def __init__(self, folder: Path) -> None:
        self.state = folder
        self.domain = DOMAIN
        self.rooms_domain = f"rooms.{DOMAIN}"
        self.ca = str(folder / "tls" / "ca.pem")
        self.tcp_port = self.web_port = 0
        self._process: Optional[subprocess.Popen] = None

    @property
    def url(self) -> str:
        return f"wss://localhost:{self.web_port}/xmpp-websocket"

    @property
    def facts(self) -> dict:
        """As packaging/relay/relay tells them."""
        return {"url": self.url, "domain": self.domain, "muc": self.rooms_domain, "ca": self.ca}

    def up(self) -> None:
        for tool in ("prosody", "openssl"):
            need_tool(tool, "openssl" if tool == "openssl" else "prosody")
        shutil.rmtree(self.state, ignore_errors=True)
        for part in ("tls", "log", "data"):
            (self.state / part).mkdir(mode=0o700, parents=True)
        self.tcp_port, self.web_port = _free_ports(2)
        _make_certificates(self.state / "tls")
        text = CONFIGURATION
        for name, value in {"STATE": self.state, "TCP": self.tcp_port, "WEB": self.web_port, "DOMAIN": self.domain}.items():
            text = text.replace(f"@{name}@", str(value))
        (self.state / "prosody.cfg.lua").write_text(text, encoding="utf-8")
        with open(self.state / "log" / "start.log", "ab") as log:
            self._process = subprocess.Popen([need_tool("prosody", "prosody"), "-F", "--config", str(self.state / "prosody.cfg.lua")], cwd="/",
                                             stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, preexec_fn=end_with_us)
        wait_until("Prosody", lambda: all(_answers(port) for port in (self.tcp_port, self.web_port)), 60)

    def down(self) -> None:
        end_process(self._process)
        self._process = None

    def add_account(self, name: str, code: str = "") -> Account:
        """`code` stands behind the password, as where a directory checks both."""
        account = Account(f"{name}@{self.domain}", secrets.token_urlsafe(12) + code)
        folder = self.state / "data" / self.domain / "accounts"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.dat").write_text(f'return {{ ["password"] = "{account.password}"; }};\n', encoding="ascii")
        return account

    def log_files(self) -> List[Path]:
        return sorted((self.state / "log").glob("*.log"))

    def key_pin(self) -> str:
        """SHA-256 of the certificate's public key, Base64: the only key that a browser of a test takes."""
        der = subprocess.run(["openssl", "pkey", "-in", str(self.state / "tls" / "server.key"), "-pubout", "-outform", "DER"], capture_output=True,
                             timeout=30, check=True).stdout
        return base64.b64encode(hashlib.sha256(der).digest()).decode()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_ports(count: int) -> List[int]:
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def _make_certificates(tls: Path) -> None:
    """An authority for this run alone, and a certificate for every name of the relay."""
    def openssl(*words: str) -> None:
        done = subprocess.run(["openssl", *words], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"openssl {words[0]}: {done.stderr.strip()[-300:]}")

    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    openssl("req", "-x509", *key, "-days", "2", "-subj", "/CN=Authority of a test", "-addext", "keyUsage=critical,keyCertSign,cRLSign",
            "-keyout", str(tls / "ca.key"), "-out", str(tls / "ca.pem"))
    openssl("req", *key, "-subj", f"/CN={DOMAIN}", "-keyout", str(tls / "server.key"), "-out", str(tls / "server.csr"))
    names = ",".join(f"DNS:{name}" for name in (DOMAIN, f"rooms.{DOMAIN}", f"upload.{DOMAIN}"))
    (tls / "extensions").write_text("basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\n"
                                    f"subjectAltName={names}\n", encoding="ascii")
    openssl("x509", "-req", "-in", str(tls / "server.csr"), "-CA", str(tls / "ca.pem"), "-CAkey", str(tls / "ca.key"), "-CAcreateserial", "-days", "2",
            "-extfile", str(tls / "extensions"), "-out", str(tls / "server.crt"))
    (tls / "server.pem").write_bytes((tls / "server.crt").read_bytes() + (tls / "ca.pem").read_bytes())
    os.remove(tls / "ca.key")

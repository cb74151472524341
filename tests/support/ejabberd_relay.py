#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private ejabberd for tests: loopback, an ordinary user's process, a certificate authority of its own, a folder of its own.

    ejabberd_relay.py up DIR [--domain D] [--auth external|pam|internal] --json     prints {"url", "domain", "muc", "ca"}
    ejabberd_relay.py add-user DIR NAME [--group G]... --json    password on standard input; prints {"otpauth", "jid"}
    ejabberd_relay.py add-room DIR TITLE --json                            prints {"room"}
    ejabberd_relay.py add-member DIR ROOM NAME --json
    ejabberd_relay.py make-observer DIR ROOM NAME --json                   takes the voice of a member who is in the room now
    ejabberd_relay.py down DIR [--wipe]

Sign-in: SASL PLAIN, password immediately followed by the six digits. Exit codes: 0 done, 1 failed, 2 wrong use.
"""

import argparse
import base64
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import List, Optional

PARTS = Path(__file__).resolve().parents[2] / "packaging" / "relay" / "ejabberd"
sys.path.insert(0, str(PARTS))
import accounts  # noqa: E402  pylint: disable=wrong-import-position

ADMIN = "relay-administrator"
START_SECONDS = 120


class Refused(RuntimeError):
    """What went wrong, in words."""


class EjabberdRelay:
    """The relay in one folder; `facts` is what later commands need to know."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder).absolute()
        self.file = self.folder / "relay.json"
        self.facts = json.loads(self.file.read_text(encoding="utf-8")) if self.file.exists() else {}

    @property
    def state(self) -> Path:
        return Path(self.facts["state"])

    @property
    def log_folder(self) -> Path:
        return self.state / "log"

    def public(self) -> dict:
        domain = self.facts["domain"]
        return {"url": f"wss://localhost:{self.facts['port']}/xmpp-websocket", "domain": domain, "muc": f"rooms.{domain}",
                "ca": str(self.folder / "ca.pem")}

    # --- up and down ---

    def up(self, domain: str = "localhost", auth: str = "external") -> dict:
        for tool in ("erl", "openssl"):
            if not shutil.which(tool):
                raise Refused(f"{tool} is not installed (package ejabberd, openssl)")
        if self.facts and self._is_running():
            return self.public()
        self.folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        if not self.facts:
            # Beside the folder's own files: a state folder that the relay's user can reach even when the caller's home is closed.
            state = tempfile.mkdtemp(prefix="wardline-ejabberd-")
            port, admin_port = _free_ports(2)
            self.facts = {"state": state, "domain": domain, "auth": auth, "port": port, "admin_port": admin_port,
                          "admin_path": secrets.token_hex(16), "pam": f"wardline-test-{secrets.token_hex(4)}"}
            self._make_state()
        self._save()
        self._start()
        return self.public()

    def _save(self) -> None:
        descriptor = os.open(self.file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
            json.dump(self.facts, handle)

    def _make_state(self) -> None:
        for part in ("tls", "log", "spool", "auth"):
            (self.state / part).mkdir(mode=0o700)
        _make_certificates(self.folder, self.state / "tls", self.facts["domain"])
        for name in ("check_sign_in.py", "accounts.py"):
            shutil.copy(PARTS / name, self.state / "auth" / name)
        (self.state / "auth" / "accounts.json").write_text("{}", encoding="utf-8")
        (self.state / "auth" / "accounts.json.lock").write_text("", encoding="utf-8")
        (self.state / "auth" / "users.oath").write_text("", encoding="utf-8")
        script = f"/usr/bin/python3 -B {self.state}/auth/check_sign_in.py {self.state}/auth/accounts.json"
        auth = {"external": f'auth_method: [external]\nextauth_program: "{script}"\nextauth_pool_size: 2',
                "pam": f"auth_method: [pam]\npam_service: {self.facts['pam']}\npam_userinfotype: username",
                "internal": "auth_method: [mnesia]\nauth_password_format: scram\nauth_scram_hash: sha256"}[self.facts["auth"]]
        values = {"STATE": str(self.state), "DOMAIN": self.facts["domain"], "PORT": str(self.facts["port"]), "ADMIN": f"{ADMIN}@{self.facts['domain']}",
                  "ADMIN_PORT": str(self.facts["admin_port"]), "ADMIN_PATH": self.facts["admin_path"], "AUTH": auth}
        text = (PARTS / "ejabberd.yml.in").read_text(encoding="utf-8")
        for name, value in values.items():
            text = text.replace(f"@{name}@", value)
        if self.facts["auth"] == "internal":
            text = text.replace('"scram-sha-256", ', "")
        (self.state / "ejabberd.yml").write_text(text, encoding="utf-8")
        if self.facts["auth"] == "pam":
            self._write_pam_service()

    def _write_pam_service(self) -> None:
        """PAM reads its services from one system folder; ours has a random name and goes away with `down`."""
        if os.getuid() != 0:
            raise Refused("sign-in through PAM needs root: a file in /etc/pam.d for as long as the relay runs")
        users = self.state / "auth" / "users.oath"
        Path(f"/etc/pam.d/{self.facts['pam']}").write_text(
            f"auth requisite pam_oath.so usersfile={users} window=1 digits=6\naccount required pam_permit.so\n", encoding="ascii")

    def _start(self) -> None:
        prefix: List[str] = []
        if os.getuid() == 0:
            account = _ordinary_account()
            for path in [self.state, *self.state.rglob("*")]:
                os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)
            prefix = ["setpriv", "--reuid", str(account.pw_uid), "--regid", str(account.pw_gid), "--clear-groups", "--no-new-privs", "--"]
        state = self.state
        environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(state / "spool"), "ERL_LIBS": str(_library_folder()),
                       "EJABBERD_CONFIG_PATH": str(state / "ejabberd.yml"), "EJABBERD_LOG_PATH": str(state / "log" / "ejabberd.log"),
                       "ERL_CRASH_DUMP": str(state / "log" / "crash.dump"), "ERL_CRASH_DUMP_BYTES": "0", "ERL_EPMD_ADDRESS": "127.0.0.1"}
        with open(state / "log" / "start.log", "ab") as log:
            # Without a node name there is no distribution, and so no port mapper.
            process = subprocess.Popen([*prefix, "erl", "-noinput", "-mnesia", "dir", f'"{state}/spool"', "-s", "ejabberd"],
                                       stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", env=environment, start_new_session=True)
        self.facts.update(pid=process.pid, started=_start_time(process.pid))
        self._save()
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if process.poll() is not None:
                raise Refused(f"ejabberd stopped at once; see {state}/log")
            try:
                self.api("status", {})
                with socket.create_connection(("127.0.0.1", self.facts["port"]), timeout=5):
                    return
            except (OSError, Refused):
                time.sleep(0.1)
        self._stop()
        raise Refused(f"ejabberd was not ready in {START_SECONDS} seconds; see {state}/log")

    def _is_running(self) -> bool:
        pid = self.facts.get("pid")
        return bool(pid) and _start_time(pid) == self.facts.get("started")

    def _stop(self) -> None:
        pid = self.facts.get("pid")
        for kind, seconds in ((signal.SIGTERM, 10), (signal.SIGKILL, 5)):
            if not self._is_running():
                break
            os.kill(pid, kind)
            end = time.monotonic() + seconds
            while self._is_running() and time.monotonic() < end:
                _reap(pid)
                time.sleep(0.05)
        self.facts.pop("pid", None)

    def stop(self) -> None:
        """In order; its data stays, and `start` goes on with it."""
        self._stop()
        self._save()

    def start(self) -> None:
        self._start()

    def down(self, wipe: bool = False) -> dict:
        if not self.facts:
            raise Refused(f"{self.folder} is not the folder of a relay")
        self._stop()
        Path(f"/etc/pam.d/{self.facts['pam']}").unlink(missing_ok=True)
        if wipe:
            shutil.rmtree(self.state, ignore_errors=True)
            for name in ("relay.json", "ca.pem"):
                (self.folder / name).unlink(missing_ok=True)
        else:
            self._save()
        return {"stopped": True, "wiped": wipe}

    # --- administration ---

    def api(self, command: str, arguments: dict):
        """A command of ejabberd's administration interface; raises Refused with its answer."""
        url = f"http://127.0.0.1:{self.facts['admin_port']}/{self.facts['admin_path']}/{command}"
        request = urllib.request.Request(url, json.dumps(arguments).encode(), {"Content-Type": "application/json"})
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=15) as response:
                return json.loads(response.read())
        except urllib.error.HTTPError as problem:
            raise Refused(f"{command}: {problem.code} {problem.read().decode(errors='replace')[:300]}") from problem

    def stanza(self, sender: str, receiver: str, text: str) -> None:
        """Routes a stanza as if `sender` had sent it."""
        self.api("send_stanza", {"from": sender, "to": receiver, "stanza": text})

    def add_user(self, name: str, password: str, groups: Optional[List[str]] = None, period: int = 30, window: int = 1) -> dict:
        seed = secrets.token_bytes(20)
        domain = self.facts["domain"]
        if self.facts["auth"] == "internal":
            self.api("register", {"user": name, "host": domain, "password": password})
            self._add_to_groups(name, groups or [])
            return {"jid": f"{name}@{domain}"}
        if self.facts["auth"] == "external":
            with _as_owner(self.state / "auth"), accounts.locked(str(self.state / "auth" / "accounts.json")) as everyone:
                everyone[name] = accounts.new_account(password, seed, period, window)
        else:
            file = self.state / "auth" / "users.oath"
            others = [line for line in file.read_text(encoding="utf-8").splitlines() if line.split()[1:2] != [name]]
            file.write_text("\n".join([*others, f"HOTP/T30/6 {name} {password} {seed.hex()}"]) + "\n", encoding="utf-8")
        self._add_to_groups(name, groups or [])
        label = urllib.parse.quote(f"{name}@{domain}", safe="")
        secret = base64.b32encode(seed).decode()
        return {"jid": f"{name}@{domain}",
                "otpauth": f"otpauth://totp/Wardline:{label}?secret={secret}&issuer=Wardline&algorithm=SHA1&digits=6&period={period}"}

    def _add_to_groups(self, name: str, groups: List[str]) -> None:
        """Groups are shared rosters that the administrator keeps; everyone in one sees all of them."""
        domain = self.facts["domain"]
        known = sorted(set(self.facts.get("groups", [])) | set(groups))
        for group in known:  # ejabberd takes the names of the displayed groups parted by a backslash and an n
            self.api("srg_create", {"group": group, "host": domain, "label": group, "description": "", "display": "\\n".join(known)})
        for group in groups:
            self.api("srg_user_add", {"user": name, "host": domain, "group": group, "grouphost": domain})
        self.facts["groups"] = known
        self._save()

    def add_room(self, title: str) -> dict:
        name = "r" + secrets.token_hex(10)
        muc = f"rooms.{self.facts['domain']}"
        self.api("create_room_with_opts", {"name": name, "service": muc, "host": self.facts["domain"],
                                           "options": [{"name": "title", "value": title}, {"name": "persistent", "value": "true"}]})
        return {"room": f"{name}@{muc}"}

    def _set_owner(self, room: str, affiliation: str) -> None:
        """An administrator belongs to a room only while they do something there: who belongs to it must be able to read in it."""
        node, _, muc = room.partition("@")
        self.api("set_room_affiliation", {"name": node, "service": muc, "jid": f"{ADMIN}@{self.facts['domain']}", "affiliation": affiliation})

    def add_member(self, room: str, name: str, title: str = "") -> dict:
        node, _, muc = room.partition("@")
        jid = f"{name}@{self.facts['domain']}"
        self.api("set_room_affiliation", {"name": node, "service": muc, "jid": jid, "affiliation": "member"})
        bookmark = (f"<iq type='set' id='bookmark-{secrets.token_hex(4)}'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
                    f"<publish node='urn:xmpp:bookmarks:1'><item id='{room}'><conference xmlns='urn:xmpp:bookmarks:1' name='{_escape(title)}' "
                    f"autojoin='true'><nick>{name}</nick></conference></item></publish></pubsub></iq>")
        self.stanza(jid, jid, bookmark)
        return {"room": room, "member": jid}

    def make_observer(self, room: str, name: str, seconds: float = 15) -> str:
        """Takes the voice of a member who is in the room now, as a moderator does (XEP-0045 8.4); ejabberd keeps it taken when they come
        back. Waits so long for the member to come in; returns the nick."""
        from authenticator import Authenticator  # pylint: disable=import-outside-toplevel
        from plain_client import PlainClient  # pylint: disable=import-outside-toplevel
        password = secrets.token_hex(16)
        phone = Authenticator(self.add_user(ADMIN, password)["otpauth"])
        console = PlainClient(self.public(), ADMIN, password + phone.next_code())
        self._set_owner(room, "owner")
        try:
            nick = console.wait_for_occupant(room, f"{name}@{self.facts['domain']}", seconds)
            if nick is None:
                raise Refused(f"{name} did not come into {room} in {seconds} seconds")
            console.ask_iq("set", f"<query xmlns='http://jabber.org/protocol/muc#admin'><item nick='{_escape(nick)}' role='visitor'/></query>", room)
            return nick
        finally:
            console.close()
            self._set_owner(room, "none")


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&apos;").replace('"', "&quot;")


class _as_owner:  # pylint: disable=invalid-name
    """Files made in the block are for the owner alone."""

    def __init__(self, _folder: Path) -> None:
        self._mask = 0

    def __enter__(self) -> None:
        self._mask = os.umask(0o077)

    def __exit__(self, *_: object) -> None:
        os.umask(self._mask)


def _ordinary_account() -> pwd.struct_passwd:
    for name in ("ejabberd", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Refused("there is no user ejabberd or nobody to run as")


def _library_folder() -> Path:
    found = sorted(Path("/usr/lib").glob("*/ejabberd-*/ebin"))
    if not found:
        raise Refused("ejabberd is not installed")
    return found[-1].parent.parent


def _free_ports(count: int) -> List[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


def _start_time(pid: int) -> Optional[str]:
    """When the process began, in clock ticks since boot: with the id it names a process for good. None when it is gone or a zombie."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rsplit(")", 1)[1].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else fields[19]


def _reap(pid: int) -> None:
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        pass


def _make_certificates(folder: Path, tls: Path, domain: str) -> None:
    def openssl(*arguments: str) -> None:
        result = subprocess.run(["openssl", *arguments], capture_output=True, text=True, check=False)
        if result.returncode != 0:
            raise Refused(f"openssl {arguments[0]}: {result.stderr.strip()[-300:]}")

    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30", "-subj", "/CN=Wardline test CA",
            "-addext", "keyUsage=critical,keyCertSign,cRLSign", "-keyout", str(tls / "ca.key"), "-out", str(tls / "ca.pem"))
    openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", f"/CN={domain}",
            "-keyout", str(tls / "server.key"), "-out", str(tls / "server.csr"))
    (tls / "extensions").write_text(f"basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\n"
                                    f"subjectAltName=DNS:{domain},DNS:localhost\n", encoding="ascii")
    openssl("x509", "-req", "-in", str(tls / "server.csr"), "-CA", str(tls / "ca.pem"), "-CAkey", str(tls / "ca.key"), "-CAcreateserial",
            "-days", "30", "-extfile", str(tls / "extensions"), "-out", str(tls / "server.crt"))
    (tls / "server.pem").write_bytes((tls / "server.crt").read_bytes() + (tls / "server.key").read_bytes())
    shutil.copy(tls / "ca.pem", folder / "ca.pem")
    (tls / "ca.key").unlink()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("up", "add-user", "add-room", "add-member", "make-observer", "down"):
        command = commands.add_parser(name)
        command.add_argument("folder")
        command.add_argument("--json", action="store_true")
        if name == "up":
            command.add_argument("--domain", default="localhost")
            command.add_argument("--auth", choices=("external", "pam", "internal"), default="external")
        elif name == "add-user":
            command.add_argument("name")
            command.add_argument("--group", action="append", default=[])
        elif name == "add-room":
            command.add_argument("title")
        elif name in ("add-member", "make-observer"):
            command.add_argument("room")
            command.add_argument("name")
        else:
            command.add_argument("--wipe", action="store_true")
    arguments = parser.parse_args()
    relay = EjabberdRelay(arguments.folder)
    try:
        if arguments.command == "up":
            answer = relay.up(arguments.domain, arguments.auth)
        elif arguments.command == "add-user":
            answer = relay.add_user(arguments.name, sys.stdin.readline().rstrip("\n"), arguments.group)
        elif arguments.command == "add-room":
            answer = relay.add_room(arguments.title)
        elif arguments.command == "add-member":
            answer = relay.add_member(arguments.room, arguments.name)
        elif arguments.command == "make-observer":
            answer = {"nick": relay.make_observer(arguments.room, arguments.name)}
        else:
            answer = relay.down(arguments.wipe)
    except (Refused, OSError) as problem:
        print(f"ejabberd_relay: {problem}", file=sys.stderr)
        return 1
    print(json.dumps(answer) if arguments.json else "\n".join(f"{k}: {v}" for k, v in answer.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())

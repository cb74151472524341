# SPDX-License-Identifier: GPL-3.0-or-later
"""Relays that lie: a small WebSocket server over TLS that says what a test tells it to, and a man in the middle of a real relay.

Only for one client at a time and for well-behaved clients: what a hostile *client* might do to it is nobody's concern.
"""

import base64
import contextlib
import hashlib
import hmac
import re
import select
import socket
import ssl
import struct
import subprocess
import threading
import time
from pathlib import Path
from typing import Callable, List, Optional

import websocket

from waiting import wait_until

SASL2, SASL, FRAMING = "urn:xmpp:sasl:2", "urn:ietf:params:xml:ns:xmpp-sasl", "urn:ietf:params:xml:ns:xmpp-framing"
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


def b64(data) -> str:
    return base64.b64encode(data if isinstance(data, bytes) else data.encode()).decode()


class Authority:
    """A certificate authority in a folder, and what it signs. With `ca` and `key` it is another one's."""

    def __init__(self, folder: Path, ca: Optional[Path] = None, key: Optional[Path] = None) -> None:
        self.folder, self.ca, self.key = folder, ca or folder / "ca.pem", key or folder / "ca.key"
        folder.mkdir(parents=True, exist_ok=True)
        if ca is None:
            self._openssl("req", "-x509", *self._new_key(), "-subj", f"/CN=Authority {folder.name}", "-days", "30", "-keyout", self.key, "-out",
                          self.ca)

    @staticmethod
    def _openssl(*words: object) -> None:
        subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)

    @staticmethod
    def _new_key() -> list:
        return ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]

    def context(self, host: str = "localhost", days: int = 30, own: bool = False) -> ssl.SSLContext:
        """A server's side with a certificate for that host; valid for so many days from now, before now when negative; or self-signed."""
        name = f"{host}{days}{'own' if own else ''}"
        key, request, leaf, extension = (self.folder / f"{name}.{ending}" for ending in ("key", "csr", "pem", "cnf"))
        if not leaf.exists():
            extension.write_text(f"subjectAltName = DNS:{host}\nextendedKeyUsage = serverAuth\n", encoding="ascii")
            self._openssl("req", "-new", *self._new_key(), "-subj", f"/CN={host}", "-keyout", key, "-out", request)
            signer = ["-signkey", key] if own else ["-CA", self.ca, "-CAkey", self.key, "-set_serial", time.monotonic_ns()]
            self._openssl("x509", "-req", "-in", request, *signer, "-days", days, "-extfile", extension, "-out", leaf)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(leaf, key)
        return context


class Gone(Exception):
    """The client went away."""


def _wait_for_bytes(stream: socket.socket) -> None:
    """Until there is something to read. Reading is begun only then and under the writers' lock: a TLS socket may not be read and written by
    two threads at once."""
    if not (isinstance(stream, ssl.SSLSocket) and stream.pending()):
        select.select([stream], [], [])


class Peer:
    """One client."""

    def __init__(self, raw: socket.socket, relay: "HostileRelay") -> None:
        self.socket, self.relay = raw, relay
        self._lock = threading.Lock()

    # --- the transport ---

    def _exactly(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            _wait_for_bytes(self.socket)
            with self._lock:
                part = self.socket.recv(count - len(data))
            if not part:
                raise Gone
            data += part
        return data

    def request(self) -> str:
        """The client's HTTP request."""
        data = b""
        while not data.endswith(b"\r\n\r\n"):
            data += self._exactly(1)
        return data.decode("latin-1")

    def raw(self, data: bytes) -> None:
        with self._lock:
            self.socket.sendall(data)

    def accept(self, subprotocol: Optional[str] = "xmpp") -> None:
        key = re.search(r"(?im)^sec-websocket-key:\s*(\S+)", self.request()).group(1)
        accepted = b64(hashlib.sha1(key.encode() + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest())
        agreed = f"Sec-WebSocket-Protocol: {subprotocol}\r\n" if subprotocol else ""
        self.raw(f"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accepted}\r\n"
                 f"{agreed}\r\n".encode())

    def frame(self, kind: int, data: bytes) -> None:
        size = len(data)
        length = bytes([size]) if size < 126 else struct.pack(">BH", 126, size) if size < 1 << 16 else struct.pack(">BQ", 127, size)
        self.raw(bytes([0x80 | kind]) + length + data)

    def send(self, text: str) -> None:
        self.frame(TEXT, text.encode())

    def receive(self) -> str:
        """The next text; answers pings, raises Gone at the end."""
        whole = b""
        while True:
            first, second = self._exactly(2)
            size = second & 127
            if size > 125:
                size = int.from_bytes(self._exactly(2 if size == 126 else 8), "big")
            mask = self._exactly(4) if second & 128 else bytes(4)
            data = self._exactly(size)
            whole += bytes(byte ^ mask[index & 3] for index, byte in enumerate(data))
            kind = first & 15
            if kind == CLOSE:
                raise Gone
            if kind in (PING, PONG):
                whole = b""
                continue
            if first & 128:
                text = whole.decode()
                self.relay.received.append(text)
                return text

    # --- XMPP ---

    def open_stream(self, features: str) -> None:
        self.accept()
        self.receive()
        self.send(f"<open xmlns='{FRAMING}' from='localhost' id='x1' version='1.0'/>")
        self.send(f"<stream:features xmlns:stream='http://etherx.jabber.org/streams' xmlns='jabber:client'>{features}</stream:features>")

    def challenge(self, iterations: object, salt: bytes = b"salt" * 4, keeps_nonce: bool = True) -> tuple:
        """The first half of SCRAM-SHA-256: the client's first message without its header, and what was answered."""
        bare = base64.b64decode(re.search(r"<initial-response[^>]*>([^<]*)<", self.receive()).group(1)).decode().split(",", 2)[2]
        nonce = (re.search(r"r=([^,]+)", bare).group(1) if keeps_nonce else "anothernonce") + "relay"
        server_first = f"r={nonce},s={b64(salt)},i={iterations}"
        self.send(f"<challenge xmlns='{SASL2}'>{b64(server_first)}</challenge>")
        return bare, server_first

    def scram(self, password: str, keeps_nonce: bool = True) -> str:
        """Plays it to the proof; returns the signature as a relay that knows the password writes it."""
        bare, server_first = self.challenge(4096, keeps_nonce=keeps_nonce)
        final = base64.b64decode(re.search(r"<response[^>]*>([^<]*)<", self.receive()).group(1)).decode().rsplit(",p=", 1)[0]
        salted = hashlib.pbkdf2_hmac("sha256", password.encode(), b"salt" * 4, 4096)
        return "v=" + b64(hmac.digest(hmac.digest(salted, b"Server Key", "sha256"), f"{bare},{server_first},{final}".encode(), "sha256"))

    def wait_for_end(self) -> None:
        """Listens until the client leaves."""
        with contextlib.suppress(Gone, OSError):
            while True:
                self.receive()


def sasl2(*mechanisms: str) -> str:
    names = "".join(f"<mechanism>{name}</mechanism>" for name in mechanisms)
    return f"<authentication xmlns='{SASL2}'>{names}<inline><bind xmlns='urn:xmpp:bind:0'/></inline></authentication>"


def sasl1(*mechanisms: str) -> str:
    return f"<mechanisms xmlns='{SASL}'>" + "".join(f"<mechanism>{name}</mechanism>" for name in mechanisms) + "</mechanisms>"


class HostileRelay:
    """Listens on loopback; `behave` plays with each client in a thread of its own. `received` is all text that clients sent."""

    def __init__(self, behave: Callable[[Peer], None], context: Optional[ssl.SSLContext] = None) -> None:
        self.behave, self.context = behave, context
        self.received: List[str] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"wss://localhost:{self._listener.getsockname()[1]}/xmpp-websocket"
        self._open: List[socket.socket] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._play, args=(client,), daemon=True).start()

    def _play(self, client: socket.socket) -> None:
        self._open.append(client)
        with contextlib.suppress(OSError, Gone, AttributeError, ValueError):
            if self.context is not None:
                client = self.context.wrap_socket(client, server_side=True)
                self._open.append(client)
            self.behave(Peer(client, self))
        with contextlib.suppress(OSError):
            client.close()

    def __enter__(self) -> "HostileRelay":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._listener.close()
        for each in self._open:
            with contextlib.suppress(OSError):
                each.close()


class MiddleMan(HostileRelay):
    """Stands between a client and a real relay. `rewrite` is given each text of the relay and returns what the client gets instead; `watch` sees
    each text of the client first; `inject` says something more. What was added is taken off the client's counts (XEP-0198), so that the relay
    does not notice."""

    def __init__(self, facts: dict, context: ssl.SSLContext) -> None:
        super().__init__(self._between, context)
        self._facts = facts
        self.rewrite: Callable[[str], List[str]] = lambda text: [text]
        self.watch: Callable[[str], None] = lambda text: None
        self._signed_in: Optional[Peer] = None
        self._added = 0

    def inject(self, text: str) -> None:
        """Says it to the client that is signed in; waits for one that is just on its way."""
        peer = wait_until("a client that is signed in through the man in the middle", lambda: self._signed_in)
        self._added += 1
        peer.send(text)

    def _between(self, peer: Peer) -> None:
        peer.accept()
        trusted = ssl.create_default_context(cafile=self._facts["ca"])
        upstream = websocket.create_connection(self._facts["url"], subprotocols=["xmpp"], sslopt={"context": trusted}, timeout=60)
        self._added = 0
        talking = threading.Lock()
        threading.Thread(target=self._downward, args=(upstream, talking, peer), daemon=True).start()
        try:
            while True:
                text = peer.receive()
                self.watch(text)
                if text.startswith("<a ") and self._added:
                    text = re.sub(r"\bh=(['\"])(\d+)\1", lambda m: f"h='{max(0, int(m.group(2)) - self._added)}'", text)
                with talking:
                    upstream.send(text)
        finally:
            self._forget(peer)
            with talking:
                upstream.close()

    def _forget(self, peer: Peer) -> None:
        if self._signed_in is peer:
            self._signed_in = None

    def _downward(self, upstream: websocket.WebSocket, talking: threading.Lock, peer: Peer) -> None:
        with contextlib.suppress(OSError, ValueError, AttributeError, websocket.WebSocketException):
            while True:
                _wait_for_bytes(upstream.sock)
                with talking:
                    text = upstream.recv()
                if not text:
                    break
                for each in self.rewrite(text):
                    peer.send(each)
                if text.startswith("<success"):
                    self._signed_in = peer
        self._forget(peer)
        with contextlib.suppress(OSError):
            peer.socket.close()

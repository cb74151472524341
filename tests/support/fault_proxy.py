# SPDX-License-Identifier: GPL-3.0-or-later
"""A network that fails on demand: TCP on loopback between one client and the TLS port of a relay. Nothing is decrypted.

One proxy a client, so that each has weather of its own. `FaultProxy` may be used from any thread; its sockets live on one loop of their own."""

import asyncio
import random
import socket
import ssl
import struct
import subprocess
import threading
from pathlib import Path
from typing import Dict, List, Optional, Set

_CHUNK = 16 * 1024
_GHOST_SECONDS = 20.0  # how long the relay may believe in a connection whose client is gone


class _Link:
    """One connection of the client, and ours to the relay for it."""

    def __init__(self, proxy: "FaultProxy", client: asyncio.StreamWriter, relay: asyncio.StreamWriter) -> None:
        self.proxy, self.client, self.relay = proxy, client, relay
        self.budget: Optional[int] = None  # bytes until it is closed
        self.is_deaf = False  # what arrives is thrown away, and nobody is told: half open
        self.is_ghost = False
        self.late: List[bytes] = []  # of the client, for the relay, after the client is gone
        self.moves = asyncio.Event()
        self.moves.set()
        self.tasks: List[asyncio.Task] = []

    async def pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, is_up: bool) -> None:
        try:
            while True:
                data = await reader.read(_CHUNK)
                if not data:
                    break
                self.proxy.bytes_moved += len(data)
                if self.proxy.delay:
                    await asyncio.sleep(self.proxy.delay * random.uniform(0.5, 1.5))
                await self.moves.wait()
                if self.is_deaf:
                    continue
                if self.is_ghost:
                    if is_up:
                        self.late.append(data)
                    continue
                if self.budget is not None:
                    data, self.budget = data[:self.budget], self.budget - len(data)
                writer.write(data)
                await writer.drain()
                if self.budget is not None and self.budget <= 0:
                    self.drop(reset=True)
                    return
        except (OSError, asyncio.IncompleteReadError):
            pass
        if not self.is_ghost and not self.is_deaf:
            self.drop()

    def drop(self, reset: bool = False) -> None:
        _close(self.client, reset)
        _close(self.relay, reset)
        self.proxy.links.discard(self)

    def begin_ghost(self) -> None:
        """The client's side ends now; the relay's goes on until a later connection has gone ahead of it, and gets what was still on its way."""
        self.is_ghost = True
        _close(self.client, True)
        self.proxy.links.discard(self)
        asyncio.get_running_loop().create_task(self._finish_ghost())

    async def _finish_ghost(self) -> None:
        arrived = self.proxy.arrivals
        for _ in range(int(_GHOST_SECONDS / 0.1)):
            await asyncio.sleep(0.1)
            if self.proxy.arrivals > arrived:
                await asyncio.sleep(random.uniform(0.2, 3))
                break
        try:
            for data in self.late:
                self.relay.write(data)
            await self.relay.drain()
        except OSError:
            pass
        _close(self.relay, False)


def _close(writer: asyncio.StreamWriter, reset: bool) -> None:
    if reset:
        sock = writer.get_extra_info("socket")
        if sock is not None:
            try:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            except OSError:
                pass
        writer.transport.abort()
    else:
        writer.close()


class ProxyLoop:
    """The loop that several proxies share."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()

    def call(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(30)

    def close(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(5)


class FaultProxy:
    """Listens on `port` and hands on to `target` on 127.0.0.1. Every fault ends by `heal`."""

    def __init__(self, runner: ProxyLoop, target: int, folder: Path) -> None:
        self._runner, self._target, self._folder = runner, target, folder
        self.links: Set[_Link] = set()
        self.delay = 0.0
        self.bytes_moved = 0
        self.arrivals = 0  # connections that got through to the relay
        self.refused = 0
        self._mode = "through"
        self._server: Optional[asyncio.AbstractServer] = None
        self._deaf_future = False
        self.port = 0
        runner.call(self._listen())

    async def _listen(self) -> None:
        if self._server is None:
            self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port, backlog=32)
            self.port = self._server.sockets[0].getsockname()[1]

    async def _deafen(self) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._mode == "garbage":
            self.refused += 1
            writer.write(random.randbytes(600))
            _close(writer, False)
            return
        if self._mode == "stranger":
            self.refused += 1
            await self._answer_as_stranger(reader, writer)
            return
        try:
            relay_reader, relay_writer = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            self.refused += 1
            _close(writer, True)
            return
        link = _Link(self, writer, relay_writer)
        link.is_deaf = self._deaf_future
        self.links.add(link)
        self.arrivals += 1
        link.tasks = [asyncio.ensure_future(link.pump(reader, relay_writer, True)), asyncio.ensure_future(link.pump(relay_reader, writer, False))]

    async def _answer_as_stranger(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """TLS with a certificate of nobody that the client trusts."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*self._foreign_certificate())
        loop = asyncio.get_running_loop()
        transport = writer.transport
        try:
            encrypted = await loop.start_tls(transport, transport.get_protocol(), context, server_side=True, ssl_handshake_timeout=10)
            if encrypted is not None:
                encrypted.close()
        except (OSError, ssl.SSLError, asyncio.TimeoutError, ConnectionError):
            pass
        writer.transport.abort()
        del reader

    def _foreign_certificate(self) -> List[str]:
        key, certificate = self._folder / "stranger.key", self._folder / "stranger.pem"
        if not certificate.exists():
            subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                            "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)],
                           check=True, capture_output=True)
        return [str(certificate), str(key)]

    # --- what may go wrong ---

    def cut(self, reset: bool = True) -> int:
        """Ends every connection: RST, or FIN to both sides. How many."""
        return self._runner.call(self._cut(reset))

    async def _cut(self, reset: bool) -> int:
        links = list(self.links)
        for link in links:
            link.drop(reset)
        return len(links)

    def stall(self, is_stalled: bool) -> None:
        """Nothing moves, and nothing is lost."""
        self._runner.call(self._stall(is_stalled))

    async def _stall(self, is_stalled: bool) -> None:
        for link in self.links:
            (link.moves.clear if is_stalled else link.moves.set)()

    def half_open(self) -> int:
        """The connections that stand lead nowhere from now on, for both sides; new ones work."""
        return self._runner.call(self._half_open())

    async def _half_open(self) -> int:
        for link in self.links:
            link.is_deaf = True
        return len(self.links)

    def close_after(self, count: int) -> None:
        """RST after so many bytes more, of both directions together."""
        self._runner.call(self._close_after(count))

    async def _close_after(self, count: int) -> None:
        for link in self.links:
            link.budget = count

    def overtake(self) -> int:
        """The client's side is cut; the relay gets the rest of it, and the end, only after a later connection of the client."""
        return self._runner.call(self._overtake())

    async def _overtake(self) -> int:
        links = list(self.links)
        for link in links:
            link.begin_ghost()
        return len(links)

    def answer(self, mode: str) -> None:
        """New connections: "through", "garbage" (no TLS at all), "stranger" (a certificate that nobody signed), "refused" (the port is closed)."""
        self._runner.call(self._answer(mode))

    async def _answer(self, mode: str) -> None:
        self._mode = mode
        if mode == "refused":
            await self._deafen()
        else:
            await self._listen()

    def retarget(self, port: int) -> None:
        self._target = port

    def heal(self) -> None:
        """Good weather; what stands half open is ended."""
        self._runner.call(self._heal())

    async def _heal(self) -> None:
        self.delay = 0.0
        await self._answer("through")
        for link in list(self.links):
            link.moves.set()
            link.budget = None
            if link.is_deaf:
                link.drop(True)

    def close(self) -> None:
        self._runner.call(self._close_all())

    async def _close_all(self) -> None:
        await self._deafen()
        await self._cut(True)

    def facts(self) -> Dict[str, int]:
        return {"connections": self.arrivals, "refused": self.refused, "bytes": self.bytes_moved}

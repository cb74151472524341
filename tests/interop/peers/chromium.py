# SPDX-License-Identifier: GPL-3.0-or-later
"""Debian's Chromium without a window, driven over its own protocol; and the files of a web program served to it on loopback."""

import functools
import http.server
import itertools
import json
import os
import shutil
import subprocess
import tempfile
import threading
import urllib.request
from pathlib import Path
from typing import Any, Dict, List, Optional

import websocket
from peer import end_with_us, need_tool
from waiting import end_group, wait_until


class Page:
    """One tab."""

    def __init__(self, address: str) -> None:
        self._socket = websocket.create_connection(address, timeout=120, suppress_origin=True)
        self._numbers = itertools.count(1)
        self.said: List[str] = []
        self.ask("Runtime.enable")
        self.ask("Log.enable")

    def ask(self, method: str, **parameters: Any) -> dict:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error'].get('message')}")
                return answer["result"]
            self._note(answer)

    def _note(self, event: dict) -> None:
        """Keeps what the page complains of."""
        parameters = event.get("params", {})
        if event.get("method") == "Runtime.consoleAPICalled" and parameters.get("type") in ("error", "warning"):
            self.said.append(" ".join(str(a.get("value", a.get("description", ""))) for a in parameters.get("args", []))[:400])
        elif event.get("method") == "Runtime.exceptionThrown":
            details = parameters.get("exceptionDetails", {})
            self.said.append(str(details.get("exception", {}).get("description", details.get("text")))[:400])
        elif event.get("method") == "Log.entryAdded" and parameters.get("entry", {}).get("level") == "error":
            self.said.append(str(parameters["entry"].get("text"))[:400])

    def run(self, code: str) -> Any:
        """The value of an expression; a promise is waited for."""
        answer = self.ask("Runtime.evaluate", expression=code, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise RuntimeError(str(details.get("exception", {}).get("description", details.get("text")))[:800])
        return answer["result"].get("value")

    def close(self) -> None:
        self._socket.close()


class Chromium:
    """One browser with a profile of its own below `folder`, which takes no certificate but that with `pin`."""

    def __init__(self, folder: Path, pin: str) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._profile = folder / "profile"
        (folder / "home").mkdir(exist_ok=True)
        self._temporary = tempfile.mkdtemp(prefix="wl-")  # short: it makes a socket there, and aborts where the path is too long for one
        environment = {**os.environ, "HOME": str(folder / "home"), "TMPDIR": self._temporary, "XDG_CONFIG_HOME": str(folder / "home"),
                       "XDG_CACHE_HOME": str(folder / "home")}
        command = [need_tool("chromium", "chromium"), "--headless", f"--user-data-dir={self._profile}", "--remote-debugging-port=0",
                   f"--ignore-certificate-errors-spki-list={pin}", "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions",
                   "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--no-default-browser-check",
                   "--password-store=basic", "--mute-audio", "--no-proxy-server", "--disable-background-timer-throttling",
                   "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows"]
        if os.getuid() == 0:
            command.append("--no-sandbox")  # it refuses root otherwise; it sees pages of this test alone
        with open(folder / "chromium.log", "wb") as log:
            self._process: Optional[subprocess.Popen] = subprocess.Popen([*command, "about:blank"], env=environment, stdin=subprocess.DEVNULL, stdout=log,
                                                                         stderr=log, start_new_session=True, preexec_fn=end_with_us)
        try:
            lines = wait_until("Chromium", self._port_lines, 120)
        except BaseException:
            self.close()
            raise
        self._port = int(lines[0])

    def _port_lines(self) -> List[str]:
        try:
            lines = (self._profile / "DevToolsActivePort").read_text(encoding="ascii").splitlines()
        except OSError:
            lines = []
        if self._process is not None and self._process.poll() is not None:
            raise OSError(f"Chromium ended with {self._process.returncode}; see chromium.log")
        return lines if len(lines) > 1 else []

    def open(self, address: str) -> Page:
        request = urllib.request.Request(f"http://127.0.0.1:{self._port}/json/new?{address}", method="PUT")
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as answer:
            return Page(json.load(answer)["webSocketDebuggerUrl"])

    def close(self) -> None:
        end_group(self._process)
        self._process = None
        shutil.rmtree(self._temporary, ignore_errors=True)


class FileServer:
    """A folder and some pages of text, on loopback."""

    def __init__(self, folder: Path, pages: Dict[str, str]) -> None:
        class Handler(http.server.SimpleHTTPRequestHandler):
            extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript", ".wasm": "application/wasm"}

            def do_GET(self) -> None:  # pylint: disable=invalid-name
                text = pages.get(self.path.split("?")[0])
                if text is None:
                    super().do_GET()
                    return
                data = text.encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: Any) -> None:  # pylint: disable=arguments-differ
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.port = self._server.server_address[1]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

# SPDX-License-Identifier: GPL-3.0-or-later
"""Wrong addresses, wrong certificates, lying and silent relays."""

import os
import ssl
import sys
import time
from typing import Callable, List, Tuple, Union

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))

from bad_input_case import CODE, PASSWORDS, BadInputCase  # noqa: E402
from hostile_relay import BINARY, SASL2, HostileRelay, Peer, b64, sasl1, sasl2  # noqa: E402
from steps import expect  # noqa: E402
from wardlinectl import FAILED, UNREACHABLE, Running  # noqa: E402


class RelayInput(BadInputCase):
    def wrong_addresses(self) -> list:
        url = self.relay.facts["url"]
        with HostileRelay(lambda peer: None) as closed:
            nobody = closed.url
        protected = "wss://"
        return [("nobody listens", nobody, UNREACHABLE, "cannot be reached"),
                ("a host that does not exist", "wss://relay.invalid:5281/xmpp-websocket", UNREACHABLE, "cannot be reached"),
                ("ws", url.replace("wss:", "ws:"), FAILED, protected), ("http", url.replace("wss:", "http:"), FAILED, protected),
                ("https", url.replace("wss:", "https:"), FAILED, protected), ("no host", "wss:///xmpp-websocket", FAILED, protected),
                ("a password in it", url.replace("wss://", "wss://ben:planted@"), FAILED, protected),
                ("rubbish", "::::", FAILED, protected), ("empty", " ", FAILED, protected)]

    def wrong_certificates(self) -> list:
        old = self.authority.context()
        old.set_ciphers("ALL:@SECLEVEL=0")
        old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
        return [("expired", self.authority.context(days=-1), "expired"), ("for another host", self.authority.context("relay.example"), "another host"),
                ("of a foreign authority", self.foreign.context(), "not trusted"), ("self-signed", self.authority.context(own=True), "not trusted"),
                ("TLS 1.1 at most", old, "TLS")]

    def lies(self) -> list:
        weak, wrong = "does not offer what Wardline needs", "does not offer what Wardline needs"
        password = PASSWORDS["ben"]

        def answers(text: str) -> Callable[[Peer], None]:
            def behave(peer: Peer) -> None:
                peer.accept()
                peer.receive()
                peer.send(text)
                peer.wait_for_end()
            return behave

        def features(text: str) -> Callable[[Peer], None]:
            def behave(peer: Peer) -> None:
                peer.open_stream(text)
                peer.wait_for_end()
            return behave

        def plain_http(peer: Peer) -> None:
            peer.request()
            peer.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello")
            peer.wait_for_end()

        def endless_header(peer: Peer) -> None:
            peer.request()
            peer.raw(b"HTTP/1.1 101 Switching Protocols\r\n")
            for _ in range(400):
                peer.raw(b"X-Fill: " + b"x" * 8000 + b"\r\n")
            peer.wait_for_end()

        def agrees(subprotocol: Union[str, None]) -> Callable[[Peer], None]:
            def behave(peer: Peer) -> None:
                peer.accept(subprotocol)
                peer.wait_for_end()
            return behave

        def frame(kind: int, data: bytes) -> Callable[[Peer], None]:
            def behave(peer: Peer) -> None:
                peer.accept()
                peer.receive()
                peer.frame(kind, data)
                peer.wait_for_end()
            return behave

        def promises_much(peer: Peer) -> None:
            peer.accept()
            peer.receive()
            peer.raw(b"\x81\x7f" + (1 << 40).to_bytes(8, "big") + b"<open")
            peer.wait_for_end()

        def scram(known: str = password, nonce: bool = True, end: str = "continue") -> Callable[[Peer], None]:
            def behave(peer: Peer) -> None:
                peer.open_stream(sasl2("SCRAM-SHA-256"))
                data = f"<additional-data>{b64(peer.scram(known, nonce))}</additional-data>"
                account = f"<authorization-identifier>{end if '@' in end else 'ben@localhost/x'}</authorization-identifier>"
                peer.send(f"<continue xmlns='{SASL2}'>{data}<tasks><task>TOTP</task></tasks></continue>" if end == "continue" else
                          f"<success xmlns='{SASL2}'>{'' if end == 'unsigned' else data}{account}</success>")
                peer.wait_for_end()
            return behave

        def iterations(count: str) -> Callable[[Peer], None]:
            def behave(peer: Peer) -> None:
                peer.open_stream(sasl2("SCRAM-SHA-256"))
                peer.challenge(count)
                peer.wait_for_end()
            return behave

        bomb = "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'>" + "".join(f"<!ENTITY {chr(98 + n)} '{('&' + chr(97 + n) + ';') * 10}'>" for n in range(9))
        return [("plain HTTP, no WebSocket", plain_http, FAILED, wrong), ("a header without end", endless_header, (FAILED, UNREACHABLE), ""),
                ("subprotocol left out", agrees(None), FAILED, wrong), ("another subprotocol", agrees("mqtt"), FAILED, wrong),
                ("frame of two megabytes", frame(1, b"<a>" + b"x" * (2 << 20) + b"</a>"), FAILED, wrong),
                ("frame that promises a terabyte", promises_much, FAILED, wrong), ("binary frame", frame(BINARY, b"<open/>"), FAILED, wrong),
                ("text that is not UTF-8", frame(1, b"<open a='\xff\xfe'/>"), FAILED, wrong), ("malformed XML", answers("<open <<"), FAILED, wrong),
                ("rubbish instead of XML", answers("hello"), FAILED, wrong),
                ("document type", answers("<!DOCTYPE open SYSTEM 'file:///etc/passwd'><open/>"), FAILED, wrong),
                ("entity bomb", answers(bomb + "]><a>&j;</a>"), FAILED, wrong), ("entity", answers("<open xmlns='urn:x'>&lol;</open>"), FAILED, wrong),
                ("ten thousand levels", answers("<a>" * 10_000 + "</a>" * 10_000), FAILED, wrong),
                ("another element than open", answers("<message xmlns='jabber:client'/>"), FAILED, wrong),
                ("another address to go to", answers("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing' see-other-uri='wss://evil.example/'/>"),
                 FAILED, wrong),
                ("PLAIN alone", features(sasl2("PLAIN")), FAILED, weak), ("PLAIN alone, without SASL2", features(sasl1("PLAIN")), FAILED, weak),
                ("SASL2 left out", features(sasl1("SCRAM-SHA-256")), FAILED, weak), ("no mechanism", features(""), FAILED, weak),
                ("wrong signature", scram(known="another password"), FAILED, wrong),
                ("no signature", scram(end="unsigned"), FAILED, wrong), ("another nonce", scram(nonce=False), FAILED, wrong),
                ("no code asked for", scram(end="success"), FAILED, wrong), ("another account", scram(end="mallory@localhost/x"), FAILED, wrong),
                ("one iteration", iterations("1"), FAILED, wrong), ("two thousand million iterations", iterations("2000000000"), FAILED, wrong),
                ("iterations beyond any number", iterations("9" * 40), FAILED, wrong), ("iterations below nought", iterations("-4096"), FAILED, wrong)]

    def begin_silences(self) -> List[Tuple[str, HostileRelay, Running, float]]:
        def after_request(peer: Peer) -> None:
            peer.request()
            peer.wait_for_end()

        def after_upgrade(peer: Peer) -> None:
            peer.accept()
            peer.wait_for_end()

        def not_http(peer: Peer) -> None:
            peer.request()
            peer.raw(b"\x00\xff" * 5000)
            peer.wait_for_end()

        def empty_text(peer: Peer) -> None:
            peer.accept()
            peer.receive()
            peer.send("")
            peer.wait_for_end()

        found = []
        for name, behave, context in (
                ("instead of HTTP, bytes without a line", not_http, self.trusted), ("an empty text", empty_text, self.trusted),
                ("before TLS", lambda peer: time.sleep(60), None), ("before the upgrade", after_request, self.trusted),
                ("before the stream", after_upgrade, self.trusted)):
            relay = HostileRelay(behave, context)
            ben = self.people["ben"]
            running = ben.with_profile(self.base / f"silent{len(found)}").start(*ben.words(relay.url), credentials=ben.secrets(code=CODE))
            found.append((name, relay, running, time.monotonic()))
        return found

    def end_silences(self, silent: list) -> None:
        for name, relay, running, began in silent:
            answer = running.end(max(1.0, began + 75 - time.monotonic()))
            relay.close()
            self.refused(answer, UNREACHABLE, "cannot be reached")
            expect(not [text for text in relay.received if CODE in text], "no code sent", name)

# SPDX-License-Identifier: GPL-3.0-or-later
"""A bare XMPP client over secure WebSocket that signs in by RFC 6120 SASL PLAIN: enough to prove what a relay does."""

import base64
import ssl
import time
import xml.etree.ElementTree as ElementTree
from typing import Callable, Optional

import websocket

FRAMING, SASL, BIND = "urn:ietf:params:xml:ns:xmpp-framing", "urn:ietf:params:xml:ns:xmpp-sasl", "urn:ietf:params:xml:ns:xmpp-bind"


class PlainClient:
    """One stream. `secret` is what goes into PLAIN, code and all."""

    def __init__(self, relay: dict, name: str, secret: str, subprotocol: str = "xmpp") -> None:
        self.relay, self.name = relay, name
        context = ssl.create_default_context(cafile=relay["ca"])
        self.socket = websocket.create_connection(relay["url"], subprotocols=[subprotocol], sslopt={"context": context}, timeout=15)
        self.features = self.open()
        self.mechanisms = [m.text for m in self.features.iter(f"{{{SASL}}}mechanism")]
        self.send(f"<auth xmlns='{SASL}' mechanism='PLAIN'>{base64.b64encode(f'{chr(0)}{name}{chr(0)}{secret}'.encode()).decode()}</auth>")
        self.outcome = self.receive()
        self.is_in = self.outcome.tag == f"{{{SASL}}}success"
        if self.is_in:
            self.open()
            answer = self.ask_iq("set", f"<bind xmlns='{BIND}'/>")
            self.jid = answer.findtext(f"{{{BIND}}}bind/{{{BIND}}}jid")

    def open(self) -> ElementTree.Element:
        self.send(f"<open xmlns='{FRAMING}' to='{self.relay['domain']}' version='1.0'/>")
        assert self.receive().tag == f"{{{FRAMING}}}open"
        return self.receive()

    def send(self, text: str) -> None:
        self.socket.send(text)

    def receive(self) -> ElementTree.Element:
        text = self.socket.recv()
        if not text:
            raise ConnectionError("the relay closed the stream")
        return ElementTree.fromstring(text)

    def receive_until(self, accept: Callable[[ElementTree.Element], bool]) -> ElementTree.Element:
        while True:
            element = self.receive()
            if accept(element):
                return element

    def ask_iq(self, kind: str, payload: str, to: str = "") -> ElementTree.Element:
        address = f" to='{to}'" if to else ""
        self.send(f"<iq xmlns='jabber:client' type='{kind}' id='q1'{address}>{payload}</iq>")
        return self.receive_until(lambda e: e.get("id") == "q1")

    def join(self, room: str) -> ElementTree.Element:
        """The presence that comes back for oneself, or the refusal."""
        self.send(f"<presence xmlns='jabber:client' to='{room}/{self.name}'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
        return self.receive_until(lambda e: e.tag.endswith("}presence") and e.get("from", "").startswith(f"{room}/{self.name}"))

    def wait_for_occupant(self, room: str, jid: str, seconds: float) -> Optional[str]:
        """Comes into a room and waits for somebody (bare JID): the nick, or None after so long."""
        end = time.monotonic() + seconds
        self.send(f"<presence xmlns='jabber:client' to='{room}/{self.name}'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
        self.socket.settimeout(1)
        try:
            while time.monotonic() < end:
                try:
                    element = self.receive()
                except websocket.WebSocketTimeoutException:
                    continue
                item = element.find(".//{http://jabber.org/protocol/muc#user}item")
                if element.get("type") is None and item is not None and item.get("jid", "").split("/")[0] == jid:
                    return element.get("from", "").split("/", 1)[1]
            return None
        finally:
            self.socket.settimeout(15)

    def close(self) -> None:
        self.socket.close()

# SPDX-License-Identifier: GPL-3.0-or-later
"""A bare XMPP client over secure WebSocket for attacking a relay, and a relay of its own to attack."""

import base64
import hashlib
import hmac
import importlib.machinery
import importlib.util
import json
import re
import shutil
import ssl
import struct
import subprocess
import sys
import tempfile
import time
import urllib.parse
import uuid
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import websocket

RELAY = Path(__file__).resolve().parents[2] / "packaging" / "relay" / "relay"
SASL2, SASL, FRAMING = "urn:xmpp:sasl:2", "urn:ietf:params:xml:ns:xmpp-sasl", "urn:ietf:params:xml:ns:xmpp-framing"
BIND2, BIND, FAST = "urn:xmpp:bind:0", "urn:ietf:params:xml:ns:xmpp-bind", "urn:xmpp:fast:0"
MFA, TOTP, STREAMS = "urn:xmpp:mfa:0", "urn:wardline:totp:0", "http://etherx.jabber.org/streams"
CLIENT, SM, ROSTER, MUC, MAM = "jabber:client", "urn:xmpp:sm:3", "jabber:iq:roster", "http://jabber.org/protocol/muc", "urn:xmpp:mam:2"


class Closed(Exception):
    """The relay ended the stream; holds the stream error's condition, or nothing."""


def b64(data):
    return base64.b64encode(data if isinstance(data, bytes) else data.encode()).decode()


def totp(seed, moment, digits=6, algorithm="sha1", period=30):
    mac = hmac.new(seed, struct.pack(">Q", int(moment) // period), algorithm).digest()
    offset = mac[-1] & 15
    return str((struct.unpack(">I", mac[offset:offset + 4])[0] & 0x7FFFFFFF) % 10 ** digits).zfill(digits)


def load_script():
    """The relay script as a module: its connection to the admin socket saves starting an interpreter for each account."""
    loader = importlib.machinery.SourceFileLoader("relay_script", str(RELAY))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("relay_script", loader))
    sys.dont_write_bytecode = True
    loader.exec_module(module)
    return module


class Relay:
    """A relay on a free loopback port in a folder of its own."""

    script = load_script()

    def __init__(self, *options):
        self.folder = Path(tempfile.mkdtemp(prefix="wardline-relay-test-"))
        self.offset = 0
        try:
            self.facts = self.run("up", *options)
        except AssertionError:
            self.stop()
            raise
        self.state = Path(json.loads((self.folder / "relay.json").read_text())["state"])

    def run(self, command, *arguments, stdin=None, check=True):
        result = subprocess.run([RELAY, command, self.folder, *arguments, "--json"], input=stdin, capture_output=True, text=True, check=False)
        if not check:
            return result
        if result.returncode != 0:
            raise AssertionError(f"relay {command}: {result.stderr}")
        return json.loads(result.stdout)

    def ask(self, command, **arguments):
        """The same command as `run`, without a process."""
        return self.script.ask(self.state / "run" / "admin.sock", command, **arguments)

    def add_user(self, name, password, **facts):
        return self.ask("add-user", name=name, password=password, **facts)

    def travel(self, seconds):
        self.offset = self.ask("test-clock", seconds=seconds)["offset"]

    def now(self):
        return time.time() + self.offset

    def stop(self, wipe=True):
        self.run("down", *(["--wipe"] if wipe else []))
        if wipe:
            shutil.rmtree(self.folder, ignore_errors=True)


class Client:
    """One stream. Nothing is automatic: a test says each element."""

    def __init__(self, relay, name="", password="", agent=None, open_stream=True):
        self.relay, self.name, self.password = relay, name, password
        self.agent = agent or str(uuid.uuid4())
        self.token = self.jid = self.error = None
        context = ssl.create_default_context(cafile=relay.facts["ca"])
        self.socket = websocket.create_connection(relay.facts["url"], subprotocols=["xmpp"], sslopt={"context": context}, timeout=15)
        if open_stream:
            self.features = self.open()

    # --- the stream ---

    def open(self):
        self.send(f"<open xmlns='{FRAMING}' to='{self.relay.facts['domain']}' version='1.0'/>")
        assert self.receive().tag == f"{{{FRAMING}}}open"
        return self.receive()

    def send(self, text):
        try:
            self.socket.send(text)
        except (websocket.WebSocketException, OSError) as problem:
            raise Closed(self.error) from problem

    def receive(self):
        try:
            text = self.socket.recv()
        except websocket.WebSocketTimeoutException:
            raise
        except (websocket.WebSocketException, OSError) as problem:
            raise Closed(self.error) from problem
        if not text:
            raise Closed(self.error)
        element = ElementTree.fromstring(text)
        if element.tag == f"{{{STREAMS}}}error":
            self.error = element[0].tag.split("}")[1]
        elif element.tag == f"{{{FRAMING}}}close":
            raise Closed(self.error)
        return element

    def ask(self, text):
        self.send(text)
        return self.receive()

    def receive_until(self, accept):
        while True:
            element = self.receive()
            if accept(element):
                return element

    def silent_for(self, seconds):
        """What arrives in that time."""
        found = []
        self.socket.settimeout(seconds)
        try:
            while True:
                found.append(self.receive())
        except websocket.WebSocketTimeoutException:
            return found
        finally:
            self.socket.settimeout(15)

    def close(self):
        self.socket.close()

    # --- signing in, step by step ---

    def authenticate(self, mechanism, initial, extra="", bind=True):
        binding = f"<bind xmlns='{BIND2}'><tag>test</tag></bind>" if bind else ""
        self.send(f"<authenticate xmlns='{SASL2}' mechanism='{mechanism}'><initial-response>{b64(initial)}</initial-response>"
                  f"<user-agent id='{self.agent}'/>{binding}{extra}</authenticate>")

    def begin(self, extra="", bind=True, gs2="n,,"):
        """Sends the first SCRAM message and returns the challenge or failure."""
        self.nonce = uuid.uuid4().hex
        self.first = f"n={self.name},r={self.nonce}"
        self.gs2 = gs2
        self.authenticate("SCRAM-SHA-256", gs2 + self.first, extra, bind)
        return self.receive()

    def proof(self, challenge):
        server_first = base64.b64decode(challenge.text).decode()
        fields = dict(part.split("=", 1) for part in server_first.split(","))
        assert fields["r"].startswith(self.nonce)
        salted = hashlib.pbkdf2_hmac("sha256", self.password.encode(), base64.b64decode(fields["s"]), int(fields["i"]))
        client_key = hmac.digest(salted, b"Client Key", "sha256")
        final = f"c={b64(self.gs2)},r={fields['r']}"
        message = f"{self.first},{server_first},{final}".encode()
        signature = hmac.digest(hashlib.sha256(client_key).digest(), message, "sha256")
        self.expected = "v=" + b64(hmac.digest(hmac.digest(salted, b"Server Key", "sha256"), message, "sha256"))
        return f"{final},p={b64(bytes(a ^ b for a, b in zip(client_key, signature)))}"

    def give_password(self, extra="", bind=True):
        """The whole SCRAM exchange: success, continue or failure."""
        challenge = self.begin(extra, bind)
        if not challenge.tag.endswith("}challenge"):
            return challenge
        answer = self.ask(f"<response xmlns='{SASL2}'>{b64(self.proof(challenge))}</response>")
        if not answer.tag.endswith("}failure"):
            data = answer.findtext(f"{{{SASL2}}}additional-data")
            assert base64.b64decode(data).decode() == self.expected, "the relay's signature is wrong"
        return answer

    def next(self, task, child=""):
        return self.ask(f"<next xmlns='{SASL2}' task='{task}'>{child}</next>")

    def give_code(self, code, extra=""):
        return self.next("TOTP", f"<totp xmlns='{MFA}'>{code}</totp>{extra}")

    def task_data(self, child):
        return self.ask(f"<task-data xmlns='{SASL2}'>{child}</task-data>")

    def note(self, success):
        """Reads what a success carries and the features behind it."""
        assert success.tag == f"{{{SASL2}}}success", ElementTree.tostring(success)
        self.jid = success.findtext(f"{{{SASL2}}}authorization-identifier")
        token = success.find(f"{{{FAST}}}token")
        self.token = token.get("token") if token is not None else None
        self.expiry = token.get("expiry") if token is not None else None
        self.codes = [code.text for code in success.iter(f"{{{TOTP}}}code")]
        self.after = self.receive()
        return self

    WANT_TOKEN = f"<request-token xmlns='{FAST}' mechanism='HT-SHA-256-NONE'/>"

    def sign_in(self, seed=None, extra=WANT_TOKEN):
        answer = self.give_password(extra)
        if seed is not None:
            assert answer.tag == f"{{{SASL2}}}continue", ElementTree.tostring(answer)
            answer = self.give_code(totp(seed, self.relay.now()))
        return self.note(answer)

    def enrol(self, ticket):
        """Signs in for the first time; returns the seed."""
        answer = self.give_password(self.WANT_TOKEN)
        assert answer.tag == f"{{{SASL2}}}continue", ElementTree.tostring(answer)
        seed = self.begin_enrolment(ticket)
        self.note(self.task_data(f"<totp xmlns='{MFA}'>{totp(seed, self.relay.now())}</totp>"))
        return seed

    def begin_enrolment(self, ticket):
        setup = self.next("TOTP-INIT", f"<ticket xmlns='{TOTP}'>{ticket}</ticket>" if ticket else "")
        uri = setup.findtext(f"{{{MFA}}}setup")
        assert uri, ElementTree.tostring(setup)
        secret = urllib.parse.parse_qs(urllib.parse.urlparse(uri).query)["secret"][0]
        return base64.b32decode(secret)

    def give_token(self, token, extra="", fast="<fast xmlns='urn:xmpp:fast:0'/>", bind=True):
        initiator = hmac.digest(token.encode(), b"Initiator", "sha256")
        self.authenticate("HT-SHA-256-NONE", self.name.encode() + b"\0" + initiator, fast + extra, bind)
        return self.receive()

    # --- afterwards ---

    def iq(self, kind, payload, to=None):
        identifier = uuid.uuid4().hex
        target = f" to='{to}'" if to else ""
        self.send(f"<iq xmlns='jabber:client' type='{kind}' id='{identifier}'{target}>{payload}</iq>")
        return self.receive_until(lambda element: element.get("id") == identifier)

    def join(self, room, nick=None):
        """Enters a room: the presence of oneself, or the error."""
        full = f"{room}/{nick or self.name}"
        self.send(f"<presence xmlns='jabber:client' to='{full}'><x xmlns='{MUC}'/></presence>")

        def mine(element):
            codes = [status.get("code") for status in element.iter(f"{{{MUC}#user}}status")]
            return element.tag == f"{{{CLIENT}}}presence" and (element.get("type") == "error" or "110" in codes)
        return self.receive_until(mine)


def condition(element):
    """The defined condition of a failure, or of a stanza error."""
    if element.tag == f"{{{SASL2}}}failure":
        return element[0].tag.split("}")[1]
    error = element.find(f"{{{CLIENT}}}error")
    return None if error is None else re.sub(r"^\{.*\}", "", error[0].tag)


def role_of(presence):
    return presence.find(f".//{{{MUC}#user}}item").get("role")

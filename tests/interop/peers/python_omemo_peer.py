# SPDX-License-Identifier: GPL-3.0-or-later
"""python-omemo (Debian) over slixmpp: either version, or both in one stanza. Also makes rooms, and helps accounts whose program does not publish."""

import asyncio
import concurrent.futures
import copy
import re
import secrets
import ssl
import threading
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any, Coroutine, Dict, FrozenSet, List, Optional
from xml.sax.saxutils import escape

from peer import V2, V03, Account, Peer, Seen, Unavailable

try:
    import oldmemo
    import oldmemo.etree
    import omemo
    import slixmpp
    import twomemo
    import twomemo.etree
    from omemo.storage import Just, Nothing
    MISSING = ""
except ImportError as problem:
    MISSING = f"{problem} (packages python3-slixmpp, python3-omemo, python3-oldmemo, python3-twomemo)"

PUBSUB, PUBSUB_EVENT = "http://jabber.org/protocol/pubsub", "http://jabber.org/protocol/pubsub#event"
PUBSUB_OWNER = "http://jabber.org/protocol/pubsub#owner"
LEGACY, OMEMO2, SCE = "eu.siacs.conversations.axolotl", "urn:xmpp:omemo:2", "urn:xmpp:sce:1"
NAMES = {LEGACY: V03, OMEMO2: V2}
MUC, MUC_USER, MUC_OWNER, MUC_ADMIN = (f"http://jabber.org/protocol/muc{part}" for part in ("", "#user", "#owner", "#admin"))
PATIENCE = 60


def device_list_node(namespace: str) -> str:
    return f"{namespace}.devicelist" if namespace == LEGACY else f"{namespace}:devices"


def bundle_place(namespace: str, device: int) -> tuple:
    """Node and item of a bundle."""
    return (f"{namespace}.bundles:{device}", "current") if namespace == LEGACY else (f"{namespace}:bundles", str(device))


def open_form(kind: str, more: Dict[str, str]) -> str:
    wanted = {"pubsub#access_model": "open", "pubsub#persist_items": "true", **more}
    fields = "".join(f"<field var='{name}'><value>{value}</value></field>" for name, value in wanted.items())
    return f"<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'><value>{PUBSUB}#{kind}</value></field>{fields}</x>"


class Line:
    """One signed-in stream in a thread of its own: what an XMPP program is without OMEMO."""

    def __init__(self, relay, account: Account, on_message=None) -> None:
        self.relay, self.account = relay, account
        self.on_message = on_message
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.occupants: Dict[str, str] = {}
        self.client: Any = None
        # Python 3.11 binds it to a loop at its first use. What is said and what is heard is worked off one after the other: a session that is
        # loaded by two at once would lose what one of them did.
        self.turn = asyncio.Lock()

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()

    def wait(self, work: Coroutine, seconds: float = PATIENCE) -> Any:
        """Does something in the thread of the stream, and waits for it."""
        future = asyncio.run_coroutine_threadsafe(work, self.loop)
        try:
            return future.result(seconds)
        except concurrent.futures.TimeoutError:
            future.cancel()
            raise TimeoutError(f"{self.account.name}: no answer within {seconds} s") from None

    def open(self) -> None:
        if MISSING:
            raise Unavailable(MISSING)
        self.thread.start()
        self.wait(self._open())

    async def _open(self) -> None:
        client = slixmpp.ClientXMPP(self.account.jid + "/" + secrets.token_hex(4), self.account.password)
        client.loop = self.loop
        client.ca_certs = self.relay.ca
        client.ssl_context = ssl.create_default_context(cafile=self.relay.ca)
        client.use_ipv6 = client.use_aiodns = False
        client.default_port = self.relay.tcp_port  # what it takes for a name without a record
        client.register_plugin("xep_0030")
        client.register_plugin("xep_0199")
        begun = self.loop.create_future()

        def settle(outcome: Optional[Exception]) -> None:
            if not begun.done():
                begun.set_result(None) if outcome is None else begun.set_exception(outcome)

        client.add_event_handler("session_start", lambda _: settle(None))
        client.add_event_handler("failed_auth", lambda _: settle(PermissionError("sign-in refused")))
        client.register_handler(slixmpp.xmlstream.handler.Callback("any message", slixmpp.xmlstream.matcher.MatchXPath(
            "{jabber:client}message"), lambda stanza: self.loop.create_task(self._message(copy.deepcopy(stanza.xml)))))
        client.add_event_handler("presence", self._presence)
        client.connect((self.relay.domain, self.relay.tcp_port))
        self.client = client
        await begun
        client.send_presence()

    async def _message(self, stanza: ElementTree.Element) -> None:
        if self.on_message:
            async with self.turn:
                await self.on_message(stanza)

    async def in_turn(self, work: Coroutine) -> Any:
        async with self.turn:
            return await work

    def _presence(self, presence: Any) -> None:
        item = presence.xml.find(f"{{{MUC_USER}}}x/{{{MUC_USER}}}item")
        if item is not None and item.get("jid") and presence["type"] != "unavailable":
            self.occupants[str(presence["from"])] = item.get("jid", "").split("/")[0]

    def close(self) -> None:
        if self.client is not None:
            try:
                self.wait(self._close(), 5)
            except (TimeoutError, concurrent.futures.CancelledError):
                pass
        if self.thread.is_alive():
            self.loop.call_soon_threadsafe(self.loop.stop)
            self.thread.join(5)

    async def _close(self) -> None:
        self.client.disconnect(wait=1)
        await asyncio.sleep(0.2)
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    # --- asking ---

    async def ask(self, kind: str, payload: str, to: str = "") -> ElementTree.Element:
        """The answer to an IQ. slixmpp.exceptions.IqError."""
        iq = self.client.make_iq(ito=to or None)
        iq["type"] = kind
        iq.append(ElementTree.fromstring(payload))
        return (await iq.send(timeout=PATIENCE)).xml

    async def publish(self, node: str, item: str, payload: str, more: Dict[str, str]) -> None:
        """Publishes to the own account, open to everybody."""
        publication = (f"<pubsub xmlns='{PUBSUB}'><publish node='{node}'><item id='{item}'>{payload}</item></publish>"
                       f"<publish-options>{open_form('publish-options', more)}</publish-options></pubsub>")
        try:
            await self.ask("set", publication)
        except slixmpp.exceptions.IqError:  # the node is there, and otherwise than wanted
            await self.open_node(node, more)
            await self.ask("set", publication)

    async def open_node(self, node: str, more: Optional[Dict[str, str]] = None) -> None:
        """Lets everybody read a node of the own account."""
        await self.ask("set", f"<pubsub xmlns='{PUBSUB_OWNER}'><configure node='{node}'>{open_form('node_config', more or {})}</configure></pubsub>")

    async def items(self, jid: str, node: str, item: str = "") -> List[ElementTree.Element]:
        """The payloads of a node; nothing where there is none."""
        wanted = f"<item id='{item}'/>" if item else ""
        try:
            answer = await self.ask("get", f"<pubsub xmlns='{PUBSUB}'><items node='{node}'>{wanted}</items></pubsub>", jid)
        except slixmpp.exceptions.IqError as problem:
            # Prosody says forbidden of a node that is not there to somebody without a subscription to the owner's presence.
            if problem.condition in ("item-not-found", "forbidden"):
                return []
            raise
        return [child for found in answer.iter(f"{{{PUBSUB}}}item") for child in found]

    # --- rooms ---

    async def enter(self, room: str) -> None:
        done = self.loop.create_future()
        own = f"{room}/{self.account.name}"

        def see(presence: Any) -> None:
            if str(presence["from"]) == own and not done.done():
                done.set_exception(PermissionError(str(presence["error"]["condition"]))) if presence["type"] == "error" else done.set_result(None)

        self.client.add_event_handler("presence", see)
        presence = self.client.make_presence(pto=own)
        presence.append(ElementTree.fromstring(f"<x xmlns='{MUC}'/>"))
        presence.send()
        try:
            await asyncio.wait_for(done, PATIENCE)
        finally:
            self.client.del_event_handler("presence", see)

    async def make_room(self, room: str, members: List[str]) -> None:
        """Members only, not anonymous, persistent."""
        await self.enter(room)
        fields = {"members_only": ("roomconfig", "1"), "whois": ("roomconfig", "anyone"), "persistentroom": ("roomconfig", "1"),
                  "publicroom": ("roomconfig", "0"), "roomname": ("roomconfig", "Ward 4W"), "allowinvites": ("roomconfig", "0")}
        names = {"members_only": "membersonly"}
        form = "".join(f"<field var='muc#{kind}_{names.get(name, name)}'><value>{value}</value></field>" for name, (kind, value) in fields.items())
        await self.ask("set", f"<query xmlns='{MUC_OWNER}'><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'>"
                              f"<value>http://jabber.org/protocol/muc#roomconfig</value></field>{form}</x></query>", room)
        for member in members:
            await self.ask("set", f"<query xmlns='{MUC_ADMIN}'><item affiliation='member' jid='{member}'/></query>", room)

    async def hand_over(self, room: str, to: str) -> None:
        """Makes somebody else the owner, and leaves the room and its lists."""
        await self.ask("set", f"<query xmlns='{MUC_ADMIN}'><item affiliation='owner' jid='{to}'/></query>", room)
        await self.ask("set", f"<query xmlns='{MUC_ADMIN}'><item affiliation='none' jid='{self.account.jid}'/></query>", room)

    async def say(self, to: str, text: str) -> None:
        """In clear."""
        self.client.send_message(mto=to, mbody=text, mtype="chat")

    async def members(self, room: str) -> FrozenSet[str]:
        """Bare addresses on the three lists, whether they are there or not."""
        found = set()
        for affiliation in ("owner", "admin", "member"):
            answer = await self.ask("get", f"<query xmlns='{MUC_ADMIN}'><item affiliation='{affiliation}'/></query>", room)
            found |= {item.get("jid", "").split("/")[0] for item in answer.iter(f"{{{MUC_ADMIN}}}item") if item.get("jid")}
        return frozenset(found)


if not MISSING:
    class Memory(omemo.Storage):
        """Everything in memory: the device lives as long as the test."""

        def __init__(self) -> None:
            super().__init__(True)
            self.values: Dict[str, Any] = {}

        async def _load(self, key: str) -> Any:
            return Just(copy.deepcopy(self.values[key])) if key in self.values else Nothing()

        async def _store(self, key: str, value: Any) -> None:
            self.values[key] = copy.deepcopy(value)

        async def _delete(self, key: str) -> None:
            self.values.pop(key, None)

    def make_sessions(line: Line) -> type:
        """The library's session manager on one stream."""
        formats = {LEGACY: oldmemo.etree, OMEMO2: twomemo.etree}

        class Sessions(omemo.SessionManager):  # pylint: disable=abstract-method
            async def _upload_bundle(self, bundle: Any) -> None:
                node, item = bundle_place(bundle.namespace, bundle.device_id)
                payload = ElementTree.tostring(formats[bundle.namespace].serialize_bundle(bundle)).decode()
                await line.publish(node, item, payload, {"pubsub#max_items": "max"} if bundle.namespace == OMEMO2 else {})

            async def _download_bundle(self, namespace: str, bare_jid: str, device_id: int) -> Any:
                try:
                    node, item = bundle_place(namespace, device_id)
                    found = await line.items(bare_jid, node, item if namespace == OMEMO2 else "")  # 0.3: programs name their item as they like
                except slixmpp.exceptions.XMPPError as problem:
                    raise omemo.BundleDownloadFailed(f"{bare_jid} {device_id}: {problem}") from problem
                if not found:
                    raise omemo.BundleNotFound(f"{bare_jid} {device_id}")
                return formats[namespace].parse_bundle(found[0], bare_jid, device_id)

            async def _delete_bundle(self, namespace: str, device_id: int) -> None:
                pass

            async def _upload_device_list(self, namespace: str, device_list: Dict[int, Optional[str]]) -> None:
                payload = ElementTree.tostring(formats[namespace].serialize_device_list(device_list)).decode()
                await line.publish(device_list_node(namespace), "current", payload, {})

            async def _download_device_list(self, namespace: str, bare_jid: str) -> Dict[int, Optional[str]]:
                try:
                    found = await line.items(bare_jid, device_list_node(namespace))
                except slixmpp.exceptions.XMPPError as problem:
                    raise omemo.DeviceListDownloadFailed(f"{bare_jid}: {problem}") from problem
                if not found or not len(found[0]):
                    return {}  # an empty list is allowed, and oldmemo's schema knows none
                return formats[namespace].parse_device_list(found[0])

            async def _evaluate_custom_trust_level(self, device: Any) -> Any:
                return omemo.TrustLevel(device.trust_level_name)

            async def _make_trust_decision(self, undecided: FrozenSet[Any], identifier: Optional[str]) -> None:
                for device in undecided:
                    await self.set_trust(device.bare_jid, device.identity_key, omemo.TrustLevel.TRUSTED.value)

            async def _send_message(self, message: Any, bare_jid: str) -> None:
                await send_elements(line, bare_jid, False, [formats[message.namespace].serialize_message(message)], message.namespace)

        return Sessions


async def send_elements(line: Line, to: str, is_room: bool, elements: List[ElementTree.Element], namespace: str) -> str:
    """One stanza with everything that it is to carry, and without a word in clear."""
    stanza = line.client.make_message(mto=to, mtype="groupchat" if is_room else "chat")
    for element in elements:
        stanza.append(element)
    stanza.append(ElementTree.fromstring("<store xmlns='urn:xmpp:hints'/>"))
    stanza.append(ElementTree.fromstring(f"<encryption xmlns='urn:xmpp:eme:0' namespace='{namespace}'/>"))
    stanza["id"] = secrets.token_hex(8)
    stanza.send()
    return stanza["id"]


def envelope(content: str, sender: str, to: str) -> bytes:
    """XEP-0420 with what XEP-0384 asks for."""
    return (f"<envelope xmlns='{SCE}'><content>{content}</content><rpad>{secrets.token_hex(8)}</rpad>"
            f"<from xmlns='{SCE}' jid='{sender}'/><to xmlns='{SCE}' jid='{to}'/></envelope>").encode()


class PythonOmemoPeer(Peer):
    """`versions` may be either or both."""

    kind = "python-omemo"

    def __init__(self, relay, account: Account, folder: Path, versions: FrozenSet[str]) -> None:
        super().__init__(relay, account, folder, versions)
        self.line = Line(relay, account, self._message)
        self.sessions: Any = None
        self.found: List[Seen] = []
        self.troubles: List[str] = []
        self.inside: List[ElementTree.Element] = []  # of envelopes: every element of their content
        self.outside: List[str] = []  # names of what stood beside an encrypted element

    @classmethod
    def install(cls, store: Path) -> None:
        if MISSING:
            raise Unavailable(MISSING)

    def sign_in(self) -> None:
        self.line.open()

    def publish_devices(self) -> None:
        self.sessions = self.line.wait(self._begin())

    async def _begin(self) -> Any:
        storage = Memory()
        # In the order of preference.
        backends = ([twomemo.Twomemo(storage)] if V2 in self.versions else []) + ([oldmemo.Oldmemo(storage)] if V03 in self.versions else [])
        sessions = await make_sessions(self.line).create(backends, storage, self.account.jid, None, omemo.TrustLevel.UNDECIDED.value)
        await sessions.ensure_data_consistency()
        return sessions

    def join_room(self, room: str) -> None:
        self.line.wait(self.line.enter(room))

    def send(self, to: str, text: str, is_room: bool) -> None:
        self.line.wait(self.line.in_turn(self._send(to, text, is_room)))

    def say_inside(self, to: str, content: str, is_room: bool) -> str:
        """Elements of its own within an envelope of omemo:2; the id of the stanza."""
        return self.line.wait(self.line.in_turn(self._send(to, "", is_room, content)))

    async def _send(self, to: str, text: str, is_room: bool, content: str = "") -> str:
        people = (await self.line.members(to)) - {self.account.jid} if is_room else frozenset({to})
        readers = []
        for person in sorted(people):
            for namespace in self._namespaces():
                await self.sessions.refresh_device_list(namespace, person)
            if await self.sessions.get_device_information(person):
                readers.append(person)
        # A library that speaks one version alone cannot reach those who speak the other one: they are the other cells of the matrix.
        sealed, errors = await self.sessions.encrypt(frozenset(readers), {LEGACY: text.encode(), OMEMO2: envelope(content or f"<body xmlns='jabber:client'>{escape(text)}</body>", self.account.jid, to)})
        self.troubles += [f"to {error.bare_jid} {error.device_id}: {error.exception!r}" for error in errors]
        formats = {LEGACY: oldmemo.etree, OMEMO2: twomemo.etree}
        elements = [formats[message.namespace].serialize_message(message) for message in sealed]
        return await send_elements(self.line, to, is_room, elements, OMEMO2 if any(m.namespace == OMEMO2 for m in sealed) else LEGACY)

    def _namespaces(self) -> List[str]:
        return [namespace for namespace, version in NAMES.items() if version in self.versions]

    async def _message(self, stanza: ElementTree.Element) -> None:
        if stanza.find(f"{{{PUBSUB_EVENT}}}event") is not None or stanza.get("type") == "error":
            return
        sender = stanza.get("from", "")
        is_room = stanza.get("type") == "groupchat"
        person = self.line.occupants.get(sender, "") if is_room else sender.split("/")[0]
        if not person or person == self.account.jid:
            return
        clear = stanza.findtext("{jabber:client}body")
        for namespace in self._namespaces():
            element = stanza.find(f"{{{namespace}}}encrypted")
            if element is None:
                continue
            self.outside += [child.tag for child in stanza]
            try:
                await self._open(namespace, element, person, sender.split("/")[0] if is_room else self.account.jid)
                return
            except Exception as trouble:  # pylint: disable=broad-exception-caught  # noted, and shown when a cell fails
                self.troubles.append(f"from {person} in {NAMES[namespace]}: {trouble!r}")
        if clear is not None and stanza.find(f"{{{LEGACY}}}encrypted") is None and stanza.find(f"{{{OMEMO2}}}encrypted") is None:
            self.found.append(Seen(clear, person, False))

    async def _open(self, namespace: str, element: ElementTree.Element, person: str, to: str) -> None:
        if namespace == LEGACY:
            message = await oldmemo.etree.parse_message(element, person, self.account.jid, self.sessions)
        else:
            message = twomemo.etree.parse_message(element, person)
        plain, _, _ = await self.sessions.decrypt(message)
        if plain is None:
            return
        text = plain.decode()
        if namespace == OMEMO2:
            self.inside += list(ElementTree.fromstring(text).find(f"{{{SCE}}}content"))
            text = _body_of(text, person, to)
        if text is not None:
            self.found.append(Seen(text, person, True, NAMES[namespace]))

    def seen(self, text: str) -> Optional[Seen]:
        return next((one for one in list(self.found) if one.text == text), None)

    def stop(self) -> None:
        self.line.close()

    def remains(self) -> str:
        return "\n".join(self.troubles[-6:])


def _body_of(text: str, person: str, to: str) -> Optional[str]:
    """The body in an envelope that names this sender and this place; None where there is none (a marker). ValueError."""
    tree = ElementTree.fromstring(text)
    for name, wanted in (("from", person), ("to", to)):
        affix = tree.find(f"{{{SCE}}}{name}")
        if affix is not None and re.sub("/.*", "", affix.get("jid", "")) != wanted:
            raise ValueError(f"the envelope says {name} {affix.get('jid')}, the stanza {wanted}")
    if tree.find(f"{{{SCE}}}from") is None:
        raise ValueError("the envelope does not name its sender")
    return tree.findtext(f"{{{SCE}}}content/{{jabber:client}}body")

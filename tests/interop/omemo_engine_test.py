# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine against python-omemo, which others wrote, without a network: omemo_engine_test.py PEER_PROGRAM.

Both versions, either side first: first messages, turns of the ratchet, lost and shuffled ones, empty ones, a message that was seen before.
"""

import asyncio
import copy
import json
import random
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from typing import Any, Dict, FrozenSet, List, Optional, Tuple

try:
    import oldmemo
    import oldmemo.etree
    import omemo
    import twomemo
    import twomemo.etree
    from omemo.storage import Just, Nothing
except ImportError as problem:
    print(f"skipped: {problem} (packages python3-omemo, python3-oldmemo, python3-twomemo)")
    sys.exit(77)

OURS, THEIRS = "ward@a.example", "peer@b.example"
NAMESPACES = {"2": "urn:xmpp:omemo:2", "0.3": "eu.siacs.conversations.axolotl"}
FORMATS = {"urn:xmpp:omemo:2": twomemo.etree, "eu.siacs.conversations.axolotl": oldmemo.etree}
SCE = "urn:xmpp:sce:1"


class Memory(omemo.Storage):
    """Everything in memory."""

    def __init__(self) -> None:
        super().__init__(True)
        self.values: Dict[str, Any] = {}

    async def _load(self, key: str) -> Any:
        return Just(copy.deepcopy(self.values[key])) if key in self.values else Nothing()

    async def _store(self, key: str, value: Any) -> None:
        self.values[key] = copy.deepcopy(value)

    async def _delete(self, key: str) -> None:
        self.values.pop(key, None)


class Ours:
    """Our engine in a process of its own."""

    def __init__(self, program: str) -> None:
        self.process = subprocess.Popen([program, OURS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.device = self.ask(do="device")

    def ask(self, **command: Any) -> Dict[str, Any]:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def must(self, **command: Any) -> Dict[str, Any]:
        answer = self.ask(**command)
        assert "error" not in answer, f"{command['do']}: {answer['error']}"
        return answer

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(10)


def make_theirs(ours: Ours, sent: List[Any]) -> type:
    """python-omemo's session manager; what it publishes is in `bundles`, what it sends by itself in `sent`."""

    class Theirs(omemo.SessionManager):  # pylint: disable=abstract-method
        bundles: Dict[str, Any] = {}
        devices: Dict[str, Dict[int, Optional[str]]] = {}

        async def _upload_bundle(self, bundle: Any) -> None:
            Theirs.bundles[bundle.namespace] = FORMATS[bundle.namespace].serialize_bundle(bundle)

        async def _download_bundle(self, namespace: str, bare_jid: str, device_id: int) -> Any:
            version = next(v for v, ns in NAMESPACES.items() if ns == namespace)
            return FORMATS[namespace].parse_bundle(ElementTree.fromstring(ours.device[version]), bare_jid, device_id)

        async def _delete_bundle(self, namespace: str, device_id: int) -> None:
            pass

        async def _upload_device_list(self, namespace: str, device_list: Dict[int, Optional[str]]) -> None:
            Theirs.devices[namespace] = device_list

        async def _download_device_list(self, namespace: str, bare_jid: str) -> Dict[int, Optional[str]]:
            return {ours.device["id"]: None} if bare_jid == OURS else Theirs.devices.get(namespace, {})

        async def _evaluate_custom_trust_level(self, device: Any) -> Any:
            return omemo.TrustLevel(device.trust_level_name)

        async def _make_trust_decision(self, undecided: FrozenSet[Any], identifier: Optional[str]) -> None:
            for device in undecided:
                await self.set_trust(device.bare_jid, device.identity_key, omemo.TrustLevel.TRUSTED.value)

        async def _send_message(self, message: Any, bare_jid: str) -> None:
            sent.append(FORMATS[message.namespace].serialize_message(message))

    return Theirs


class Story:
    """One version, one pair of devices."""

    def __init__(self, program: str, version: str) -> None:
        self.version, self.namespace = version, NAMESPACES[version]
        self.ours = Ours(program)
        self.sent: List[Any] = []
        self.theirs: Any = None
        self.device = 0
        self.count = 0

    async def open(self) -> None:
        storage = Memory()
        backend = twomemo.Twomemo(storage) if self.version == "2" else oldmemo.Oldmemo(storage)
        kind = make_theirs(self.ours, self.sent)
        self.theirs = await kind.create([backend], storage, THEIRS, None, omemo.TrustLevel.UNDECIDED.value)
        await self.theirs.after_history_sync()
        await self.theirs.update_device_list(self.namespace, OURS, {self.ours.device["id"]: None})
        self.device = (await self.theirs.get_own_device_information())[0].device_id

    def begin(self) -> None:
        bundle = ElementTree.tostring(type(self.theirs).bundles[self.namespace]).decode()
        self.ours.must(do="begin", jid=THEIRS, id=self.device, xml=bundle)

    def write(self, text: str) -> str:
        return self.ours.must(do="encrypt", version=self.version, jid=THEIRS, id=self.device, text=text)["xml"]

    async def read_theirs(self, xml: str) -> Optional[str]:
        """What they read of a message of ours; None for an empty one."""
        element = ElementTree.fromstring(xml)
        if self.version == "2":
            message = twomemo.etree.parse_message(element, OURS)
        else:
            message = await oldmemo.etree.parse_message(element, OURS, THEIRS, self.theirs)
        plaintext, _, _ = await self.theirs.decrypt(message)
        if plaintext is None or self.version == "0.3":
            return None if plaintext is None else plaintext.decode()
        envelope = ElementTree.fromstring(plaintext)
        assert envelope.find(f"{{{SCE}}}from").get("jid") == OURS and envelope.find(f"{{{SCE}}}to").get("jid") == THEIRS
        assert envelope.find(f"{{{SCE}}}rpad") is not None and envelope.find(f"{{{SCE}}}time") is not None
        return envelope.findtext(f"{{{SCE}}}content/{{jabber:client}}body")

    async def write_theirs(self, text: str) -> str:
        plain = text.encode()
        if self.version == "2":
            plain = (f"<envelope xmlns='{SCE}'><content><body xmlns='jabber:client'>{text}</body></content><rpad>abc</rpad>"
                     f"<from jid='{THEIRS}'/></envelope>").encode()
        messages, errors = await self.theirs.encrypt(frozenset({OURS}), {self.namespace: plain})
        assert not errors and len(messages) == 1, errors
        return ElementTree.tostring(FORMATS[self.namespace].serialize_message(next(iter(messages)))).decode()

    def read(self, xml: str) -> Dict[str, Any]:
        return self.ours.must(do="decrypt", jid=THEIRS, xml=xml)

    async def deliver(self, texts: List[Tuple[str, str]], to_us: bool, drop: float, shuffled: random.Random) -> None:
        """Some messages of one side, in another order and not all of them."""
        order = [each for each in texts if shuffled.random() >= drop]
        shuffled.shuffle(order)
        for text, xml in order:
            got = self.read(xml)["text"] if to_us else await self.read_theirs(xml)
            assert got == text, f"{self.version}: {got!r} is not {text!r}"
            self.count += 1

    async def turns(self, turns: int, seed: int) -> None:
        shuffled = random.Random(seed)
        for turn in range(turns):
            to_us = turn % 2 == 1
            texts = [f"{seed} {turn} {i} ä & <ward>".replace("&", "and").replace("<", "(").replace(">", ")")
                     for i in range(shuffled.randint(1, 6))]
            pairs = [(text, await self.write_theirs(text) if to_us else self.write(text)) for text in texts]
            await self.deliver(pairs[:-1], to_us, 0.3, shuffled)
            await self.deliver(pairs[-1:], to_us, 0, shuffled)

    async def ours_first(self) -> None:
        self.begin()
        first = [self.write(f"first {i}") for i in range(3)]
        assert await self.read_theirs(first[1]) == "first 1"  # the others are late
        assert await self.read_theirs(first[0]) == "first 0"
        answer = self.sent.pop(0)  # they tell us that the session stands
        assert self.read(ElementTree.tostring(answer).decode())["isEmpty"]
        assert "prekey" not in self.write("x") and "kex" not in self.write("x")
        assert await self.read_theirs(first[2]) == "first 2"
        await self.turns(20, 1)
        again = await self.write_theirs("once")
        assert self.read(again)["text"] == "once"
        refused = self.ours.ask(do="decrypt", jid=THEIRS, xml=again)
        assert refused.get("error", "").startswith("omemo/3"), refused  # OmemoError::Duplicate

    async def theirs_first(self) -> None:
        for i in range(3):
            opened = self.read(await self.write_theirs(f"first {i}"))
            assert opened["text"] == f"first {i}" and opened["owesHeartbeat"] == (i == 0), opened
        assert await self.read_theirs(self.ours.must(do="heartbeat", version=self.version, jid=THEIRS, id=self.device)["xml"]) is None
        await self.turns(20, 2)


async def main(program: str) -> int:
    for version in ("2", "0.3"):
        for name in ("ours_first", "theirs_first"):
            story = Story(program, version)
            await story.open()
            await getattr(story, name)()
            story.ours.close()
            print(f"passed: omemo {version}, {name.replace('_', ' ')}, {story.count} messages in turns")
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1])))

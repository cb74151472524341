# SPDX-License-Identifier: GPL-3.0-or-later
"""core/omemo alone, in a small program, over the stream of the python-omemo peer: tells the engine's failures from those of what is around it."""

import json
import os
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import FrozenSet, List, Optional

from peer import V2, V03, Account, Peer, Seen, Unavailable
from python_omemo_peer import LEGACY, OMEMO2, PUBSUB_EVENT, Line, bundle_place, device_list_node, send_elements
from waiting import end_process

NAMESPACES = {V2: OMEMO2, V03: LEGACY}


def find_probe() -> Optional[Path]:
    build = Path(os.environ.get("WARDLINE_BINARY_DIR", Path(__file__).resolve().parents[3] / "build" / "dev"))
    path = build / "tests" / "interop" / "omemo_probe"
    return path if path.is_file() else None


class EnginePeer(Peer):
    """Both versions."""

    kind = "engine"

    def __init__(self, relay, account: Account, folder: Path, versions: FrozenSet[str]) -> None:
        super().__init__(relay, account, folder, versions)
        self.line = Line(relay, account, self._message)
        self.process: Optional[subprocess.Popen] = None
        self.found: List[Seen] = []
        self.troubles: List[str] = []

    @classmethod
    def install(cls, store: Path) -> None:
        if find_probe() is None:
            raise Unavailable("omemo_probe is not built: run `ninja omemo_probe` first")

    def start(self) -> None:
        self.process = subprocess.Popen([str(find_probe()), self.account.jid], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

    def ask(self, **question) -> dict:
        """Raises RuntimeError with the engine's own words."""
        self.process.stdin.write(json.dumps(question) + "\n")
        answer = json.loads(self.process.stdout.readline())
        if "error" in answer:
            raise RuntimeError(f"{question['do']}: {answer['error']}")
        return answer

    def sign_in(self) -> None:
        self.line.open()

    def publish_devices(self) -> None:
        self.line.wait(self._publish())

    async def _publish(self) -> None:
        own = self.ask(do="own")
        self.device = own["id"]
        for version in self.versions:
            namespace = NAMESPACES[version]
            node, item = bundle_place(namespace, self.device)
            await self.line.publish(node, item, own[version], {"pubsub#max_items": "max"} if version == V2 else {})
            name = "devices" if version == V2 else "list"
            await self.line.publish(device_list_node(namespace), "current", f"<{name} xmlns='{namespace}'><device id='{self.device}'/></{name}>", {})

    def join_room(self, room: str) -> None:
        self.line.wait(self.line.enter(room))

    def send(self, to: str, text: str, is_room: bool) -> None:
        self.line.wait(self.line.in_turn(self._send(to, text, is_room)))

    async def _send(self, to: str, text: str, is_room: bool) -> None:
        people = (await self.line.members(to)) - {self.account.jid} if is_room else frozenset({to})
        targets = {}
        for person in sorted(people):
            for version in (V2, V03):
                found = await self.line.items(person, device_list_node(NAMESPACES[version]))
                for element in found[0] if found else []:
                    if version in self.versions:
                        targets.setdefault((person, int(element.get("id"))), version)
        for (person, device), version in targets.items():
            node, item = bundle_place(NAMESPACES[version], device)
            found = await self.line.items(person, node, item if version == V2 else "")
            self.ask(do="begin", jid=person, id=device, version=version, bundle=ElementTree.tostring(found[0]).decode())
        sealed = self.ask(do="encrypt", to=to, room=is_room, text=text,
                          targets=[{"jid": person, "id": device, "version": version} for (person, device), version in targets.items()])
        elements = [ElementTree.fromstring(element) for element in sealed["elements"]]
        await send_elements(self.line, to, is_room, elements, OMEMO2 if any(OMEMO2 in element.tag for element in elements) else LEGACY)

    async def _message(self, stanza: ElementTree.Element) -> None:
        if stanza.find(f"{{{PUBSUB_EVENT}}}event") is not None or stanza.get("type") == "error":
            return
        sender, is_room = stanza.get("from", ""), stanza.get("type") == "groupchat"
        person = self.line.occupants.get(sender, "") if is_room else sender.split("/")[0]
        elements = [ElementTree.tostring(e).decode() for namespace in NAMESPACES.values() for e in stanza.findall(f"{{{namespace}}}encrypted")]
        if not person or person == self.account.jid or not elements:
            return
        try:
            opened = self.ask(do="decrypt", elements=elements, room=is_room, conversation=sender.split("/")[0], **{"from": person})
        except RuntimeError as trouble:
            self.troubles.append(f"from {person}: {trouble}")
            return
        if opened.get("owes"):
            sealed = self.ask(do="heartbeat", jid=person, id=opened["device"], version=opened["version"])
            await send_elements(self.line, person, False, [ElementTree.fromstring(e) for e in sealed["elements"]], NAMESPACES[opened["version"]])
        if opened.get("used"):
            await self._publish()
        if "text" in opened:
            self.found.append(Seen(opened["text"], person, True, opened["version"]))

    def seen(self, text: str) -> Optional[Seen]:
        return next((one for one in list(self.found) if one.text == text), None)

    def stop(self) -> None:
        self.line.close()
        end_process(self.process)

    def remains(self) -> str:
        return "\n".join(self.troubles[-6:])

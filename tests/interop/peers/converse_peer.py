# SPDX-License-Identifier: GPL-3.0-or-later
"""converse.js from the npm registry in Debian's Chromium, over WebSocket. It speaks both versions; it can be held to one."""

import base64
import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Any, FrozenSet, List, Optional

from chromium import Chromium, FileServer, Page
from peer import V2, V03, Account, Peer, Seen, Unavailable, need_tool
from waiting import wait_until

VERSION = "14.0.0"
INTEGRITY = "sha512-LFUg030jDalV47vI/vyVPqYPZfJYXFbubq8v0cFDe2zXNeeGEk3Up0Fj/WTzT6t+6do+cAIToy73eAj7RNDj2Q=="

# The program finds its cryptography beside a script element with its own name.
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>peer</title>
<script type="module" src="/dist/converse.min.js"></script>
<script type="module">import converse from '/dist/converse.min.js'; window.peer = { converse: converse ?? window.converse };</script>
</head><body></body></html>"""

# What the driver calls. A version is taken away by looking for, and writing, its device lists where nobody else does.
HELPERS = """
(() => {
    const { converse } = window.peer;
    const namespaces = converse.env.Strophe.NS;
    const peer = window.peer;
    peer.begin = (settings, versions) => {
        if (!versions.includes('omemo:2')) namespaces.OMEMO2_DEVICELIST = 'urn:example:nobody:2';
        if (!versions.includes('0.3')) namespaces.OMEMO_DEVICELIST = 'urn:example:nobody:0';
        converse.plugins.add('peer', { initialize() { peer.inner = this._converse; } });
        peer.over = converse.initialize({ ...settings, whitelisted_plugins: ['peer'] });
        peer.over.catch((e) => { peer.problem = String(e); });
        return true;
    };
    peer.isIn = () => !!peer.inner?.api?.connection?.connected() && !!peer.inner.state?.omemo_store?.get('device_id');
    peer.publish = async () => {
        const { api, state } = peer.inner;
        await api.waitUntil('OMEMOInitialized');
        const own = peer.inner.session.get('bare_jid');
        const device = state.omemo_store.get('device_id');
        const items = async (node) => (await api.sendIQ(converse.env.stx`<iq type="get" to="${own}" xmlns="jabber:client">
            <pubsub xmlns="http://jabber.org/protocol/pubsub"><items node="${node}"/></pubsub></iq>`)).outerHTML;
        const nodes = [namespaces.OMEMO_DEVICELIST, namespaces.OMEMO2_DEVICELIST, `${namespaces.OMEMO_BUNDLES}:${device}`, namespaces.OMEMO2_BUNDLES];
        const texts = await Promise.all(nodes.map((node) => items(node).catch(() => '')));
        return texts.slice(0, 2).every((text) => text.includes(`id="${device}"`)) && texts[2].includes('preKeyPublic') && texts[3].includes('<pk ');
    };
    peer.chat = async (jid, isRoom) => {
        const { api } = peer.inner;
        const chat = isRoom ? await api.rooms.get(jid) : await api.chats.open(jid, {}, false);
        await chat.initialized;
        return chat;
    };
    peer.join = async (jid, nick) => { await peer.inner.api.rooms.open(jid, { nick }, false); return true; };
    peer.isInRoom = async (jid) => {
        const room = await peer.inner.api.rooms.get(jid);
        return !!room && room.isEntered() && !!room.features.get('membersonly') && !!room.features.get('nonanonymous');
    };
    peer.prepare = async (jid, isRoom) => {
        const chat = await peer.chat(jid, isRoom);
        if (!isRoom && !chat.get('omemo_supported')) {
            for (const version of [namespaces.OMEMO, namespaces.OMEMO2]) {
                const list = await peer.inner.api.omemo.devicelists.get(jid, true, version);
                if (!list.devices.length) await list.fetchDevices(true);
                if (list.devices.length) chat.set('omemo_supported', true);
            }
        }
        chat.set('omemo_active', true);
        return !!chat.get('omemo_supported');
    };
    peer.send = async (jid, isRoom, text) => {
        const chat = await peer.chat(jid, isRoom);
        if (!chat.get('omemo_active')) throw new Error('encryption is off');
        const message = await chat.sendMessage({ body: text });
        return message ? !!message.get('is_encrypted') : false;
    };
    peer.find = (text) => {
        for (const chat of peer.inner.state.chatboxes.models) {
            for (const message of chat.messages?.models ?? []) {
                const shown = message.get('is_encrypted') ? message.get('plaintext') : message.get('body');
                if (shown === text && message.get('sender') !== 'me') {
                    return { sender: message.get('from_real_jid') || message.get('from'), encrypted: !!message.get('is_encrypted'),
                             namespace: message.get('encryption_namespace') ?? null };
                }
            }
        }
        return null;
    };
    peer.sendFile = async (jid, name, text) => {
        const chat = await peer.chat(jid, false);
        if (!chat.get('omemo_active')) throw new Error('encryption is off');
        await chat.sendFiles([new File([text], name, { type: 'text/plain' })]);
        return true;
    };
    peer.look = async (jid) => { const chat = await peer.inner.api.chats.open(jid, {}, true); chat.set('hidden', false); return true; };
    peer.links = () => peer.inner.state.chatboxes.models.flatMap((chat) => (chat.messages?.models ?? [])
        .filter((m) => m.get('is_encrypted') && m.get('sender') !== 'me').map((m) => String(m.get('plaintext') ?? '')))
        .filter((text) => text.includes('aesgcm://'));
    peer.files = () => Promise.all([...document.querySelectorAll('a[href^="blob:"]')].map((a) => fetch(a.href).then((r) => r.text())));
    peer.errors = () => peer.inner ? peer.inner.state.chatboxes.models.flatMap((chat) => (chat.messages?.models ?? [])
        .filter((m) => m.get('is_error') || m.get('type') === 'error').map((m) => `${chat.get('jid')}: ${m.get('error_text') || m.get('message')}`)) : [];
    return true;
})()
"""


class ConversePeer(Peer):
    """One tab; several share a browser. Each has a host name of its own, and with it a store of its own."""

    kind = "converse.js"
    _store: Optional[Path] = None
    _browser: Optional[Chromium] = None
    _files: Optional[FileServer] = None
    _users = 0

    def __init__(self, relay, account: Account, folder: Path, versions: FrozenSet[str]) -> None:
        super().__init__(relay, account, folder, versions)
        self.page: Optional[Page] = None

    @classmethod
    def install(cls, store: Path) -> None:
        need_tool("chromium", "chromium")
        cls._store = fetch(store)

    def start(self) -> None:
        cls = type(self)
        assert cls._store is not None, "install comes first"
        if cls._browser is None:
            cls._files = FileServer(cls._store, {"/peer.html": PAGE})
            cls._browser = Chromium(self.folder / "browser", self.relay.key_pin())
        cls._users += 1
        self.page = cls._browser.open(f"http://{self.account.name}.localhost:{cls._files.port}/peer.html")
        wait_until("converse.js", lambda: self.page.run("!!window.peer?.converse?.env"), 120, 0.2)
        self.page.run(HELPERS)

    def sign_in(self) -> None:
        settings = {"websocket_url": self.relay.url, "auto_login": True, "authentication": "login", "jid": self.account.jid, "password": self.account.password,
                    "discover_connection_methods": False, "allow_registration": False, "persistent_store": "localStorage", "assets_path": "/dist/",
                    "view_mode": "overlayed", "loglevel": "warn", "keepalive": False, "enable_smacks": False, "play_sounds": False,
                    "allow_url_history_change": False, "muc_history_max_stanzas": 0, "i18n": "en", "show_client_info": False,
                    "message_archiving": "never", "omemo_default": True, "auto_join_on_invite": False, "muc_instant_rooms": False}
        self.page.run(f"peer.begin({json.dumps(settings)}, {json.dumps(sorted(self.versions))})")
        wait_until(f"{self.label}: sign-in", lambda: self.page.run("peer.isIn()"), 120, 0.2)

    def publish_devices(self) -> None:
        wait_until(f"{self.label}: published", lambda: self.page.run("peer.publish()"), 120, 0.3)

    def join_room(self, room: str) -> None:
        self.page.run(f"peer.join({json.dumps(room)}, {json.dumps(self.account.name)})")
        wait_until(f"{self.label}: in the room", lambda: self.page.run(f"peer.isInRoom({json.dumps(room)})"), 120, 0.2)

    def trust_all(self) -> None:
        """It sends to every device that was not distrusted by hand."""

    def prepare(self, to: str, is_room: bool) -> None:
        wait_until(f"{self.label}: encryption with {to}", lambda: self.page.run(f"peer.prepare({json.dumps(to)}, {json.dumps(is_room)})"), 120, 0.3)

    def send(self, to: str, text: str, is_room: bool) -> None:
        if not self.page.run(f"peer.send({json.dumps(to)}, {json.dumps(is_room)}, {json.dumps(text)})"):
            raise RuntimeError(f"{self.label}: it did not encrypt")

    def seen(self, text: str) -> Optional[Seen]:
        found: Any = self.page.run(f"peer.find({json.dumps(text)})")
        if not found:
            return None
        # It names the newest version in a stanza, not the one it used itself: of one that speaks one alone it is known.
        version = next(iter(self.versions)) if len(self.versions) == 1 else (V03 if found["namespace"] == "eu.siacs.conversations.axolotl" else None)
        return Seen(text, found["sender"].split("/")[0] if "@rooms." not in found["sender"] else found["sender"], found["encrypted"], version)

    def send_file(self, to: str, name: str, text: str) -> None:
        """It asks for the place, encrypts and uploads with its own code."""
        self.page.run(f"peer.sendFile({json.dumps(to)}, {json.dumps(name)}, {json.dumps(text)})")

    def look_at(self, person: str) -> None:
        """Brings a conversation to the screen, where it fetches and decrypts what is shown."""
        self.page.run(f"peer.look({json.dumps(person)})")

    def links(self) -> List[str]:
        return self.page.run("peer.links()")

    def opened_files(self) -> List[str]:
        """What is in the files on the screen that it fetched and decrypted itself."""
        return self.page.run("peer.files()")

    def remains(self) -> str:
        if self.page is None:
            return ""
        try:
            errors = self.page.run("peer.errors?.() ?? []")
        except (RuntimeError, OSError):
            errors = []
        return "\n".join([*errors[-5:], *self.page.said[-5:]])

    def stop(self) -> None:
        cls = type(self)
        if self.page is None:
            return
        self.page.close()
        self.page = None
        cls._users -= 1
        if cls._users == 0:
            cls._browser.close()
            cls._files.close()
            cls._browser = cls._files = None


def fetch(store: Path) -> Path:
    """The package, unpacked below `store`; fetched once, and only taken with the pinned hash. Unavailable."""
    folder = store / f"converse.js-{VERSION}"
    if (folder / "dist" / "converse.min.js").is_file():
        return folder
    npm = need_tool("npm", "npm")
    store.mkdir(parents=True, exist_ok=True)
    try:
        done = subprocess.run([npm, "pack", "--silent", "--ignore-scripts", f"converse.js@{VERSION}"], cwd=store, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=240, check=False, env={**os.environ, "npm_config_update_notifier": "false", "npm_config_cache": str(store / "npm")})
    except subprocess.TimeoutExpired as problem:
        raise Unavailable("npm did not answer in time") from problem
    archive = store / f"converse.js-{VERSION}.tgz"
    if done.returncode != 0 or not archive.is_file():
        raise Unavailable(f"npm pack converse.js@{VERSION}: {done.stderr.strip()[-300:]}")
    data = archive.read_bytes()
    archive.unlink()
    if "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode() != INTEGRITY:
        raise RuntimeError(f"converse.js {VERSION} is not the package that this test was written for: its hash differs")
    _unpack(data, folder)
    return folder


def _unpack(data: bytes, folder: Path) -> None:
    """Of the package: what a browser loads, and its licence."""
    part = folder.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as archive:
        for member in archive:
            path = Path(member.name)
            if not member.isfile() or ".." in path.parts or path.suffix == ".map" or path.parts[:2] not in (("package", "dist"), ("package", "LICENSE")):
                continue
            target = part.joinpath(*path.parts[1:])
            target.parent.mkdir(parents=True, exist_ok=True)
            content = archive.extractfile(member)
            assert content is not None
            target.write_bytes(content.read())
    part.rename(folder)

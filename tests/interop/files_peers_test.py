#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files between Wardline and programs that others wrote, on a stock Prosody: what they get is opened here with nothing of ours, and what they send is
fetched by Wardline. profanity and converse.js fetch, decrypt, encrypt and upload with code of their own; python-omemo is a library without files, and passes
the link on that it got, as somebody who forwards a picture does.

    files_peers_test.py [--keep]
"""

import argparse
import base64
import hashlib
import os
import re
import secrets
import shutil
import ssl
import sys
import tempfile
import urllib.request
from pathlib import Path
from typing import Dict, List, Optional

sys.path[:0] = [os.path.join(os.path.dirname(os.path.abspath(__file__)), part) for part in ("../support", "peers")]

import wardline_peer  # noqa: E402
from converse_peer import ConversePeer  # noqa: E402
from peer import V2, V03, Peer, Unavailable  # noqa: E402
from planted_text import find_planted  # noqa: E402
from profanity_peer import ProfanityPeer  # noqa: E402
from prosody import StockProsody  # noqa: E402
from python_omemo_peer import PythonOmemoPeer  # noqa: E402
from steps import Story, StoryEnds, expect, expect_equal  # noqa: E402
from waiting import TookTooLong, wait_until  # noqa: E402

MARK = secrets.token_hex(4)
TEXT = f"planted-Curlew-{MARK} wound swab of Mrs Iversen: no growth\n" * 50
THEIRS = f"planted-Sanderling-{MARK} seen, thank you\n" * 30
STORE = Path(os.environ.get("WARDLINE_BINARY_DIR", Path(__file__).resolve().parents[2] / "build" / "dev")) / "interop" / "peers"  # as the matrix has it
LINK = re.compile(r"aesgcm://\S+#[0-9a-fA-F]{88,96}")
PROGRAMS = {"py03": (PythonOmemoPeer, (V03,)), "py2": (PythonOmemoPeer, (V2,)), "prof": (ProfanityPeer, (V03,)), "conv": (ConversePeer, (V03, V2)),
            "conv03": (ConversePeer, (V03,))}


def opened(link: str, authority: str) -> bytes:
    """What a link leads to, decrypted by a library that is not ours."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # pylint: disable=import-outside-toplevel
    address, fragment = link.split("#")
    bits = bytes.fromhex(fragment)
    context = ssl.create_default_context(cafile=authority)
    with urllib.request.urlopen("https" + address[len("aesgcm"):], timeout=20, context=context) as answer:
        return AESGCM(bits[-32:]).decrypt(bits[:-32], answer.read(), None)


def opened_inside(shared, authority: str) -> bytes:
    """The same by what stands inside of the envelope (XEP-0447, XEP-0448), its hash (XEP-0300) compared as well."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # pylint: disable=import-outside-toplevel
    source = next(e for e in shared.iter() if e.tag == "{urn:xmpp:esfs:0}encrypted")
    expect_equal(source.get("cipher"), "urn:xmpp:ciphers:aes-256-gcm-nopadding:0")
    key, nonce = (base64.b64decode(source.find("{urn:xmpp:esfs:0}" + part).text) for part in ("key", "iv"))
    where = next(e for e in source.iter() if e.tag == "{http://jabber.org/protocol/url-data}url-data").get("target")
    context = ssl.create_default_context(cafile=authority)
    with urllib.request.urlopen(where, timeout=20, context=context) as answer:
        content = AESGCM(key).decrypt(nonce, answer.read(), None)
    told = [e for e in shared.iter() if e.tag == "{urn:xmpp:hashes:2}hash" and e.get("algo") == "sha-256"]
    expect(base64.b64encode(hashlib.sha256(content).digest()).decode() in [e.text for e in told], "the hash of the file", told)
    return content


class FilesWithPeers:
    def __init__(self, keep: bool) -> None:
        self.keep = keep
        self.base = Path(tempfile.mkdtemp(prefix="wardline-file-peers-"))
        self.relay = StockProsody(self.base / "relay")
        self.story = Story(logs=lambda: [])
        self.people: Dict[str, Peer] = {}
        self.ward: Optional[wardline_peer.WardlinePeer] = None
        self.letter = self.base / "swab.txt"
        self.letter.write_text(TEXT, encoding="utf-8")
        self.links: Dict[str, str] = {}

    def close(self) -> None:
        for peer in [*self.people.values(), *([self.ward] if self.ward else [])]:
            peer.stop()
        self.relay.down()
        if not self.keep:
            shutil.rmtree(self.base, ignore_errors=True)

    def tell(self) -> int:
        step = self.story.step
        try:
            with step("a stock Prosody and Wardline", needed=True):
                self.begin()
            for name, (program, versions) in PROGRAMS.items():
                try:
                    program.install(STORE)
                except Unavailable as problem:
                    self.story.skip(name, str(problem))
                    continue
                with step(f"{name} signs in"):
                    self.enter(name, program, versions)
            for name in list(self.people):
                with step(f"{name} gets a file from Wardline and opens it"):
                    self.gets(name)
            for name in list(self.links):
                with step(f"Wardline gets a file from {name} and opens it"):
                    self.passes_on(name)
            if "prof" in self.links:
                with step("profanity uploads a file of its own, and Wardline opens it"):
                    self.uploads()
            for name in [name for name in self.links if isinstance(self.people[name], ConversePeer)]:
                with step(f"converse.js ({name}) uploads a file of its own, and Wardline opens it"):
                    self.browser_uploads(name)
            with step("the relay holds no planted text"):
                found = find_planted([TEXT.splitlines()[0], THEIRS.splitlines()[0], "swab.txt"], [str(self.relay.state)])
                expect_equal(found, [])
        except StoryEnds:
            pass
        return self.story.finish()

    def begin(self) -> None:
        self.relay.up()
        wardline_peer.POLICY["files"] = {"save": True}
        self.ward = wardline_peer.WardlinePeer(self.relay, self.relay.add_account("ward"), self.base / "ward", frozenset((V03, V2)))
        self.ward.start()
        self.ward.sign_in()

    def run(self, *words: str) -> List[dict]:
        """The lines of one command in Wardline's session; the list of its own devices behind it tells its end."""
        running = self.ward.running
        running.write(" ".join(words))
        running.write("devices list")
        lines: List[dict] = []
        while True:
            line = running.wait_for(lambda _: True, 60)
            if "fingerprint" in line:
                return lines
            lines.append(line)

    def enter(self, name: str, program: type, versions: tuple) -> None:
        peer = program(self.relay, self.relay.add_account(name), self.base / name, frozenset(versions))
        peer.start()
        self.people[name] = peer
        peer.sign_in()
        peer.publish_devices()
        peer.trust_all()
        peer.meet(self.ward.account.jid)

    def link_of(self, name: str) -> Optional[str]:
        peer = self.people[name]
        if isinstance(peer, ConversePeer):
            texts = peer.links()
        elif isinstance(peer, ProfanityPeer):
            texts = [path.read_text(encoding="utf-8", errors="replace") for path in (peer.folder / "data/profanity/chatlogs").rglob("*.log")]
        else:
            texts = [seen.text for seen in list(peer.found)]
        return next((match.group(0) for text in texts for match in [LINK.search(text)] if match), None)

    def gets(self, name: str) -> None:
        sent = self.run("send", "--to", self.people[name].account.jid, "--file", str(self.letter))
        expect(sent and sent[0].get("state") in ("relay", "device", "seen"), "sent", sent)
        link = wait_until(f"{name}: a link", lambda: self.link_of(name), 40, 0.3)
        expect_equal(opened(link, self.relay.ca).decode(), TEXT)
        self.links[name] = link
        peer = self.people[name]
        if isinstance(peer, PythonOmemoPeer) and V2 in peer.versions:
            shared = wait_until("a file inside of the envelope", lambda: [e for e in peer.inside if e.tag == "{urn:xmpp:sfs:0}file-sharing"], 40)[-1]
            expect_equal(opened_inside(shared, self.relay.ca).decode(), TEXT)
        if isinstance(peer, ConversePeer):
            peer.look_at(self.ward.account.jid)
            wait_until(f"{name}: the file on its screen", lambda: TEXT in peer.opened_files(), 40, 0.3)

    def newest_file(self, name: str, known: int) -> dict:
        def look():
            told = self.run("history", "--with", self.people[name].account.jid, "--limit", "50")
            files = [m for m in told if m["files"] and m["from"].startswith(self.people[name].account.jid)]
            return files[-1] if len(files) > known else None

        return wait_until(f"a file from {name}", look, 40, 0.5)

    def save(self, name: str, message: dict) -> bytes:
        target = self.base / f"saved-{secrets.token_hex(3)}"
        saved = self.run("files", "save", "--with", self.people[name].account.jid, message["id"], str(target))
        expect(saved and "saved" in saved[0], "saved", saved)
        return target.read_bytes()

    def passes_on(self, name: str) -> None:
        peer = self.people[name]
        peer.prepare(self.ward.account.jid, False)
        peer.send(self.ward.account.jid, self.links[name], False)
        message = self.newest_file(name, 0)
        expect_equal((message["encrypted"], message["body"]), (True, ""), message)
        expect_equal(self.save(name, message).decode(), TEXT)

    def uploads(self) -> None:
        """profanity asks for the place, encrypts and uploads with its own code."""
        peer = self.people["prof"]
        theirs = peer.folder / "theirs.txt"
        theirs.write_text(THEIRS, encoding="utf-8")
        peer.type(f"/win {self.ward.account.jid}")
        peer.type(f"/sendfile {theirs}")
        message = self.newest_file("prof", 1)
        expect(message["encrypted"], "encrypted", message)
        expect_equal(self.save("prof", message).decode(), THEIRS)

    def browser_uploads(self, name: str) -> None:
        theirs = f"{THEIRS}{name}\n"
        self.people[name].send_file(self.ward.account.jid, "theirs.txt", theirs)
        message = self.newest_file(name, 1)
        expect(message["encrypted"], "encrypted", message)
        expect_equal(self.save(name, message).decode(), theirs)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", action="store_true", help="leaves profiles and the relay's data")
    try:
        wardline_peer.WardlinePeer.install(Path())
    except Unavailable as problem:
        print(f"skipped: {problem}")
        return 77
    test = FilesWithPeers(parser.parse_args().keep)
    try:
        return test.tell()
    except TookTooLong as problem:
        print(problem)
        return 1
    finally:
        test.close()


if __name__ == "__main__":
    sys.exit(main())

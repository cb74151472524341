#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files between two people on two workstations, over a real relay: sent, fetched, saved, refused, and nothing of them in the clear anywhere.

    files_story.py --relay prosody|ejabberd
"""

import argparse
import hashlib
import os
import secrets
import shutil
import struct
import sys
import tempfile
import zlib
from pathlib import Path
from typing import Dict

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))

from planted_text import find_planted  # noqa: E402
from relays import make_relay  # noqa: E402
from steps import Story, StoryEnds, expect, expect_equal  # noqa: E402
from wardlinectl import DONE, FAILED, find_binary  # noqa: E402
from wardlinectl_story import Workstation  # noqa: E402

MARK = secrets.token_hex(4)
NAME = f"planted-Dunlin-{MARK}.txt"
TEXT = f"planted-Ruff-{MARK} discharge letter, Mrs Iversen, born 1941\n" * 200
CAPTION = f"planted-Knot-{MARK} the letter for bed 12"
PLACE = f"planted-Stint-{MARK} 59.9139 N 10.7522 E"
PASSWORDS = {"ana": f"planted-Smew-{MARK}-password", "ben": f"planted-Scoter-{MARK}-password"}


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def picture_with_a_place() -> bytes:
    """A PNG of 8 x 8 points that says where it was taken."""
    rows = b"".join(b"\0" + bytes((x * 30 % 256, y * 30 % 256, 128)[i % 3] for x in range(8) for i in range(3)) for y in range(8))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)) + chunk(b"tEXt", b"GPS\0" + PLACE.encode())
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


class FilesStory:
    def __init__(self, kind: str, binary: Path) -> None:
        self.kind = kind
        self.base = Path(tempfile.mkdtemp(prefix="wardline-files-"))
        self.relay = make_relay(kind)
        self.story = Story(logs=self.logs)
        self.binary = binary
        self.people: Dict[str, Workstation] = {}
        self.room = ""
        self.sent: Dict[str, str] = {}
        self.letter, self.picture = self.base / "given" / NAME, self.base / "given" / "wound.png"
        self.letter.parent.mkdir()
        self.letter.write_text(TEXT, encoding="utf-8")
        self.picture.write_bytes(picture_with_a_place())

    def logs(self) -> list:
        try:
            return self.relay.log_files()
        except OSError:
            return []

    def close(self) -> None:
        for person in self.people.values():
            person.close()
        try:
            self.relay.down()
        except RuntimeError as problem:
            print(problem)
        shutil.rmtree(self.base, ignore_errors=True)

    def policy(self, name: str, save: bool) -> str:
        sign_in = '"totp": {"mode": "appended"}, "relay": {"allow_plain": true}, ' if self.kind == "ejabberd" else ""
        path = self.base / f"{name}.json"
        path.write_text(f'{{"version": 1, {sign_in}"files": {{"save": {str(save).lower()}}}}}\n', encoding="utf-8")
        return str(path)

    def tell(self) -> int:
        step = self.story.step
        try:
            with step(f"relay up: {self.kind}, two people and a room", needed=True):
                self.begin()
            with step("a text and a file arrive as they were", needed=True):
                self.letter_arrives()
            with step("a picture loses where it was taken and nothing else", needed=True):
                self.picture_arrives()
            with step("in a direct conversation, too"):
                self.direct()
            with step("what policy forbids is not sent"):
                self.refusals()
            with step("saving needs a policy that allows it, and is audited"):
                self.saving()
            with step("nothing stands in the clear on the relay or in the profiles"):
                self.nothing_in_the_clear()
        except StoryEnds:
            pass
        return self.story.finish()

    def begin(self) -> None:
        self.relay.up()
        for name in ("ana", "ben"):
            person = self.relay.add_person(name, PASSWORDS[name], ["nurse"])
            self.people[name] = Workstation(self.binary, self.relay, person, self.base / "profiles", self.policy(name, name == "ben"))
        self.room = self.relay.add_room("Ward 4", ["ana", "ben"])
        (self.base / "profiles").mkdir(exist_ok=True)
        for person in self.people.values():
            answer = person.sign_in()
            expect_equal(answer.code, DONE, answer)

    def message(self, name: str, ident: str, *where: str) -> dict:
        told = self.people[name].run("history", *(where or ("--room", self.room)), "--limit", "30")
        found = [m for m in told.lines if m["id"] == ident]
        expect_equal(len(found), 1, told)
        return found[0]

    def save(self, ident: str, *where: str) -> bytes:
        target = self.base / "saved" / secrets.token_hex(4)
        target.parent.mkdir(exist_ok=True)
        answer = self.people["ben"].run("files", "save", *(where or ("--room", self.room)), ident, str(target))
        expect_equal(answer.code, DONE, answer)
        expect_equal(oct(target.stat().st_mode & 0o777), "0o600")
        return target.read_bytes()

    def letter_arrives(self) -> None:
        answer = self.people["ana"].run("send", "--room", self.room, "--file", str(self.letter), CAPTION)
        expect_equal((answer.code, answer.first["state"]), (DONE, "relay"), answer)
        self.sent["letter"] = answer.first["id"]
        message = self.message("ben", self.sent["letter"])
        expect_equal((message["encrypted"], message["body"], message["files"][0]["name"], message["files"][0]["size"], message["files"][0]["type"]),
                     (True, "", NAME, len(TEXT), "text/plain"), message)
        told = self.people["ben"].run("history", "--room", self.room, "--limit", "30").lines
        order = [m["body"] or m["files"][0]["name"] for m in told if m["body"] == CAPTION or m["files"]]
        expect_equal(order[-2:], [CAPTION, NAME])
        expect_equal(self.save(self.sent["letter"]).decode(), TEXT)
        expect_equal(self.message("ana", self.sent["letter"])["files"][0]["state"], "here")

    def picture_arrives(self) -> None:
        answer = self.people["ana"].run("send", "--room", self.room, "--file", str(self.picture))
        expect_equal(answer.code, DONE, answer)
        self.sent["picture"] = answer.first["id"]
        got = self.save(self.sent["picture"])
        expect(PLACE.encode() not in got and b"tEXt" not in got, "the place is gone", got)
        original = picture_with_a_place()
        expect(got[got.index(b"IDAT"):] == original[original.index(b"IDAT"):], "the pixels are the same", got)

    def direct(self) -> None:
        ben, ana = self.people["ben"].person.jid, self.people["ana"].person.jid
        answer = self.people["ana"].run("send", "--to", ben, "--file", str(self.letter))
        expect_equal(answer.code, DONE, answer)
        expect_equal(self.save(answer.first["id"], "--with", ana).decode(), TEXT)

    def refusals(self) -> None:
        bad = {"program.png": b"\x7fELF\2\1\1" + bytes(200), "page.html": b"<!DOCTYPE html><html><script>x</script></html>",
               "camera.tif": b"II*\0\x08\0\0\0" + bytes(100), "broken.png": b"\x89PNG\r\n\x1a\n" + bytes(30), "large.txt": b"a" * (26 << 20)}
        for name, content in bad.items():
            path = self.base / "given" / name
            path.write_bytes(content)
            answer = self.people["ana"].run("send", "--room", self.room, "--file", str(path))
            expect_equal((answer.code, answer.key("id")), (FAILED, None), answer)
        missing = self.people["ana"].run("send", "--room", self.room, "--file", str(self.base / "nowhere"))
        expect_equal(missing.code, FAILED, missing)

    def saving(self) -> None:
        target = self.base / "saved" / "not"
        answer = self.people["ana"].run("files", "save", "--room", self.room, self.sent["letter"], str(target))
        expect_equal((answer.code, target.exists()), (FAILED, False), answer)
        events = self.people["ben"].run("audit", "list")
        expect("file-saved" in events.output, "the audit log has it", events)

    def nothing_in_the_clear(self) -> None:
        planted = [NAME, TEXT.splitlines()[0], CAPTION, PLACE]
        uploads = [p for p in Path(self.relay.data_folder()).rglob("*") if p.is_file() and p.stat().st_size >= len(TEXT)]
        expect(uploads, "something was uploaded", self.relay.data_folder())
        digest = hashlib.sha256(TEXT.encode()).digest()
        expect(all(digest not in p.read_bytes() for p in uploads), "not even its hash", uploads)
        found = find_planted(planted, [self.relay.data_folder(), *[str(p.parent) for p in self.relay.log_files()], str(self.base / "profiles")])
        expect_equal(found, [])
        shelves = [p for p in (self.base / "profiles").glob("*/attachments/*")]
        expect(len(shelves) >= 5, "ciphertext is kept", shelves)
        expect(all(p.stat().st_mode & 0o077 == 0 for p in shelves), "for the owner alone", shelves)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--relay", choices=["prosody", "ejabberd"], required=True)
    kind = parser.parse_args().relay
    binary = find_binary()
    if binary is None or (kind == "ejabberd" and shutil.which("erl") is None) or (kind == "prosody" and shutil.which("prosody") is None):
        print("skipped: wardlinectl is not built, or the relay is not installed")
        return 77
    story = FilesStory(kind, binary)
    try:
        return story.tell()
    finally:
        story.close()


if __name__ == "__main__":
    sys.exit(main())

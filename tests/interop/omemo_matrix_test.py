#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""OMEMO between programs that were written by different people, on a stock Prosody: who reads whom, in which version, to one person and in rooms.

    omemo_matrix_test.py [--keep] [PERSON...]

Each pair of different programs that have a version in common exchanges three messages; in three rooms everybody writes once and everybody
who can must read it; the relay's files must hold none of it. README.md in this folder says more. Exit code 77: no program but one is here.
"""

import argparse
import itertools
import logging
import os
import secrets
import shutil
import signal
import sys
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "support"), str(Path(__file__).resolve().parent / "peers")]

from converse_peer import ConversePeer  # noqa: E402
from engine_peer import EnginePeer  # noqa: E402
from peer import V2, V03, Peer, Seen, Unavailable  # noqa: E402
from planted_text import find_planted  # noqa: E402
from profanity_peer import ProfanityPeer  # noqa: E402
from prosody import StockProsody  # noqa: E402
from python_omemo_peer import Line, PythonOmemoPeer  # noqa: E402
from steps import Story, StoryEnds, expect, expect_equal  # noqa: E402
from waiting import TookTooLong, wait_until  # noqa: E402
from wardline_peer import WardlinePeer  # noqa: E402

MARK = secrets.token_hex(4)
BOTH = (V03, V2)
ODD = "Größe ≥ 3 µg, 体重 72 kg <b>&amp;</b> \"quoted\""


class Person(NamedTuple):
    program: type
    versions: tuple
    rooms: tuple


# The order is that of signing in. In a room with people of the other version alone, converse.js turns encryption off: it is held to one in rooms of one.
PEOPLE: Dict[str, Person] = {
    "python03": Person(PythonOmemoPeer, (V03,), ("old", "mixed")),
    "python2": Person(PythonOmemoPeer, (V2,), ("new", "mixed")),
    "python": Person(PythonOmemoPeer, BOTH, ("old", "new", "mixed")),
    "profanity": Person(ProfanityPeer, (V03,), ("old", "mixed")),
    "converse": Person(ConversePeer, BOTH, ("mixed",)),
    "converse03": Person(ConversePeer, (V03,), ("old",)),
    "converse2": Person(ConversePeer, (V2,), ("new",)),
    "engine": Person(EnginePeer, BOTH, ("old", "new", "mixed")),
    "wardline": Person(WardlinePeer, BOTH, ("old", "new", "mixed")),
}


class Matrix:
    def __init__(self, names: List[str], folder: Path, store: Path) -> None:
        self.folder, self.store = folder, store
        self.relay = StockProsody(folder / "relay")
        self.story = Story(logs=lambda: [])
        self.people: Dict[str, Peer] = {}
        self.names = names
        self.rooms: Dict[str, str] = {}
        self.owner: Optional[Line] = None
        self.planted: List[str] = []
        self.missing: Dict[str, str] = {}

    def close(self) -> None:
        for peer in reversed(list(self.people.values())):
            try:
                peer.stop()
            except Exception as problem:  # pylint: disable=broad-exception-caught  # the others must end, too
                self.story.say(f"   while ending {peer.label}: {problem!r}")
        if self.owner is not None:
            self.owner.close()
        self.relay.down()

    def install(self) -> None:
        """Leaves out the people whose program is not here."""
        for program in {PEOPLE[name].program for name in self.names}:
            try:
                program.install(self.store)
            except Unavailable as problem:
                self.missing[program.kind] = str(problem)
        self.names = [name for name in self.names if PEOPLE[name].program.kind not in self.missing]

    def tell(self) -> int:
        step = self.story.step
        try:
            for kind, reason in self.missing.items():
                if os.environ.get("CI"):
                    with step(f"{kind} is here"):
                        raise Unavailable(reason)
                else:
                    self.story.skip(f"everything with {kind}", reason)
            with step("relay up, rooms made", needed=True):
                self.make_clinic()
            for name in list(self.names):
                with step(f"{name} signs in and publishes its device"):
                    self.begin(name)
            # Only now: a program may give up encryption in a room where somebody has no device yet.
            for name in list(self.names):
                with step(f"{name} enters its rooms"):
                    self.enter(name)
            for one, other in self.pairs():
                for version in self.common(one, other):
                    with step(f"{one} and {other} in {version}"):
                        self.exchange(one, other, version)
            for room in self.rooms:
                for sender in self.members(room):
                    with step(f"{sender} to everybody in the {room} room"):
                        self.tell_room(room, sender)
            if {"wardline", "python2"} <= set(self.names):
                for place in [self.people["python2"].account.jid, *([self.rooms["new"]] if "new" in self.rooms else [])]:
                    with step(f"what wardline does to messages is inside, {'in a room' if place in self.rooms.values() else 'to one person'}"):
                        self.changes_inside(place)
                with step("what python2 does to messages, wardline takes from inside"):
                    self.changes_from_inside()
            for reader in [name for name in self.names if self.people[name].can_rest]:
                with step(f"{reader} reads what was written while it was away"):
                    self.write_to_absent(reader)
            with step("the relay's archive and logs hold nothing that was written"):
                self.search_relay()
        except StoryEnds:
            pass
        return self.story.finish()

    # --- the steps ---

    def make_clinic(self) -> None:
        self.relay.up()
        self.owner = Line(self.relay, self.relay.add_account("owner"))
        self.owner.open()
        for name in self.names:
            self.people[name] = PEOPLE[name].program(self.relay, self.relay.add_account(name), self.folder / name, frozenset(PEOPLE[name].versions))
        for room in ("old", "new", "mixed"):
            members = [self.people[name].account.jid for name in self.names if room in PEOPLE[name].rooms]
            if len(members) > 1:
                address = f"{room}@{self.relay.rooms_domain}"
                self.owner.wait(self.owner.make_room(address, members))
                # The owner has no device: on the list of recipients it would be one more person who cannot be written to.
                self.owner.wait(self.owner.hand_over(address, members[0]))
                self.rooms[room] = address

    def begin(self, name: str) -> None:
        peer = self.people[name]
        try:
            peer.start()
            peer.sign_in()
            peer.publish_devices()
            peer.trust_all()
        except Exception:
            self.give_up(name)
            raise

    def enter(self, name: str) -> None:
        try:
            for room in PEOPLE[name].rooms:
                if room in self.rooms:
                    self.people[name].join_room(self.rooms[room])
        except Exception:
            self.give_up(name)
            raise

    def give_up(self, name: str) -> None:
        """The others go on without."""
        self.names.remove(name)
        self.explain(name)

    def pairs(self) -> List[tuple]:
        found = [(a, b) for a, b in itertools.combinations(self.names, 2) if PEOPLE[a].program is not PEOPLE[b].program and self.common(a, b)]
        # A program that is held to one version is there for those who speak both.
        return [(a, b) for a, b in found if not ({a, b} & {"converse03", "converse2"} and {a, b} & {"python03", "python2"})]

    def common(self, one: str, other: str) -> List[str]:
        """The version that two people use: the newest that both have."""
        both = set(PEOPLE[one].versions) & set(PEOPLE[other].versions)
        return [V2] if V2 in both else sorted(both)

    def exchange(self, one: str, other: str, version: str) -> None:
        """There, back, and there again, so that the ratchet turns."""
        for number, (sender, reader) in enumerate(((one, other), (other, one), (one, other))):
            self.people[reader].meet(self.people[sender].account.jid)
            text = self.plant(f"{sender} to {reader} {number}" + (f" {ODD}" if number == 1 else ""))
            try:
                self.people[sender].prepare(self.people[reader].account.jid, False)
                self.people[sender].send(self.people[reader].account.jid, text, False)
                self.check(self.people[reader].wait_for_text(text), sender, version)
            except (TookTooLong, RuntimeError):
                self.explain(sender, reader)
                raise

    def changes_inside(self, place: str) -> None:
        """An answer, a reaction, a correction and a retraction reach a program that nobody here wrote, and the relay sees none of them."""
        ward, reader = self.people["wardline"], self.people["python2"]
        is_room = place in self.rooms.values()
        to, at = (f"--room {place}", f"--room {place}") if is_room else (f"--to {place}", f"--with {place}")
        ward.prepare(place, is_room)

        def send(words: str, *options: str) -> str:
            told = ward.does(f"send {to} {' '.join(options)} --wait relay {self.plant(words)!r}")
            return next(line["id"] for line in told if "id" in line)

        def inside(name: str, namespace: str):
            tag = f"{{{namespace}}}{name}"  # an element without children is no truth: hence the lists
            return wait_until(name, lambda: [e for e in reader.inside if e.tag == tag], 40)[-1]

        reader.inside.clear()
        reader.outside.clear()
        first = send("asks")
        expect(inside("body", "jabber:client") is not None, "the text", reader.remains())
        send("answers", f"--reply-to {first}")
        expect(inside("reply", "urn:xmpp:reply:0").get("id"), "the answer names what it answers", reader.remains())
        ward.does(f"react {at} {first} 👍")
        expect_equal([e.text for e in inside("reactions", "urn:xmpp:reactions:0")], ["👍"])
        ward.does(f"correct {at} {first} {self.plant('asks better')!r}")
        expect_equal(inside("replace", "urn:xmpp:message-correct:0").get("id"), first)
        ward.does(f"retract {at} {first}")
        expect(inside("retract", "urn:xmpp:message-retract:1").get("id"), "the retraction names its message", reader.remains())
        telling = ("reply:0", "reactions:0", "message-correct:0", "message-retract:1", "urn:xmpp:receipts", "chat-markers")
        expect(not [tag for tag in reader.outside if any(word in tag for word in telling)], "nothing of it stands outside", reader.outside)

    def changes_from_inside(self) -> None:
        ward, writer = self.people["wardline"], self.people["python2"]
        place = f"--with {writer.account.jid}"
        text, better = self.plant("python2 wrote"), self.plant("python2 wrote better")
        body = "<body xmlns='jabber:client'>{}</body>".format
        writer.inside.clear()
        writer.outside.clear()
        number = writer.say_inside(ward.account.jid, body(text) + "<request xmlns='urn:xmpp:receipts'/>", False)
        wait_until("the text", lambda: ward.line_of(place, text), 40)
        receipt = wait_until("a receipt", lambda: [e for e in writer.inside if e.tag == "{urn:xmpp:receipts}received"], 40)[0]
        expect_equal(receipt.get("id"), number)
        expect(not [tag for tag in writer.outside if "receipts" in tag], "the receipt stands inside alone", writer.outside)
        writer.say_inside(ward.account.jid, f"<reactions xmlns='urn:xmpp:reactions:0' id='{number}'><reaction>✅</reaction></reactions>", False)
        wait_until("the reaction", lambda: (ward.line_of(place, text) or {}).get("reactions"), 40)
        writer.say_inside(ward.account.jid, body(better) + f"<replace xmlns='urn:xmpp:message-correct:0' id='{number}'/>", False)
        corrected = wait_until("the correction", lambda: ward.line_of(place, better), 40)
        expect(corrected["corrected"], "said to be corrected", corrected)
        writer.say_inside(ward.account.jid, f"<retract xmlns='urn:xmpp:message-retract:1' id='{number}'/>", False)
        wait_until("the retraction", lambda: ward.line_of(place, better) is None, 40)

    def members(self, room: str) -> List[str]:
        return [name for name in self.names if room in PEOPLE[name].rooms]

    def tell_room(self, room: str, sender: str) -> None:
        text = self.plant(f"{sender} in {room}")
        try:
            self.people[sender].prepare(self.rooms[room], True)
            self.people[sender].send(self.rooms[room], text, True)
        except (TookTooLong, RuntimeError):
            self.explain(sender)
            raise
        failed = []
        for reader in self.members(room):
            versions = self.common(sender, reader)
            if reader == sender or not versions:
                continue
            try:
                self.check(self.people[reader].wait_for_text(text, 40), sender, versions[0])
            except (TookTooLong, RuntimeError, AssertionError) as problem:
                failed.append(f"{reader}: {problem}")
                self.explain(sender, reader)
        expect(not failed, "read by everybody who speaks the version", "; ".join(failed))

    def write_to_absent(self, reader: str) -> None:
        """From everybody to one, and into the rooms; read from the archives, in whatever order they come."""
        self.people[reader].rest()
        wanted = []
        for sender in self.names:
            versions = self.common(sender, reader)
            if sender == reader or not versions:
                continue
            for place in [self.people[reader].account.jid, *(self.rooms[room] for room in self.rooms if {sender, reader} <= set(self.members(room)))]:
                text = self.plant(f"{sender} while {reader} is away")
                is_room = place != self.people[reader].account.jid
                self.people[sender].prepare(place, is_room)
                self.people[sender].send(place, text, is_room)
                wanted.append((sender, versions[0], text))
        self.people[reader].wake()
        failed = []
        for sender, version, text in wanted:
            try:
                self.check(self.people[reader].wait_for_text(text, 40), sender, version)
            except (TookTooLong, AssertionError) as problem:
                failed.append(str(problem))
        if failed:
            self.explain(reader)
        expect(not failed, "all of it read", "; ".join(failed))

    @staticmethod
    def check(seen: Seen, sender: str, version: str) -> None:
        expect(seen.is_encrypted, "encrypted", seen)
        expect(seen.version in (None, version), version, seen)
        expect(sender in seen.sender, f"from {sender}", seen)

    def plant(self, words: str) -> str:
        self.planted.append(f"planted-{MARK}-{len(self.planted):04}")
        return f"{self.planted[-1]} {words}"

    def explain(self, *names: str) -> None:
        for name in names:
            for line in self.people[name].remains().splitlines():
                self.story.say(f"   {name}: {line[:400]}")

    def search_relay(self) -> None:
        """A text sent in clear on purpose is found, so the search can find."""
        control = f"control-{MARK}-in clear"
        someone = self.people[self.names[0]].account.jid
        self.owner.wait(self.owner.say(someone, control))
        expect(self.wait_for_archive(control), "the clear text in the archive", "nothing found at all")
        expect(self.planted, "something planted", self.planted)
        found = find_planted(self.planted, [str(self.relay.state)])
        expect_equal(found, [], "nothing of what was written")

    def wait_for_archive(self, text: str) -> bool:
        return bool(wait_until("the archive", lambda: find_planted([text], [str(self.relay.state / "data")]), 20, 0.5))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("person", nargs="*", metavar="PERSON", help=", ".join(PEOPLE))
    parser.add_argument("--keep", action="store_true", help="leaves profiles, logs and the relay's data in the build folder")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started ends, too
    logging.disable(logging.WARNING)  # python-omemo tells of everything that it fetches
    unknown = [name for name in arguments.person if name not in PEOPLE]
    if unknown:
        parser.error(f"nobody is called {', '.join(unknown)}; there are {', '.join(PEOPLE)}")
    names = [name for name in PEOPLE if not arguments.person or name in arguments.person]
    build = Path(os.environ.get("WARDLINE_BINARY_DIR", ROOT / "build" / "dev"))
    folder = build / "interop" / "omemo"
    matrix = Matrix(names, folder, build / "interop" / "peers")
    matrix.install()
    if len(matrix.names) < 2 and not os.environ.get("CI"):
        print("; ".join(f"{kind}: {reason}" for kind, reason in matrix.missing.items()) or "one person alone has nobody to write to")
        return 77
    try:
        return matrix.tell()
    finally:
        matrix.close()
        if not arguments.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())

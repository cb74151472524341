#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""tests/perf/crowd.py [--build DIR] [--people 50] [--devices 2]

The first message to a room of so many people with so many devices each, on a real Prosody: every device's keys (both versions) lie on the relay, none on the
workstation. The real window opens the room, and somebody types and presses Enter at once. Told are what the header says meanwhile and the longest time
that the main thread did nothing else. Exit code 1 where the message did not leave, or the header showed no progress.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import List

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "support"), str(ROOT / "tests" / "interop" / "peers")]
from peer import Account  # noqa: E402
from plain_client import PlainClient  # noqa: E402
from private_display import PrivateDisplay  # noqa: E402
from prosody import StockProsody  # noqa: E402

PUBSUB, MUC = "http://jabber.org/protocol/pubsub", "http://jabber.org/protocol/muc"
CODE = "123456"  # of a made-up authenticator, behind the password
OLD, NEW = "eu.siacs.conversations.axolotl", "urn:xmpp:omemo:2"


def options(**fields: str) -> str:
    kind = f"<field var='FORM_TYPE' type='hidden'><value>{PUBSUB}#publish-options</value></field>"
    rest = "".join(f"<field var='pubsub#{name}'><value>{value}</value></field>" for name, value in fields.items())
    return f"<publish-options><x xmlns='jabber:x:data' type='submit'>{kind}{rest}</x></publish-options>"


def publish(client: PlainClient, node: str, item: str, payload: str, **more: str) -> None:
    answer = client.ask_iq("set", f"<pubsub xmlns='{PUBSUB}'><publish node='{node}'><item id='{item}'>{payload}</item></publish>"
                                  f"{options(access_model='open', **more)}</pubsub>")
    assert answer.get("type") == "result", (node, answer)


def publish_devices(relay: StockProsody, account: Account, devices: List[dict]) -> None:
    client = PlainClient(relay.facts, account.name, account.password)
    assert client.is_in, account.jid
    for device in devices:
        publish(client, f"{NEW}:bundles", str(device["id"]), device["omemo:2"], max_items="max")
        publish(client, f"{OLD}.bundles:{device['id']}", "current", device["0.3"])
    ids = "".join(f"<device id='{device['id']}'/>" for device in devices)
    publish(client, f"{NEW}:devices", "current", f"<devices xmlns='{NEW}'>{ids}</devices>")
    publish(client, f"{OLD}.devicelist", "current", f"<list xmlns='{OLD}'>{ids}</list>")
    client.close()


def make_room(relay: StockProsody, owner: Account, members: List[Account]) -> str:
    room = f"crowd@{relay.rooms_domain}"
    client = PlainClient(relay.facts, owner.name, owner.password)
    client.join(room)
    fields = {"membersonly": "1", "whois": "anyone", "persistentroom": "1", "roomname": "Crowd"}
    form = f"<field var='FORM_TYPE' type='hidden'><value>{MUC}#roomconfig</value></field>" + "".join(
        f"<field var='muc#roomconfig_{name}'><value>{value}</value></field>" for name, value in fields.items())
    answer = client.ask_iq("set", f"<query xmlns='{MUC}#owner'><x xmlns='jabber:x:data' type='submit'>{form}</x></query>", room)
    assert answer.get("type") == "result", answer
    for member in members:  # this server takes one at a time
        answer = client.ask_iq("set", f"<query xmlns='{MUC}#admin'><item affiliation='member' jid='{member.jid}'/></query>", room)
        assert answer.get("type") == "result", answer
    client.close()
    return room


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, default=ROOT / "build" / "release")
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--devices", type=int, default=2)
    given = parser.parse_args()
    program = given.build.resolve() / "tests" / "perf" / "crowd_benchmark"
    with tempfile.TemporaryDirectory(prefix="wardline-crowd-") as folder:
        relay = StockProsody(Path(folder) / "relay")
        display = PrivateDisplay(Path(folder))
        try:
            relay.up()
            people = [relay.add_account(f"p{number:03}") for number in range(given.people)]
            ana = relay.add_account("ana", CODE)
            offscreen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
            made = subprocess.run([str(program), "devices", str(given.people * given.devices)], env=offscreen, capture_output=True, text=True, check=True)
            devices = [json.loads(line) for line in made.stdout.splitlines()]
            for number, person in enumerate(people):
                publish_devices(relay, person, devices[number * given.devices:(number + 1) * given.devices])
            room = make_room(relay, people[0], [*people[1:], ana])
            print(f"{given.people} people with {given.devices} devices each are on the relay", flush=True)
            environment = {**os.environ, **display.environment, "CROWD_PASSWORD": ana.password[:-len(CODE)], "CROWD_CODE": CODE}
            done = subprocess.run([str(program), "window", relay.url, relay.ca, ana.jid, room, "Bed 4 is free"], env=environment, capture_output=True,
                                  text=True, timeout=300, check=False)
        finally:
            display.close()
            relay.down()
    print(done.stdout, end="")
    print(done.stderr, end="", file=sys.stderr)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    steps = [words for words in (told[0]["header"] if told else []) if words.startswith("Fetching keys")]
    return 0 if len(told) == 2 and all(line["sent"] for line in told) and len(steps) > 2 else 1


if __name__ == "__main__":
    sys.exit(main())

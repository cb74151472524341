#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Debian's ejabberd with our configuration: who gets in, who does not, and what a member and an observer may do in a room.

    ejabberd_relay_test.py [--auth external|pam]
"""

import os
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))

from authenticator import Authenticator  # noqa: E402
from ejabberd_relay import EjabberdRelay  # noqa: E402
from plain_client import PlainClient  # noqa: E402

AUTH = "external"
PASSWORD = "planted:Kestrel-7-password"
ROLE = ".//{http://jabber.org/protocol/muc#user}item"


class EjabberdTest(unittest.TestCase):
    folder = ""
    relay: EjabberdRelay
    facts: dict = {}

    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = tempfile.mkdtemp(prefix="wardline-ejabberd-test-")
        os.chmod(cls.folder, 0o755)
        cls.relay = EjabberdRelay(cls.folder)
        cls.facts = cls.relay.up(auth=AUTH)

    @classmethod
    def tearDownClass(cls) -> None:
        cls.relay.down(wipe=True)
        shutil.rmtree(cls.folder, ignore_errors=True)

    def account(self, name: str, groups: tuple = ()) -> Authenticator:
        return Authenticator(self.relay.add_user(name, PASSWORD, groups=list(groups))["otpauth"])

    def sign_in(self, name: str, secret: str) -> PlainClient:
        client = PlainClient(self.facts, name, secret)
        self.addCleanup(client.close)
        return client

    def test_password_followed_by_a_fresh_code_gets_in(self) -> None:
        phone = self.account("ana")
        self.assertTrue(self.sign_in("ana", PASSWORD + phone.next_code()).is_in)
        self.assertTrue(self.sign_in("ana", PASSWORD + phone.next_code()).is_in)

    def test_plain_is_the_only_mechanism(self) -> None:
        self.assertEqual(self.sign_in("nobody", "x").mechanisms, ["PLAIN"])

    def test_used_code_is_refused(self) -> None:
        phone = self.account("ben")
        self.assertTrue(self.sign_in("ben", PASSWORD + phone.next_code()).is_in)
        self.assertFalse(self.sign_in("ben", PASSWORD + phone.last_code()).is_in)

    def test_wrong_late_and_missing_codes_and_wrong_passwords_are_refused(self) -> None:
        phone = self.account("cleo")
        for secret in (PASSWORD + phone.wrong_code(), PASSWORD):
            self.assertFalse(self.sign_in("cleo", secret).is_in)
        phone = self.account("dora")
        for secret in (PASSWORD + phone.late_code(), "wrong" + phone.next_code()):
            self.assertFalse(self.sign_in("dora", secret).is_in)
        self.assertFalse(self.sign_in("unknown", PASSWORD + phone.next_code()).is_in)

    def test_guessing_makes_the_account_wait(self) -> None:
        if AUTH != "external":
            self.skipTest("PAM's delays are the stack's own")
        phone = self.account("emil")
        for _ in range(6):
            self.assertFalse(self.sign_in("emil", PASSWORD + phone.wrong_code()).is_in)
        self.assertFalse(self.sign_in("emil", PASSWORD + phone.next_code()).is_in)

    def test_a_stranger_cannot_shut_an_account_out(self) -> None:
        phone = self.account("nia")
        for _ in range(6):
            self.assertFalse(self.sign_in("nia", "guess" + phone.wrong_code()).is_in)
        self.assertTrue(self.sign_in("nia", PASSWORD + phone.next_code()).is_in)

    def test_member_enters_and_speaks_and_stranger_does_not(self) -> None:
        ana, eve = self.account("fay"), self.account("eve")
        room = self.relay.add_room("4 West")["room"]
        self.relay.add_member(room, "fay")
        member = self.sign_in("fay", PASSWORD + ana.next_code())
        self.assertEqual(member.join(room).find(ROLE).get("role"), "participant")
        member.send(f"<message xmlns='jabber:client' type='groupchat' to='{room}' id='m1'><body>hello</body></message>")
        echo = member.receive_until(lambda e: e.tag.endswith("}message") and e.get("id") == "m1")
        self.assertEqual(echo.get("type"), "groupchat")
        stranger = self.sign_in("eve", PASSWORD + eve.next_code())
        self.assertEqual(stranger.join(room).get("type"), "error")

    def test_observer_has_no_voice_also_after_coming_back(self) -> None:
        phone = self.account("gil")
        room = self.relay.add_room("Teaching round")["room"]
        self.relay.add_member(room, "gil")
        first = self.sign_in("gil", PASSWORD + phone.next_code())
        first.join(room)
        self.assertEqual(self.relay.make_observer(room, "gil"), "gil")
        first.close()
        for _ in range(2):
            observer = self.sign_in("gil", PASSWORD + phone.next_code())
            self.assertEqual(observer.join(room).find(ROLE).get("role"), "visitor")
            observer.send(f"<message xmlns='jabber:client' type='groupchat' to='{room}' id='m2'><body>no</body></message>")
            self.assertEqual(observer.receive_until(lambda e: e.get("id") == "m2").get("type"), "error")
            observer.close()

    def test_room_stands_in_the_members_bookmarks(self) -> None:
        phone = self.account("hal")
        room = self.relay.add_room("Consult <1> & co")["room"]
        self.relay.add_member(room, "hal", "Consult <1> & co")
        client = self.sign_in("hal", PASSWORD + phone.next_code())
        answer = client.ask_iq("get", "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:bookmarks:1'/></pubsub>")
        found = answer.find(".//{urn:xmpp:bookmarks:1}conference")
        self.assertIsNotNone(found)
        self.assertEqual(found.get("name"), "Consult <1> & co")

    def test_groups_stand_in_the_roster(self) -> None:
        phone = self.account("ida", ("nurse",))
        self.account("jon", ("physician", "4W"))
        client = self.sign_in("ida", PASSWORD + phone.next_code())
        answer = client.ask_iq("get", "<query xmlns='jabber:iq:roster'/>")
        groups = {item.get("jid"): {g.text for g in item} for item in answer.iter("{jabber:iq:roster}item")}
        self.assertEqual(groups.get("jon@localhost"), {"physician", "4W"})

    def test_members_make_no_rooms(self) -> None:
        phone = self.account("kim")
        client = self.sign_in("kim", PASSWORD + phone.next_code())
        self.assertEqual(client.join(f"own-room@{self.facts['muc']}").get("type"), "error")

    def test_logs_hold_no_password_code_or_text(self) -> None:
        phone = self.account("lea")
        code = phone.next_code()
        room = self.relay.add_room("Log room")["room"]
        self.relay.add_member(room, "lea")
        client = self.sign_in("lea", PASSWORD + code)
        client.join(room)
        client.send(f"<message xmlns='jabber:client' type='groupchat' to='{room}' id='m3'><body>planted-Osprey-text</body></message>")
        client.receive_until(lambda e: e.get("id") == "m3")
        for log in self.relay.log_folder.rglob("*"):
            data = log.read_bytes() if log.is_file() else b""
            for planted in (PASSWORD, code, "planted-Osprey-text"):
                self.assertNotIn(planted.encode(), data, log.name)


if __name__ == "__main__":
    if "--auth" in sys.argv:
        at = sys.argv.index("--auth")
        AUTH = sys.argv[at + 1]
        del sys.argv[at:at + 2]
    if AUTH == "pam" and os.getuid() != 0:
        print("skipped: sign-in through PAM needs root, for a service file of its own in /etc/pam.d")
        sys.exit(77)
    unittest.main()

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attacks on rooms and on the archive: strangers, observers, forged hats, owners who would open a room, archives that somebody would switch off."""

import unittest
import uuid

from relay_case import PASSWORD, Case, names, relay
from relay_client import BIND2, CLIENT, MAM, MUC, ElementTree, condition, role_of

HATS = "xmpp:prosody.im/protocol/hats:1"
FORGED = f"<hats xmlns='{HATS}'><hat uri='x' title='Chief'/></hats><hats xmlns='urn:xmpp:hats:0'><hat uri='x' title='Chief'/></hats>"


class RoomCase(Case):
    def room(self, template="care-team"):
        return relay.ask("add-room", name=f"Room {uuid.uuid4().hex[:8]}", template=template)["jid"]

    def member(self, room, online=True, groups=(), **facts):
        name = next(names)
        relay.add_user(name, PASSWORD, groups=list(groups))
        if room:
            relay.ask("add-member", room=room, name=name, **facts)
        return self.client(name).sign_in() if online else name

    def say(self, client, room, text, extra=""):
        """Sends to the room and returns what comes back to the sender: the message, or the error."""
        identifier = uuid.uuid4().hex
        client.send(f"<message xmlns='jabber:client' type='groupchat' to='{room}' id='{identifier}'><body>{text}</body>{extra}</message>")
        return client.receive_until(lambda element: element.tag == f"{{{CLIENT}}}message" and element.get("id") == identifier)

    def archive(self, client, of=None, limit=250):
        """The bodies in an archive, and the last answer."""
        identifier = uuid.uuid4().hex
        to = f" to='{of}'" if of else ""
        client.send(f"<iq xmlns='jabber:client' type='set' id='{identifier}'{to}><query xmlns='{MAM}' queryid='q'>"
                    f"<set xmlns='http://jabber.org/protocol/rsm'><max>{limit}</max></set></query></iq>")
        bodies = []
        while True:
            element = client.receive()
            if element.get("id") == identifier:
                return bodies, element
            bodies += [body.text for body in element.iter(f"{{{CLIENT}}}body")]


class Rooms(RoomCase):
    def test_two_members_exchange_a_message_and_find_it_again(self):
        room = self.room()
        ana, ben = self.member(room), self.member(room)
        ana.join(room)
        ben.join(room)
        self.say(ana, room, "potassium is back")
        heard = ben.receive_until(lambda element: element.findtext(f"{{{CLIENT}}}body") == "potassium is back")
        self.assertEqual(heard.get("from"), f"{room}/{ana.name}")
        self.assertEqual(self.archive(ben, room)[0], ["potassium is back"])

    def test_a_user_cannot_create_a_room(self):
        client = self.member(None)
        self.assertEqual(condition(client.join("mine@rooms.localhost")), "not-allowed")

    def test_a_stranger_cannot_enter_read_or_look_into_a_room(self):
        room = self.room()
        client = self.member(None)
        self.assertEqual(condition(client.join(room)), "registration-required")
        self.assertEqual(condition(self.archive(client, room)[1]), "forbidden")
        self.assertEqual(self.say(client, room, "hello").get("type"), "error")
        self.assertEqual(client.iq("get", f"<query xmlns='{MUC}#admin'><item affiliation='member'/></query>", room).get("type"), "error")
        listed = client.iq("get", "<query xmlns='http://jabber.org/protocol/disco#items'/>", "rooms.localhost")
        self.assertNotIn(room, ElementTree.tostring(listed).decode())

    def test_a_stranger_cannot_invite_or_register_themselves(self):
        room = self.room()
        client = self.member(None)
        client.send(f"<message xmlns='jabber:client' to='{room}'><x xmlns='{MUC}#user'><invite to='{client.name}@localhost'/></x></message>")
        client.iq("set", f"<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='submit'><field var='muc#register_roomnick'>"
                  "<value>x</value></field></x></query>", room)
        self.assertEqual(condition(client.join(room)), "registration-required")

    def test_a_member_cannot_invite(self):
        room = self.room()
        member, stranger = self.member(room), self.member(None)
        member.join(room)
        member.send(f"<message xmlns='jabber:client' to='{room}'><x xmlns='{MUC}#user'><invite to='{stranger.name}@localhost'/></x></message>")
        self.assertEqual(condition(stranger.join(room)), "registration-required")

    def test_a_removed_member_is_out_at_once(self):
        room = self.room()
        client = self.member(room)
        client.join(room)
        relay.ask("remove-member", room=room, name=client.name)
        gone = client.receive_until(lambda element: element.get("type") == "unavailable")
        self.assertIn("321", [status.get("code") for status in gone.iter(f"{{{MUC}#user}}status")])
        self.assertEqual(condition(client.join(room)), "registration-required")
        self.assertEqual(condition(self.archive(client, room)[1]), "forbidden")

    def test_membership_comes_and_goes_as_a_bookmark(self):
        room = self.room()
        client = self.member(room)
        query = "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:bookmarks:1'/></pubsub>"
        self.assertIn(room, ElementTree.tostring(client.iq("get", query)).decode())
        relay.ask("remove-member", room=room, name=client.name)
        self.assertNotIn(room, ElementTree.tostring(client.iq("get", query)).decode())

    def test_an_owner_cannot_destroy_or_open_a_room(self):
        room = self.room()
        owner, stranger = self.member(room, affiliation="owner"), self.member(None)
        owner.join(room)
        destroyed = owner.iq("set", f"<query xmlns='{MUC}#owner'><destroy/></query>", room)
        self.assertEqual(condition(destroyed), "not-allowed")
        fields = {"FORM_TYPE": f"{MUC}#roomconfig", "muc#roomconfig_membersonly": "0", "muc#roomconfig_publicroom": "1",
                  "muc#roomconfig_whois": "moderators", "muc#roomconfig_moderatedroom": "0", "muc#roomconfig_persistentroom": "0",
                  "muc#roomconfig_enablearchiving": "0", "{http://prosody.im/protocol/muc}roomconfig_allowmemberinvites": "1"}
        form = "".join(f"<field var='{key}'><value>{value}</value></field>" for key, value in fields.items())
        owner.iq("set", f"<query xmlns='{MUC}#owner'><x xmlns='jabber:x:data' type='submit'>{form}</x></query>", room)
        self.assertEqual(condition(stranger.join(room)), "registration-required")
        info = stranger.iq("get", "<query xmlns='http://jabber.org/protocol/disco#info'/>", room)
        features = {feature.get("var") for feature in info.iter("{http://jabber.org/protocol/disco#info}feature")}
        self.assertLessEqual({"muc_membersonly", "muc_hidden", "muc_moderated", "muc_persistent", "muc_nonanonymous", MAM}, features)
        self.say(owner, room, "still archived")
        self.assertEqual(self.archive(owner, room)[0], ["still archived"])

    def test_nobody_enters_under_a_colleagues_name(self):
        room = self.room()
        victim, client = self.member(room, online=False), self.member(room)
        relay.ask("set-groups", name=victim, groups=[], display=f"Dr. {victim}")
        for nick in (victim, victim.upper(), f"Dr. {victim}"):
            self.assertEqual(condition(client.join(room, nick)), "conflict")
        self.assertIsNone(condition(client.join(room)))
        self.assertEqual(condition(client.join(room, victim)), "conflict")
        self.assertIsNone(condition(client.join(room, "somebody else")))

    def test_announcements_are_written_by_admins_only(self):
        room = self.room("announcements")
        member, admin = self.member(room), self.member(room, affiliation="admin")
        self.assertEqual(role_of(member.join(room)), "visitor")
        admin.join(room)
        self.assertEqual(condition(self.say(member, room, "me too")), "forbidden")
        self.assertIsNone(condition(self.say(admin, room, "drill at noon")))


class Observers(RoomCase):
    def test_an_observer_is_a_visitor_also_after_rejoining_and_cannot_speak(self):
        room = self.room()
        client = self.member(room, observer=True)
        for _ in range(2):
            self.assertEqual(role_of(client.join(room)), "visitor")
            self.assertEqual(condition(self.say(client, room, "hello")), "forbidden")
            client.send(f"<presence xmlns='jabber:client' type='unavailable' to='{room}/{client.name}'/>")
            client.receive_until(lambda element: element.get("type") == "unavailable")
        again = self.client(client.name).sign_in()
        self.assertEqual(role_of(again.join(room)), "visitor")

    def test_an_observer_reads_the_archive(self):
        room = self.room()
        member, observer = self.member(room), self.member(room, observer=True)
        member.join(room)
        self.say(member, room, "for the record")
        self.assertEqual(self.archive(observer, room)[0], ["for the record"])

    def test_a_moderator_cannot_give_an_observer_voice(self):
        room = self.room()
        moderator, observer = self.member(room, affiliation="admin"), self.member(room, observer=True)
        moderator.join(room)
        observer.join(room)
        for role in ("participant", "moderator"):
            answer = moderator.iq("set", f"<query xmlns='{MUC}#admin'><item nick='{observer.name}' role='{role}'/></query>", room)
            self.assertEqual(condition(answer), "not-allowed")
        self.assertEqual(condition(self.say(observer, room, "hello")), "forbidden")

    def test_a_granted_voice_request_gives_an_observer_nothing(self):
        room = self.room()
        moderator, observer = self.member(room, affiliation="admin"), self.member(room, observer=True)
        moderator.join(room)
        observer.join(room)
        moderator.send(f"<message xmlns='jabber:client' to='{room}'><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>{MUC}#request"
                       f"</value></field><field var='muc#jid'><value>{observer.jid}</value></field><field var='muc#role'><value>participant</value></field>"
                       "<field var='muc#request_allow'><value>true</value></field></x></message>")
        self.assertEqual(condition(self.say(observer, room, "hello")), "forbidden")

    def test_a_member_made_observer_loses_voice_at_once_and_gets_it_back(self):
        room = self.room()
        client = self.member(room)
        self.assertEqual(role_of(client.join(room)), "participant")
        relay.ask("add-member", room=room, name=client.name, observer=True)
        self.assertEqual(condition(self.say(client, room, "hello")), "forbidden")
        relay.ask("add-member", room=room, name=client.name)
        self.assertIsNone(condition(self.say(client, room, "hello")))

    def test_an_observer_cannot_change_role_nick_or_membership(self):
        room = self.room()
        client = self.member(room, observer=True)
        client.join(room)
        for item in (f"<item nick='{client.name}' role='participant'/>", f"<item jid='{client.name}@localhost' affiliation='owner'/>"):
            self.assertEqual(client.iq("set", f"<query xmlns='{MUC}#admin'>{item}</query>", room).get("type"), "error")
        self.assertEqual(role_of(client.join(room, "other-name")), "visitor")


class Hats(RoomCase):
    def test_hats_come_from_groups_and_forged_ones_are_taken_out(self):
        room = self.room()
        nurse, other = self.member(room, groups=["nurse", "4W"]), self.member(room)
        other.join(room)
        nurse.send(f"<presence xmlns='jabber:client' to='{room}/{nurse.name}'><x xmlns='{MUC}'/>{FORGED}</presence>")
        seen = other.receive_until(lambda element: element.get("from") == f"{room}/{nurse.name}")
        self.assertEqual([hat.get("uri") for hat in seen.iter(f"{{{HATS}}}hat")], ["urn:wardline:role:nurse"])
        self.assertIsNone(seen.find("{urn:xmpp:hats:0}hats"))
        nurse.send(f"<presence xmlns='jabber:client' to='{room}/{nurse.name}'><show>away</show>{FORGED}</presence>")
        seen = other.receive_until(lambda element: element.findtext(f"{{{CLIENT}}}show") == "away")
        self.assertNotIn("Chief", ElementTree.tostring(seen).decode())

    def test_hats_in_messages_are_taken_out(self):
        room = self.room()
        ana, ben = self.member(room), self.member(room)
        ana.join(room)
        ben.join(room)
        self.say(ana, room, "hello", FORGED)
        seen = ben.receive_until(lambda element: element.findtext(f"{{{CLIENT}}}body") == "hello")
        self.assertNotIn("Chief", ElementTree.tostring(seen).decode())


class Archive(RoomCase):
    def test_a_user_cannot_switch_the_archive_off(self):
        client = self.member(None)
        for default in ("never", "roster", "always"):
            answer = client.iq("set", f"<prefs xmlns='{MAM}' default='{default}'><never><jid>a@localhost</jid></never></prefs>")
            self.assertEqual(condition(answer), "not-allowed")
        prefs = client.iq("get", f"<prefs xmlns='{MAM}'/>")
        self.assertEqual(prefs.find(f"{{{MAM}}}prefs").get("default"), "always")

    def test_hints_do_not_hide_a_message_from_the_archive(self):
        ana, ben = self.member(None), self.member(None)
        hints = "<no-store xmlns='urn:xmpp:hints'/><no-permanent-store xmlns='urn:xmpp:hints'/>"
        ana.send(f"<message xmlns='jabber:client' type='chat' to='{ben.name}@localhost'><body>psst</body>{hints}</message>")
        self.assertEqual(self.archive(ana)[0], ["psst"])
        self.assertEqual(self.archive(ben)[0], ["psst"])
        room = self.room()
        relay.ask("add-member", room=room, name=ana.name)
        ana.join(room)
        self.say(ana, room, "psst again", hints)
        self.assertEqual(self.archive(ana, room)[0], ["psst again"])

    def test_a_message_type_does_not_hide_a_message_from_the_archive(self):
        ana, ben = self.member(None), self.member(None)
        for kind in ("chat", "normal", "headline"):
            ana.send(f"<message xmlns='jabber:client' type='{kind}' to='{ben.name}@localhost'><body>{kind}</body></message>")
        for client in (ana, ben):
            self.assertEqual(self.archive(client)[0], ["chat", "normal", "headline"])

    def test_a_page_holds_250_and_not_more(self):
        room = self.room()
        client = self.member(room)
        client.join(room)
        for number in range(251):
            client.send(f"<message xmlns='jabber:client' type='groupchat' to='{room}'><body>{number}</body></message>")
        client.receive_until(lambda element: element.findtext(f"{{{CLIENT}}}body") == "250")
        self.assertEqual(len(self.archive(client, room, 1000)[0]), 250)

    def test_binding_tells_the_edges_of_the_archive(self):
        client = self.member(None)
        for text in ("first", "second", "third"):
            client.send(f"<message xmlns='jabber:client' type='chat' to='{client.name}@localhost'><body>{text}</body></message>")
        self.archive(client)
        success = self.client(client.name).give_password()
        edges = success.find(f"{{{BIND2}}}bound/{{{MAM}}}metadata")
        self.assertEqual([edge.tag for edge in edges], [f"{{{MAM}}}start", f"{{{MAM}}}end"])
        self.assertNotEqual(edges[0].get("id"), edges[1].get("id"))

    def test_another_accounts_archive_is_closed(self):
        ana, ben = self.member(None), self.member(None)
        self.assertEqual(self.archive(ana, f"{ben.name}@localhost")[1].get("type"), "error")


if __name__ == "__main__":
    unittest.main()

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attacks on the roster, which says who has which role, and on the account itself."""

import unittest

from relay_case import PASSWORD, Case, names, relay
from relay_client import ROSTER, condition


class Roster(Case):
    def person(self, *groups, display=None):
        name = next(names)
        relay.add_user(name, PASSWORD, groups=list(groups), display=display)
        return self.client(name).sign_in()

    def items(self, client):
        answer = client.iq("get", f"<query xmlns='{ROSTER}'/>")
        return {item.get("jid"): ({group.text for group in item}, item.get("name")) for item in answer.iter(f"{{{ROSTER}}}item")}

    def push_about(self, client, jid):
        return client.receive_until(lambda element: any(item.get("jid") == jid for item in element.iter(f"{{{ROSTER}}}item")))

    def test_everybody_sees_the_groups_of_all_and_of_themselves(self):
        nurse, doctor = self.person("nurse", "4W", display="Ben Okoro"), self.person("physician")
        for client in (nurse, doctor):
            items = self.items(client)
            self.assertEqual(items[f"{nurse.name}@localhost"], ({"nurse", "4W"}, "Ben Okoro"))
            self.assertEqual(items[f"{doctor.name}@localhost"][0], {"physician"})

    def test_a_user_cannot_change_groups_by_a_roster_set(self):
        client, other = self.person("clerk"), self.person("nurse")
        before = self.items(client)
        for jid in (f"{other.name}@localhost", f"{client.name}@localhost", "somebody@elsewhere.example"):
            for payload in (f"<item jid='{jid}'><group>physician</group></item>", f"<item jid='{jid}' name='Chief'/>",
                            f"<item jid='{jid}' subscription='remove'/>"):
                answer = client.iq("set", f"<query xmlns='{ROSTER}'>{payload}</query>")
                self.assertEqual(condition(answer), "not-allowed")
        self.assertEqual(self.items(client), before)
        self.assertEqual(self.items(other), before)
        again = self.client(client.name).sign_in()
        self.assertEqual(self.items(again), before)

    def test_a_user_cannot_change_anothers_roster(self):
        client, other = self.person("clerk"), self.person("nurse")
        client.send(f"<iq xmlns='jabber:client' type='set' id='x' to='{other.jid}'><query xmlns='{ROSTER}'>"
                    f"<item jid='{client.name}@localhost'><group>physician</group></item></query></iq>")
        self.assertEqual(self.items(other)[f"{client.name}@localhost"][0], {"clerk"})

    def test_subscription_stanzas_change_no_group(self):
        client, other = self.person("clerk"), self.person("nurse")
        before = self.items(client)
        for kind in ("subscribe", "unsubscribe", "unsubscribed", "subscribed"):
            client.send(f"<presence xmlns='jabber:client' type='{kind}' to='{other.name}@localhost'/>")
        self.assertEqual(self.items(client), before)
        self.assertEqual(self.items(other), before)

    def test_a_change_by_the_administrator_is_pushed(self):
        client, other = self.person("clerk"), self.person("nurse")
        self.items(client)
        relay.ask("set-groups", name=other.name, groups=["pharmacist"])
        push = self.push_about(client, f"{other.name}@localhost")
        self.assertIn(push.get("from"), (None, f"{client.name}@localhost"))
        self.assertEqual({group.text for group in push.iter(f"{{{ROSTER}}}group")}, {"pharmacist"})
        relay.ask("set-groups", name=client.name, groups=["student"])
        push = self.push_about(client, f"{client.name}@localhost")
        self.assertEqual({group.text for group in push.iter(f"{{{ROSTER}}}group")}, {"student"})

    def test_a_disabled_account_leaves_the_roster(self):
        client, other = self.person(), self.person("nurse")
        self.items(client)
        relay.ask("disable-user", name=other.name)
        push = self.push_about(client, f"{other.name}@localhost")
        self.assertEqual(push.find(f".//{{{ROSTER}}}item").get("subscription"), "remove")
        self.assertNotIn(f"{other.name}@localhost", self.items(client))

    def test_colleagues_see_each_other_online(self):
        ana, ben = self.person(), self.person()
        ana.send("<presence xmlns='jabber:client'/>")
        ben.send("<presence xmlns='jabber:client'/>")
        seen = ana.receive_until(lambda element: element.get("from") == ben.jid)
        self.assertIsNone(seen.get("type"))


class Account(Case):
    def test_a_user_cannot_delete_the_account_or_make_another(self):
        name = self.plain_account()
        client = self.client(name).sign_in()
        self.assertEqual(condition(client.iq("set", "<query xmlns='jabber:iq:register'><remove/></query>")), "not-allowed")
        answer = client.iq("set", "<query xmlns='jabber:iq:register'><username>evil</username><password>evil-password</password></query>", "localhost")
        self.assertEqual(answer.get("type"), "error")
        self.assertEqual(relay.run("kick", "evil", check=False).returncode, 1)
        self.client(name).sign_in()

    def test_a_user_cannot_set_anothers_password(self):
        client, victim = self.client(self.plain_account()).sign_in(), self.plain_account()
        for to in (None, f"{victim}@localhost", "localhost"):
            client.iq("set", f"<query xmlns='jabber:iq:register'><username>{victim}</username><password>evil-password</password></query>", to)
        self.client(victim).sign_in()

    def test_a_short_password_is_refused(self):
        client = self.client(self.plain_account()).sign_in()
        answer = client.iq("set", f"<query xmlns='jabber:iq:register'><username>{client.name}</username><password>short</password></query>")
        self.assertEqual(condition(answer), "not-acceptable")
        self.client(client.name).sign_in()

    def test_administrative_commands_are_closed_to_users(self):
        client = self.client(self.plain_account()).sign_in()
        for node in ("add-user", "delete-user", "end-user-session"):
            answer = client.iq("set", "<command xmlns='http://jabber.org/protocol/commands' action='execute' "
                               f"node='http://jabber.org/protocol/admin#{node}'/>", "localhost")
            self.assertEqual(answer.get("type"), "error")
        client.send("<command xmlns='urn:wardline:admin:0' name='totp-reset'>{}</command>")
        self.assert_closed(client)


if __name__ == "__main__":
    unittest.main()

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attacks on the tokens that bring a client back without a code, and on what ends them."""

import base64
import hmac
import os
import time
import unittest

from relay_case import PASSWORD, Case, names, relay
from relay_client import Client, FAST, SASL2, SM, b64, totp


class Token(Case):
    def come_back(self, client, token=None, **options):
        other = self.client(client.name, agent=client.agent)
        return other.note(other.give_token(token or client.token, **options))

    def test_a_token_signs_in_without_a_code_and_is_replaced(self):
        client, _ = self.enrolled()
        other = self.client(client.name, agent=client.agent)
        success = other.give_token(client.token)
        answer = base64.b64decode(success.findtext(f"{{{SASL2}}}additional-data"))
        self.assertEqual(answer, hmac.digest(client.token.encode(), b"Responder", "sha256"))
        other.note(success)
        self.assertNotEqual(other.token, client.token)
        self.assertEqual(other.jid, client.jid)

    def test_rotation_never_moves_the_expiry(self):
        client, _ = self.enrolled()
        expiry = client.expiry
        for _ in range(3):
            relay.travel(3 * 3600)
            client = self.come_back(client)
            self.assertEqual(client.expiry, expiry)
        relay.travel(3 * 3600)
        self.assert_refused(self.client(client.name, agent=client.agent).give_token(client.token), "credentials-expired")

    def test_the_old_token_is_good_until_the_new_one_was_used(self):
        client, _ = self.enrolled()
        first = self.come_back(client)
        second = self.come_back(client)
        self.come_back(second)
        self.assertNotEqual(first.token, second.token)

    def test_a_token_used_up_and_seen_again_kills_the_profiles_tokens(self):
        client, _ = self.enrolled()
        first = self.come_back(client)
        second = self.come_back(first)
        self.assert_token_dead(client)
        self.assert_token_dead(second)

    def test_a_token_of_another_profile_or_account_is_refused(self):
        client, _ = self.enrolled()
        other, _ = self.enrolled()
        self.assert_refused(self.client(client.name).give_token(client.token))
        self.assert_refused(self.client(other.name, agent=client.agent).give_token(client.token))
        self.assert_refused(self.client(other.name, agent=other.agent).give_token(client.token))

    def test_a_made_up_token_is_refused(self):
        client, _ = self.enrolled()
        for token in ("", "x", b64(os.urandom(32))):
            self.assert_refused(self.client(client.name, agent=client.agent).give_token(token))

    def test_a_token_without_the_fast_element_or_agent_is_refused(self):
        client, _ = self.enrolled()
        self.assert_refused(self.client(client.name, agent=client.agent).give_token(client.token, fast=""), "malformed-request")
        self.assert_refused(self.client(client.name, agent="not-a-uuid").give_token(client.token))

    def test_no_token_before_the_code(self):
        client, _ = self.enrolled()
        answer = self.client(client.name).give_password(Client.WANT_TOKEN)
        self.assertIsNone(answer.find(f".//{{{FAST}}}token"))

    def test_invalidate_ends_the_profiles_tokens(self):
        client, _ = self.enrolled()
        other = self.come_back(client, fast=f"<fast xmlns='{FAST}' invalidate='true'/>")
        self.assertIsNone(other.token)
        self.assert_token_dead(client)

    def test_tokens_die_when_the_user_changes_the_password(self):
        client, seed = self.enrolled()
        online = self.client(client.name).sign_in(seed)
        answer = online.iq("set", f"<query xmlns='jabber:iq:register'><username>{client.name}</username><password>another password</password></query>")
        self.assertEqual(answer.get("type"), "result")
        self.assert_token_dead(client)
        self.assert_token_dead(online)
        self.assert_refused(self.client(client.name).give_password())

    def test_tokens_die_with_each_administrative_act(self):
        for command, stdin in (("set-password", "another password\n"), ("totp-require", None), ("totp-reset", None), ("disable-user", None), ("kick", None)):
            with self.subTest(command=command):
                client, _ = self.enrolled()
                relay.run(command, client.name, stdin=stdin)
                self.assert_closed(client)
                self.assert_token_dead(client)

    def test_a_token_won_without_a_code_dies_when_codes_are_demanded(self):
        client = self.client(self.plain_account()).sign_in()
        relay.run("totp-require", client.name)
        self.assert_closed(client)
        self.assert_token_dead(client)

    def test_a_live_session_ends_with_its_sign_in(self):
        client, _ = self.enrolled()
        relay.travel(12 * 3600)
        self.assert_closed(client)

    def test_a_new_sign_in_keeps_the_resumed_session_alive(self):
        client, seed = self.enrolled()
        enabled = client.ask(f"<enable xmlns='{SM}' resume='true'/>")
        client.socket.shutdown()
        relay.travel(10 * 3600)
        other = self.client(client.name, agent=client.agent)
        other.give_password(bind=False)
        other.note(other.give_code(totp(seed, relay.now())))
        self.assertEqual(other.ask(f"<resume xmlns='{SM}' previd='{enabled.get('id')}' h='0'/>").tag, f"{{{SM}}}resumed")
        relay.travel(5 * 3600)
        self.assertEqual(other.iq("get", "<ping xmlns='urn:xmpp:ping'/>").get("type"), "result")

    def test_a_kick_ends_sessions_that_wait_to_be_resumed_or_bound(self):
        client, seed = self.enrolled()
        enabled = client.ask(f"<enable xmlns='{SM}' resume='true'/>")
        unbound = self.client(client.name)
        unbound.give_password(bind=False)
        unbound.note(unbound.give_code(totp(seed, relay.now())))
        client.socket.shutdown()
        time.sleep(0.5)
        self.assertEqual(relay.ask("kick", name=client.name)["sessions_closed"], 2)
        self.assert_closed(unbound)
        relay.travel(90)
        other = self.client(client.name)
        other.give_password(bind=False)
        other.note(other.give_code(totp(seed, relay.now())))
        self.assertEqual(other.ask(f"<resume xmlns='{SM}' previd='{enabled.get('id')}' h='0'/>").tag, f"{{{SM}}}failed")
        self.assertEqual(relay.ask("kick", name=client.name)["sessions_closed"], 1)

    def test_an_unbound_stream_ends_with_its_sign_in(self):
        client = self.client(self.plain_account())
        client.note(client.give_password(bind=False))
        relay.travel(12 * 3600 + 1)
        self.assert_closed(client)

    def test_an_account_with_an_end_ends(self):
        name = next(names)
        until = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(relay.now() + 3600))
        relay.add_user(name, PASSWORD, until=until)
        client = self.client(name).sign_in()
        self.assertEqual(client.expiry, until)
        relay.travel(3601)
        self.assert_closed(client)
        self.assert_refused(self.client(name).give_password())


if __name__ == "__main__":
    unittest.main()

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attacks on the password stage of the sign-in, and on its delays."""

import base64
import select
import threading
import time
import unittest

from relay_case import PASSWORD, Case, relay
from relay_client import ElementTree, FAST, MFA, SASL, SASL2, TOTP, b64, condition, totp


class Password(Case):
    def test_only_scram_sha_256_and_no_legacy_sasl_is_offered(self):
        features = self.client("nobody").features
        self.assertEqual([child.tag for child in features][0], f"{{{SASL2}}}authentication")
        self.assertNotIn(SASL, ElementTree.tostring(features).decode())
        self.assertEqual([entry.text for entry in features.findall(f".//{{{SASL2}}}mechanism")], ["SCRAM-SHA-256"])
        self.assertEqual([entry.text for entry in features.findall(f".//{{{FAST}}}mechanism")], ["HT-SHA-256-NONE"])

    def test_right_password_signs_in_and_binds(self):
        client = self.client(self.plain_account()).sign_in()
        self.assertRegex(client.jid, rf"^{client.name}@localhost/test/[0-9a-f]{{20}}$")

    def test_wrong_password_is_refused(self):
        self.assert_refused(self.client(self.plain_account(), "not the password").give_password())

    def test_unknown_and_disabled_accounts_look_like_wrong_passwords(self):
        disabled = self.plain_account()
        relay.run("disable-user", disabled)
        expected = ElementTree.tostring(self.client(self.plain_account(), "wrong").give_password())
        for name in ("never-seen", disabled):
            first, second = self.client(name).begin(), self.client(name).begin()
            salts = [base64.b64decode(entry.text).decode().split(",")[1:] for entry in (first, second)]
            self.assertEqual(salts[0], salts[1], "the salt of an absent account must not change")
            self.assertEqual(ElementTree.tostring(self.client(name).give_password()), expected)

    def test_a_disabled_account_with_the_right_password_is_asked_for_no_code(self):
        client, _ = self.enrolled()
        relay.ask("disable-user", name=client.name)
        self.assert_refused(self.client(client.name).give_password())

    def test_plain_and_unoffered_mechanisms_are_refused(self):
        name = self.plain_account()
        for mechanism in ("PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-256-PLUS", "ANONYMOUS", "EXTERNAL", "X"):
            client = self.client(name)
            client.authenticate(mechanism, f"\0{name}\0{PASSWORD}")
            self.assert_refused(client.receive(), "invalid-mechanism")

    def test_channel_binding_and_acting_for_somebody_else_are_refused(self):
        name = self.plain_account()
        for header in ("p=tls-unique,,", "n,a=admin,", "y,a=admin,"):
            self.assert_refused(self.client(name).begin(gs2=header), "malformed-request")

    def test_malformed_responses_are_refused(self):
        for text, reason in (("!!!", "incorrect-encoding"), ("", "malformed-request"), (b64("nonsense"), "malformed-request"),
                             (b64("n,,n=,r=x"), "malformed-request"), (b64("n,,n=a\0b,r=x"), None), (b64("n,,n=" + "a" * 5000 + ",r=x"), None)):
            client = self.client("x")
            client.send(f"<authenticate xmlns='{SASL2}' mechanism='SCRAM-SHA-256'><initial-response>{text}</initial-response></authenticate>")
            answer = client.receive()
            self.assertEqual(answer.tag, f"{{{SASL2}}}failure")
            if reason:
                self.assertEqual(condition(answer), reason)
        client = self.client(self.plain_account())
        client.begin()
        self.assert_refused(client.ask(f"<response xmlns='{SASL2}'>{b64('c=biws,r=other,p=AAAA')}</response>"), "malformed-request")

    def test_proof_that_is_not_base64_is_refused(self):
        client = self.client(self.plain_account())
        challenge = client.begin()
        final = client.proof(challenge).split(",p=")[0]
        for proof in ("", "!", b64("short")):
            other = self.client(client.name)
            challenge = other.begin()
            final = other.proof(challenge).split(",p=")[0]
            answer = other.ask(f"<response xmlns='{SASL2}'>{b64(final + ',p=' + proof)}</response>")
            self.assertEqual(answer.tag, f"{{{SASL2}}}failure")

    def test_three_failures_close_the_stream(self):
        client = self.client(self.plain_account(), "wrong")
        for _ in range(3):
            self.assert_refused(client.give_password())
        self.assert_closed(client)

    def test_right_password_after_a_failure_on_the_same_stream(self):
        client = self.client(self.plain_account(), "wrong")
        self.assert_refused(client.give_password())
        client.password = PASSWORD
        client.sign_in()

    def test_resource_is_stable_for_a_profile_and_hides_its_id(self):
        name = self.plain_account()
        first = self.client(name).sign_in()
        second = self.client(name, agent=first.agent).sign_in()
        self.assertEqual(first.jid, second.jid)
        self.assertNotIn(first.agent, first.jid)
        self.assert_closed(first)


class Delay(Case):
    def test_strangers_guesses_do_not_lock_the_owner_out(self):
        client, seed = self.enrolled()
        for _ in range(3):
            stranger = self.client(client.name, "guess")
            for _ in range(3):
                self.assert_refused(stranger.give_password())
        begin = time.monotonic()
        known = self.client(client.name, agent=client.agent)
        known.give_password()
        known.note(known.give_code(totp(seed, relay.now())))
        owner_took = time.monotonic() - begin
        begin = time.monotonic()
        unknown = self.client(client.name)
        self.assertEqual(unknown.give_password().tag, f"{{{SASL2}}}continue")
        waited = time.monotonic() - begin
        self.assertGreater(waited, 0.7, "an unknown profile waits (8 s, here a tenth) and gets in")
        self.assertLess(owner_took, waited - 0.3, "a known profile must not feel strangers")

    def test_the_wait_grows_and_ends(self):
        name = self.plain_account()
        waits = []
        for _ in range(9):
            client = self.client(name, "guess")
            begin = time.monotonic()
            self.assert_refused(client.give_password())
            waits.append(time.monotonic() - begin)
        self.assertLess(min(waits[:3]), 0.5, "the first ones are free")
        self.assertGreater(waits[-1], 0.75)
        self.assertLess(waits[-1] - min(waits), 2.4, "without an end the last one would take 3.2 s")

    def test_many_streams_do_not_buy_more_passwords(self):
        name = self.plain_account()
        for _ in range(7):
            self.client(name, "guess").give_password()
        refused_at_once = 0
        for _ in range(4):  # a machine that is busy elsewhere must not decide this
            streams = [self.client(name, "guess") for _ in range(9)]
            proofs = [stream.proof(stream.begin()) for stream in streams]
            for stream, proof in zip(streams, proofs):
                stream.send(f"<response xmlns='{SASL2}'>{b64(proof)}</response>")
            time.sleep(0.3)
            ready, _, _ = select.select([stream.socket.sock for stream in streams], [], [], 0)
            refused_at_once = len(ready)
            for stream in streams:
                self.assert_refused(stream.receive())
            if refused_at_once == 5:
                break
        self.assertEqual(refused_at_once, 5, "all but four are refused without being judged")
        self.client(name).sign_in()

    def test_a_waiting_attempt_holds_nobody_else_up(self):
        name, other = self.plain_account(), self.plain_account()
        for _ in range(7):
            self.client(name, "guess").give_password()
        overtaken = False
        for _ in range(4):  # a machine that is busy elsewhere must not decide this
            ends = {}
            slow, quick = self.client(name, "guess"), self.client(other)
            proof = slow.proof(slow.begin())
            slow.send(f"<response xmlns='{SASL2}'>{b64(proof)}</response>")
            watcher = threading.Thread(target=lambda stream=slow, ends=ends: ends.update(slow=(stream.receive(), time.monotonic())[1]))
            watcher.start()
            quick.sign_in()
            ends["quick"] = time.monotonic()
            watcher.join()
            overtaken = overtaken or ends["quick"] < ends["slow"]
        self.assertTrue(overtaken)

    def test_a_client_that_leaves_while_waiting_harms_nothing(self):
        name = self.plain_account()
        for _ in range(7):
            self.client(name, "guess").give_password()
        client = self.client(name)
        challenge = client.begin()
        client.send(f"<response xmlns='{SASL2}'>{b64(client.proof(challenge))}</response>")
        client.socket.shutdown()
        time.sleep(1.2)
        self.client(name).sign_in()

    def test_wrong_codes_block_further_codes_for_longer_and_longer(self):
        client, seed = self.enrolled()
        for _ in range(3):
            self.assert_refused(self.pending(client).give_code("000000"))
        waits = []
        for _ in range(4):
            answer = self.pending(client).give_code(totp(seed, relay.now()))
            self.assert_refused(answer, "temporary-auth-failure")
            waits.append(int(answer.find(f"{{{TOTP}}}wait").get("seconds")))
            relay.travel(waits[-1] + 1)
            self.assert_refused(self.pending(client).give_code("000000"))
        self.assertEqual(waits, sorted(waits))
        self.assertGreater(waits[-1], waits[0])

    def test_a_password_thiefs_codes_do_not_block_the_owners_profile(self):
        client, seed = self.enrolled()
        for _ in range(3):
            self.assert_refused(self.pending(client).give_code("000000"))
        self.assert_refused(self.pending(client).give_code("000000"), "temporary-auth-failure")
        owner = self.client(client.name, agent=client.agent)
        owner.give_password()
        owner.note(owner.give_code(totp(seed, relay.now())))

    def test_many_streams_do_not_buy_more_codes(self):
        client, _ = self.enrolled()
        streams = [self.pending(client) for _ in range(10)]
        for stream in streams:
            stream.send(f"<next xmlns='{SASL2}' task='TOTP'><totp xmlns='{MFA}'>000000</totp></next>")
        reasons = [condition(stream.receive()) for stream in streams]
        self.assertEqual(reasons.count("not-authorized"), 3)
        self.assertEqual(reasons.count("temporary-auth-failure"), 7)


if __name__ == "__main__":
    unittest.main()

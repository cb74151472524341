#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attacks on the second factor: codes, tickets, recovery codes, passes."""

import json
import os
import time
import unittest

from relay_case import PASSWORD, Case, relay
from relay_client import Client, ElementTree, MFA, Relay, SASL2, TOTP, totp


class Code(Case):
    def test_code_is_demanded_after_the_password_and_bind_waits_for_it(self):
        client, seed = self.enrolled()
        other = self.client(client.name)
        answer = other.give_password(Client.WANT_TOKEN)
        self.assertEqual([child.tag.split("}")[1] for child in answer], ["additional-data", "tasks"])
        self.assertEqual([task.text for task in answer.iter(f"{{{SASL2}}}task")], ["TOTP"])
        success = other.give_code(totp(seed, relay.now()))
        self.assertIsNone(success.find(f"{{{SASL2}}}additional-data"))
        self.assertIsNotNone(other.note(success).token)

    def test_wrong_code_looks_like_wrong_password(self):
        client, _ = self.enrolled()
        wrong_code = self.pending(client).give_code("000000")
        wrong_password = self.client(client.name, "wrong").give_password()
        self.assertEqual(ElementTree.tostring(wrong_code), ElementTree.tostring(wrong_password))

    def test_steps_before_and_after_pass_and_farther_ones_do_not(self):
        for step, passes in ((-2, False), (-1, True), (0, True), (1, True), (2, False)):
            with self.subTest(step=step):
                client, seed = self.enrolled()
                middle = relay.now() // 30 * 30 + 15
                relay.travel(round(middle - relay.now()))
                answer = self.pending(client).give_code(totp(seed, middle + 30 * step))
                self.assertEqual(answer.tag == f"{{{SASL2}}}success", passes)

    def test_replayed_code_is_refused(self):
        client, seed = self.enrolled()
        code = totp(seed, relay.now())
        first = self.pending(client)
        first.note(first.give_code(code))
        self.assert_refused(self.pending(client).give_code(code))

    def test_code_of_an_earlier_step_after_a_later_one_is_refused(self):
        client, seed = self.enrolled()
        now = relay.now()
        first = self.pending(client)
        first.note(first.give_code(totp(seed, now + 30)))
        self.assert_refused(self.pending(client).give_code(totp(seed, now)))

    def test_code_replayed_on_two_streams_at_once_passes_once(self):
        client, seed = self.enrolled()
        streams = [self.pending(client) for _ in range(4)]
        code = totp(seed, relay.now())
        for stream in streams:
            stream.send(f"<next xmlns='{SASL2}' task='TOTP'><totp xmlns='{MFA}'>{code}</totp></next>")
        passed = [stream.receive().tag for stream in streams].count(f"{{{SASL2}}}success")
        self.assertEqual(passed, 1)

    def test_code_that_enrolled_cannot_sign_in(self):
        name, ticket = self.account_with_ticket()
        client = self.client(name)
        seed = client.enrol(ticket)
        self.assert_refused(self.pending(client).give_code(totp(seed, relay.now())))

    def test_code_of_another_account_is_refused(self):
        client, _ = self.enrolled()
        _, foreign_seed = self.enrolled()
        self.assert_refused(self.pending(client).give_code(totp(foreign_seed, relay.now())))

    def test_code_asked_for_by_an_empty_next(self):
        client, seed = self.enrolled()
        other = self.pending(client)
        answer = other.next("TOTP")
        self.assertEqual(answer.tag, f"{{{SASL2}}}task-data")
        self.assertIsNotNone(answer.find(f"{{{MFA}}}totp"))
        other.note(other.task_data(f"<totp xmlns='{MFA}'>{totp(seed, relay.now())}</totp>"))

    def test_odd_codes_are_refused(self):
        client, seed = self.enrolled()
        good = totp(seed, relay.now())
        for text in ("", "12345", good + "0", "-" + good[1:], good[:5] + "\u0661", "a" * 4000, "%d"):
            relay.travel(1000)
            self.assert_refused(self.pending(client).give_code(text))

    def test_capital_letters_and_prepared_names_do_not_slip_past(self):
        client, _ = self.enrolled()
        for name in (client.name.upper(), client.name.capitalize()):
            answer = self.client(name).give_password()
            self.assertEqual(answer.tag, f"{{{SASL2}}}continue")

    def test_replay_floor_survives_a_restart(self):
        own = Relay("--test-clock")
        self.addCleanup(own.stop)
        own.add_user("ana", PASSWORD)
        client = self.client("ana", server=own)
        seed = client.enrol(own.run("totp-require", "ana")["ticket"])
        code = totp(seed, own.now())
        own.stop(wipe=False)
        own.facts = own.run("up", "--test-clock")
        other = self.client("ana", server=own)
        other.give_password()
        self.assert_refused(other.give_code(code))
        returning = self.client("ana", server=own, agent=client.agent)
        returning.note(returning.give_token(client.token))


class Enrolment(Case):
    def test_enrolment_with_the_ticket_gives_ten_recovery_codes(self):
        name, ticket = self.account_with_ticket()
        client = self.client(name)
        client.enrol(ticket)
        self.assertEqual(len(set(client.codes)), 10)
        for code in client.codes:
            self.assertRegex(code, r"^[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4}$")

    def refuse_ticket(self, name, child):
        client = self.client(name)
        answer = client.give_password()
        self.assertEqual([task.text for task in answer.iter(f"{{{SASL2}}}task")], ["TOTP-INIT"])
        self.assert_refused(client.next("TOTP-INIT", child))

    def test_enrolment_without_a_ticket_is_refused(self):
        name, _ = self.account_with_ticket()
        self.refuse_ticket(name, "")

    def test_enrolment_with_a_wrong_or_foreign_ticket_is_refused(self):
        name, _ = self.account_with_ticket()
        _, foreign = self.account_with_ticket()
        for ticket in ("AAAA-AAAA-AAAA-AAAA", foreign, "", "é"):
            relay.travel(1000)
            self.refuse_ticket(name, f"<ticket xmlns='{TOTP}'>{ticket}</ticket>")

    def test_enrolment_with_an_old_ticket_is_refused(self):
        name, ticket = self.account_with_ticket()
        relay.travel(24 * 3600 + 5)
        self.refuse_ticket(name, f"<ticket xmlns='{TOTP}'>{ticket}</ticket>")

    def test_a_new_ticket_ends_the_one_before(self):
        name, old = self.account_with_ticket()
        relay.run("totp-require", name)
        self.refuse_ticket(name, f"<ticket xmlns='{TOTP}'>{old}</ticket>")

    def test_ticket_in_small_letters_without_hyphens_passes(self):
        name, ticket = self.account_with_ticket()
        self.client(name).enrol(ticket.lower().replace("-", ""))

    def test_a_used_ticket_enrols_nobody_else(self):
        name, ticket = self.account_with_ticket()
        late = self.client(name)
        late.give_password()
        late_seed = late.begin_enrolment(ticket)
        self.client(name).enrol(ticket)
        self.assert_refused(late.task_data(f"<totp xmlns='{MFA}'>{totp(late_seed, relay.now())}</totp>"))

    def test_nothing_is_active_before_a_code_was_proven(self):
        name, ticket = self.account_with_ticket()
        client = self.client(name)
        client.give_password()
        seed = client.begin_enrolment(ticket)
        self.assert_refused(client.task_data(f"<totp xmlns='{MFA}'>000000</totp>"))
        again = self.client(name)
        answer = again.give_password()
        self.assertEqual([task.text for task in answer.iter(f"{{{SASL2}}}task")], ["TOTP-INIT"])
        self.assertNotEqual(again.begin_enrolment(ticket), seed)

    def test_an_enrolled_account_cannot_be_enrolled_again(self):
        client, _ = self.enrolled()
        other = self.pending(client)
        self.assert_closed(other, f"<next xmlns='{SASL2}' task='TOTP-INIT'/>")

    def test_a_second_authenticator_needs_a_code_of_the_first(self):
        client, seed = self.enrolled()
        add = f"<add-authenticator xmlns='{TOTP}'/>"
        self.assert_refused(self.pending(client).give_code("000000", add))
        other = self.pending(client)
        answer = other.give_code(totp(seed, relay.now()), add)
        self.assertEqual([task.text for task in answer.iter(f"{{{SASL2}}}task")], ["TOTP-INIT"])
        second = other.begin_enrolment(None)
        other.note(other.task_data(f"<totp xmlns='{MFA}'>{totp(second, relay.now())}</totp>"))
        self.assertEqual(other.codes, [])
        relay.travel(90)
        for each in (seed, second):
            self.client(client.name).sign_in(each)

    def test_with_codes_for_all_an_account_without_authenticator_stays_out(self):
        own = Relay("--totp", "required")
        self.addCleanup(own.stop)
        own.add_user("ana", PASSWORD)
        client = self.client("ana", server=own)
        self.assertEqual([task.text for task in client.give_password().iter(f"{{{SASL2}}}task")], ["TOTP-INIT"])
        self.assert_refused(client.next("TOTP-INIT"))
        refused = own.run("test-clock", "10", check=False)
        self.assertEqual(refused.returncode, 1, "a relay without test clock cannot be moved in time")

    def test_hardware_token_becomes_active_with_its_first_code(self):
        name = self.plain_account()
        seed = os.urandom(32)
        relay.run("totp-import", name, "--hex", "--digits", "8", "--algorithm", "SHA256", "--period", "60", stdin=seed.hex() + "\n")
        client = self.client(name)
        client.give_password()
        client.note(client.give_code(totp(seed, relay.now(), 8, "sha256", 60)))
        self.assertEqual(len(client.codes), 10)

    def test_bad_hardware_seeds_are_refused(self):
        name = self.plain_account()
        for text in ("", "!!!!", "ABCD", "0" * 32 + "\nsecond line", "A" * 500):
            result = relay.run("totp-import", name, stdin=text + "\n", check=False)
            self.assertEqual(result.returncode, 1, text)


class Recovery(Case):
    def recover(self, client, code, place="<recovery xmlns='urn:wardline:totp:0'>{}</recovery>"):
        other = self.pending(client)
        return other, other.next("TOTP", place.format(code))

    def test_a_recovery_code_signs_in_once(self):
        client, _ = self.enrolled()
        other, success = self.recover(client, client.codes[0])
        self.assertEqual(success.findtext(f"{{{TOTP}}}recovery-left"), "9")
        other.note(success)
        self.assert_refused(self.recover(client, client.codes[0])[1])

    def test_a_recovery_code_passes_in_the_place_of_the_code(self):
        client, _ = self.enrolled()
        other, success = self.recover(client, client.codes[1].lower().replace("-", " "), f"<totp xmlns='{MFA}'>{{}}</totp>")
        other.note(success)

    def test_a_foreign_or_cut_recovery_code_is_refused(self):
        client, _ = self.enrolled()
        foreign, _ = self.enrolled()
        for code in (foreign.codes[0], client.codes[0][:-1], "AAAA-AAAA-AAAA", ""):
            relay.travel(1000)
            self.assert_refused(self.recover(client, code)[1])

    def test_a_reset_ends_recovery_codes_and_authenticators(self):
        client, seed = self.enrolled()
        self.assertIn("ticket", relay.run("totp-reset", client.name))
        other = self.pending(client)
        self.assert_closed(other, f"<next xmlns='{SASL2}' task='TOTP'><totp xmlns='{MFA}'>{totp(seed, relay.now())}</totp></next>")

    def test_each_use_is_audited(self):
        client, _ = self.enrolled()
        other, success = self.recover(client, client.codes[2])
        other.note(success)
        records = [json.loads(line) for line in (relay.state / "log" / "audit.jsonl").read_text().splitlines()]
        self.assertTrue(any(record["action"] == "recovery-code-used" and record["subject"] == client.name for record in records))


class Pass(Case):
    def span(self, seconds):
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(relay.now() + seconds))

    def test_a_pass_lets_in_without_a_code_until_it_ends(self):
        client, _ = self.enrolled()
        relay.run("totp-pass", client.name, "--until", self.span(3600))
        guest = self.client(client.name).sign_in()
        self.assertLessEqual(guest.expiry, self.span(3600))
        relay.travel(3700)
        self.assert_refused(self.client(client.name, agent=guest.agent).give_token(guest.token), "credentials-expired")
        self.assertEqual(self.pending(client).error, None)

    def test_a_pass_does_not_replace_the_password(self):
        client, _ = self.enrolled()
        relay.run("totp-pass", client.name, "--until", self.span(3600))
        self.assert_refused(self.client(client.name, "wrong").give_password())

    def test_a_pass_for_long_or_for_nobody_is_refused(self):
        client, _ = self.enrolled()
        for name, until in ((client.name, self.span(3 * 86400)), (self.plain_account(), self.span(3600)), ("absent", self.span(3600)),
                            (client.name, "tomorrow"), (client.name, "2020-01-01T00:00:00Z")):
            self.assertNotEqual(relay.run("totp-pass", name, "--until", until, check=False).returncode, 0)

    def test_a_pass_and_its_use_are_audited(self):
        client, _ = self.enrolled()
        relay.run("totp-pass", client.name, "--until", self.span(3600))
        self.client(client.name).sign_in()
        text = (relay.state / "log" / "audit.jsonl").read_text()
        for action in ("totp-pass", "totp-pass-used"):
            self.assertTrue(any(json.loads(line)["action"] == action and json.loads(line)["subject"] == client.name for line in text.splitlines()))


if __name__ == "__main__":
    unittest.main()

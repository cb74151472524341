# SPDX-License-Identifier: GPL-3.0-or-later
"""What the attacks on the relay share: one relay for all of them, accounts, and how a refusal looks."""

import atexit
import unittest

from relay_client import SASL2, Client, Closed, ElementTree, Relay, condition, totp

PASSWORD = "correct horse battery"
names = iter(f"user{number}" for number in range(10000))


class Shared:
    """Started by the first test that needs it."""

    def __init__(self):
        self.started = None

    def __getattr__(self, name):
        if self.started is None:
            self.started = Relay("--test-clock")
            atexit.register(self.started.stop)
        return getattr(self.started, name)


relay = Shared()


class Case(unittest.TestCase):
    """Accounts of its own for every test."""

    def setUp(self):
        relay.travel(3 * 3600)  # what other tests did to the delays is forgotten

    def client(self, name, password=PASSWORD, server=None, **options):
        client = Client(server or relay, name, password, **options)
        self.addCleanup(client.close)
        return client

    def plain_account(self):
        name = next(names)
        relay.add_user(name, PASSWORD)
        return name

    def account_with_ticket(self):
        name = self.plain_account()
        return name, relay.ask("totp-require", name=name)["ticket"]

    def enrolled(self):
        """An account whose last code is two steps back: the client that enrolled it, and the seed."""
        name, ticket = self.account_with_ticket()
        client = self.client(name)
        seed = client.enrol(ticket)
        relay.travel(90)
        return client, seed

    def pending(self, client):
        """The same account on a new stream, password given, code due."""
        other = self.client(client.name)
        self.assertEqual(other.give_password().tag, f"{{{SASL2}}}continue")
        return other

    def assert_closed(self, client, text=None):
        """The relay ends the stream with an error and lets nothing through."""
        with self.assertRaises(Closed):
            if text:
                client.send(text)
            while True:
                element = client.receive()
                self.assertTrue(element.tag.endswith("}error"), ElementTree.tostring(element))
        self.assertIsNotNone(client.error)

    def assert_refused(self, element, reason="not-authorized"):
        self.assertEqual(element.tag, f"{{{SASL2}}}failure", ElementTree.tostring(element))
        self.assertEqual(condition(element), reason)

    def assert_token_dead(self, client, token=None):
        self.assert_refused(self.client(client.name, agent=client.agent).give_token(token or client.token))

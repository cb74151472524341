#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways around the second factor: other profiles, wrong orders, other ports."""

import json
import os
import socket
import ssl
import unittest
import warnings
from pathlib import Path

from relay_case import PASSWORD, Case, relay
from relay_client import BIND, Closed, MFA, SASL, SASL2, SM, b64, totp


class Bypass(Case):
    """What must not get in: every other door, and every wrong order."""

    LEGACY = f"<auth xmlns='{SASL}' mechanism='{{}}'>{{}}</auth>"
    BIND_IQ = f"<iq xmlns='jabber:client' type='set' id='b'><bind xmlns='{BIND}'/></iq>"

    def test_legacy_sasl_is_shut(self):
        client, _ = self.enrolled()
        for mechanism, text in (("PLAIN", f"\0{client.name}\0{PASSWORD}"), ("SCRAM-SHA-256", f"n,,n={client.name},r=abc"), ("ANONYMOUS", "x")):
            self.assert_closed(self.client(client.name), self.LEGACY.format(mechanism, b64(text)))

    def test_legacy_sasl_is_shut_for_accounts_without_second_factor(self):
        name = self.plain_account()
        self.assert_closed(self.client(name), self.LEGACY.format("PLAIN", b64(f"\0{name}\0{PASSWORD}")))

    def test_old_iq_authentication_is_shut(self):
        name = self.plain_account()
        self.assert_closed(self.client(name), "<iq xmlns='jabber:client' type='set' id='a'><query xmlns='jabber:iq:auth'>"
                           f"<username>{name}</username><password>{PASSWORD}</password><resource>x</resource></query></iq>")

    def test_sasl2_begun_and_finished_in_the_legacy_profile(self):
        client, _ = self.enrolled()
        other = self.client(client.name)
        challenge = other.begin()
        self.assert_closed(other, f"<response xmlns='{SASL}'>{b64(other.proof(challenge))}</response>")

    def test_legacy_begun_and_finished_in_sasl2(self):
        client, _ = self.enrolled()
        other = self.client(client.name)
        other.send(self.LEGACY.format("SCRAM-SHA-256", b64(f"n,,n={client.name},r=abc")))
        self.assert_closed(other, f"<response xmlns='{SASL2}'>{b64('c=biws,r=abc,p=AAAA')}</response>")

    def test_legacy_auth_while_the_code_is_due(self):
        client, _ = self.enrolled()
        self.assert_closed(self.pending(client), self.LEGACY.format("PLAIN", b64(f"\0{client.name}\0{PASSWORD}")))

    def test_second_authenticate_while_the_code_is_due(self):
        client, _ = self.enrolled()
        other = self.pending(client)
        self.assert_closed(other, f"<authenticate xmlns='{SASL2}' mechanism='SCRAM-SHA-256'><initial-response>{b64('n,,n=x,r=y')}"
                           "</initial-response></authenticate>")

    def test_second_authenticate_while_the_proof_is_due(self):
        client = self.client(self.plain_account())
        client.begin()
        self.assert_closed(client, f"<authenticate xmlns='{SASL2}' mechanism='SCRAM-SHA-256'><initial-response>{b64('n,,n=x,r=y')}"
                           "</initial-response></authenticate>")

    def test_second_authenticate_after_success(self):
        client = self.client(self.plain_account()).sign_in()
        self.assert_closed(client, f"<authenticate xmlns='{SASL2}' mechanism='SCRAM-SHA-256'><initial-response>{b64('n,,n=x,r=y')}"
                           "</initial-response></authenticate>")

    def test_binding_while_the_code_is_due(self):
        client, _ = self.enrolled()
        self.assert_closed(self.pending(client), self.BIND_IQ)

    def test_binding_before_sign_in(self):
        self.assert_closed(self.client("x"), self.BIND_IQ)

    def test_binding_twice(self):
        client = self.client(self.plain_account()).sign_in()
        client.send(self.BIND_IQ)
        self.assertEqual(client.receive().get("type"), "error")

    def test_resuming_while_the_code_is_due(self):
        client, _ = self.enrolled()
        enabled = client.ask(f"<enable xmlns='{SM}' resume='true'/>")
        self.assert_closed(self.pending(client), f"<resume xmlns='{SM}' previd='{enabled.get('id')}' h='0'/>")

    def test_resuming_the_session_of_another_account(self):
        client = self.client(self.plain_account()).sign_in()
        enabled = client.ask(f"<enable xmlns='{SM}' resume='true'/>")
        other = self.client(self.plain_account())
        other.note(other.give_password(bind=False))
        answer = other.ask(f"<resume xmlns='{SM}' previd='{enabled.get('id')}' h='0'/>")
        self.assertEqual(answer.tag, f"{{{SM}}}failed")
        bound = other.ask(self.BIND_IQ)
        self.assertEqual(bound.get("type"), "result")
        self.assertTrue(bound.findtext(f".//{{{BIND}}}jid").startswith(other.name + "@"))

    def test_stanzas_before_sign_in_and_while_the_code_is_due(self):
        client, _ = self.enrolled()
        stanzas = [f"<message xmlns='jabber:client' to='{client.name}@localhost'><body>x</body></message>", "<presence xmlns='jabber:client'/>",
                   "<iq xmlns='jabber:client' type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>",
                   "<iq xmlns='jabber:client' type='set' id='r' to='localhost'><query xmlns='jabber:iq:register'><username>evil</username>"
                   "<password>evil-password</password></query></iq>", f"<enable xmlns='{SM}'/>", "<handshake xmlns='jabber:component:accept'/>",
                   "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"]
        for stanza in stanzas:
            with self.subTest(stanza=stanza):
                self.assert_closed(self.client(client.name), stanza)
                self.assert_closed(self.pending(client), stanza)

    def test_tasks_out_of_order(self):
        client, seed = self.enrolled()
        code = f"<totp xmlns='{MFA}'>{totp(seed, relay.now())}</totp>"
        for text in (f"<task-data xmlns='{SASL2}'>{code}</task-data>", f"<next xmlns='{SASL2}' task='OTHER'>{code}</next>",
                     f"<next xmlns='{SASL2}'>{code}</next>", f"<response xmlns='{SASL2}'>{b64('x')}</response>", f"<success xmlns='{SASL2}'/>",
                     f"<continue xmlns='{SASL2}'/>"):
            with self.subTest(text=text):
                self.assert_closed(self.pending(client), text)
                self.assert_closed(self.client(client.name), text)

    def test_task_chosen_twice(self):
        client, _ = self.enrolled()
        other = self.pending(client)
        other.next("TOTP")
        self.assert_closed(other, f"<next xmlns='{SASL2}' task='TOTP'/>")

    def test_code_after_an_abort_or_a_failure(self):
        client, seed = self.enrolled()
        text = f"<next xmlns='{SASL2}' task='TOTP'><totp xmlns='{MFA}'>{totp(seed, relay.now())}</totp></next>"
        aborted = self.pending(client)
        self.assert_refused(aborted.ask(f"<abort xmlns='{SASL2}'/>"), "aborted")
        self.assert_closed(aborted, text)
        failed = self.pending(client)
        self.assert_refused(failed.give_code("000000"))
        self.assert_closed(failed, text)

    def test_a_new_stream_header_while_the_code_is_due(self):
        client, _ = self.enrolled()
        other = self.pending(client)
        other.send("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>")
        other.send(self.BIND_IQ)
        try:
            self.assertEqual(other.silent_for(1), [])
        except Closed:
            pass


class Ports(Case):
    def own_sockets(self):
        pid = json.loads((relay.folder / "relay.json").read_text())["pid"]
        inodes = set()
        for entry in Path(f"/proc/{pid}/fd").iterdir():
            target = os.readlink(entry)
            if target.startswith("socket:["):
                inodes.add(target[8:-1])
        found = []
        for table in ("tcp", "tcp6", "udp", "udp6"):
            for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
                fields = line.split()
                listening = fields[3] == "0A" or table.startswith("udp")
                if listening and fields[9] in inodes:
                    address, port = fields[1].split(":")
                    found.append((table, address, int(port, 16)))
        return found

    def port(self):
        return int(relay.facts["url"].split(":")[2].split("/")[0])

    def test_one_port_on_loopback_and_nothing_else(self):
        self.assertEqual(self.own_sockets(), [("tcp", "0100007F", self.port())])

    def request(self, text, version=None):
        context = ssl.create_default_context(cafile=relay.facts["ca"])
        with socket.create_connection(("127.0.0.1", self.port()), timeout=5) as raw, context.wrap_socket(raw, server_hostname="localhost") as stream:
            stream.sendall(text.encode())
            return stream.recv(4096).decode(errors="replace")

    def test_bosh_and_other_paths_are_absent(self):
        for path in ("/http-bind", "/http-bind/", "/admin", "/register", "/rest", "/bosh"):
            answer = self.request(f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            self.assertIn(answer.split()[1], ("404", "405"), path)

    def test_xmpp_over_plain_tcp_and_over_tls_is_not_understood(self):
        header = "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='localhost' version='1.0'>"
        self.assertNotIn("stream:features", self.request(header + "\r\n\r\n"))
        with socket.create_connection(("127.0.0.1", self.port()), timeout=3) as raw:
            raw.sendall(header.encode())
            try:
                self.assertNotIn(b"stream", raw.recv(4096))
            except OSError:
                pass

    def test_websocket_without_the_xmpp_subprotocol_is_refused(self):
        answer = self.request("GET /xmpp-websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
        self.assertIn(" 501 ", answer.splitlines()[0])

    def test_old_tls_is_refused(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        context.set_ciphers("ALL:@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
        with socket.create_connection(("127.0.0.1", self.port()), timeout=5) as raw, self.assertRaises((ssl.SSLError, OSError)):
            context.wrap_socket(raw)

    def test_a_foreign_domain_is_refused(self):
        client = self.client("x", open_stream=False)
        client.send("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='elsewhere.example' version='1.0'/>")
        client.receive()
        self.assert_closed(client)


if __name__ == "__main__":
    unittest.main()

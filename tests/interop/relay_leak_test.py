#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What lies on the disk of the relay and in its logs."""

import base64
import hashlib
import hmac
import json
import os
import unittest
from pathlib import Path

from relay_case import PASSWORD, Case, names, relay
from relay_client import Relay, totp


class Leaks(Case):
    ESCAPES = {number: b"\\u%04X" % number for number in range(32)} | {
        ord(letter): text for letter, text in {'"': b'\\"', "\\": b"\\\\", "\b": b"\\b", "\f": b"\\f", "\n": b"\\n", "\r": b"\\r", "\t": b"\\t"}.items()}

    def traces(self, secret):
        raw = secret if isinstance(secret, bytes) else secret.encode()
        escaped = b"".join(self.ESCAPES.get(byte, bytes([byte])) for byte in raw)  # as Prosody's JSON in the database has it
        return {raw, escaped, raw.hex().encode(), raw.hex().upper().encode(), base64.b64encode(raw), base64.b32encode(raw), base64.b32encode(raw).rstrip(b"=")}

    def test_no_secret_lies_in_data_logs_or_process_facts(self):
        password = "unmistakable-password-7361"
        name = next(names)
        relay.add_user(name, password)
        ticket = relay.ask("totp-require", name=name)["ticket"]
        client = self.client(name, password)
        seed = client.enrol(ticket)
        hardware = os.urandom(20)
        other = self.plain_account()
        relay.run("totp-import", other, stdin=base64.b32encode(hardware).decode() + "\n")
        again = self.client(name, password, agent=client.agent)
        again.note(again.give_token(client.token))
        initiator = hmac.digest(client.token.encode(), b"Initiator", "sha256")
        wanted = [password, seed, hardware, client.token, again.token, initiator, ticket, ticket.replace("-", ""), client.codes[0],
                  client.codes[0].replace("-", ""), hashlib.sha256(client.token.encode()).digest()]
        needles = set().union(*(self.traces(secret) for secret in wanted))
        pid = json.loads((relay.folder / "relay.json").read_text())["pid"]
        files = [path for root in (relay.state / "data", relay.state / "log", relay.state / "run") for path in root.rglob("*") if path.is_file()]
        files += [Path(f"/proc/{pid}/cmdline"), Path(f"/proc/{pid}/environ")]
        self.assertTrue(any(path.name == "wardline.sqlite" for path in files))
        for path in files:
            content = path.read_bytes()
            for needle in needles:
                self.assertNotIn(needle, content, f"{path} holds a secret")

    def test_the_key_lies_outside_the_data_and_is_private(self):
        key = relay.state / "keys" / "wardline.key"
        self.assertEqual(key.stat().st_mode & 0o777, 0o600)
        material = key.read_text().strip().encode()
        for path in (relay.state / "data").rglob("*"):
            if path.is_file():
                self.assertNotIn(material, path.read_bytes())

    def test_failed_and_successful_sign_ins_are_logged_by_name(self):
        name = self.plain_account()
        self.client(name, "wrong").give_password()
        self.client(name).sign_in()
        log = (relay.state / "log" / "prosody.log").read_text()
        self.assertIn(f"Sign-in failed: account={name} ", log)
        self.assertIn(f"Signed in: account={name} ", log)
        self.assertNotIn("Traceback", log)

    def test_without_the_key_nobody_with_a_code_gets_in(self):
        own = Relay("--test-clock")
        self.addCleanup(own.stop)
        own.add_user("ana", PASSWORD)
        client = self.client("ana", server=own)
        seed = client.enrol(own.run("totp-require", "ana")["ticket"])
        own.stop(wipe=False)
        (own.state / "keys" / "wardline.key").write_text("00" * 32 + "\n")
        own.facts = own.run("up", "--test-clock")
        own.travel(90)
        other = self.client("ana", server=own)
        other.give_password()
        self.assert_refused(other.give_code(totp(seed, own.now())))
        (own.state / "keys" / "wardline.key").unlink()
        own.stop(wipe=False)
        self.assertEqual(own.run("up", "--test-clock", check=False).returncode, 1)


if __name__ == "__main__":
    unittest.main()

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The administrator's script: what it refuses, what it prints, what it leaves behind."""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

from relay_case import PASSWORD, Case, names, relay
from relay_client import RELAY, Relay


def run(*arguments, stdin=""):
    return subprocess.run([RELAY, *map(str, arguments)], input=stdin, capture_output=True, text=True, check=False)


class Script(Case):
    def folder(self):
        path = Path(tempfile.mkdtemp(prefix="wardline-relay-test-"))
        self.addCleanup(shutil.rmtree, path, True)
        return path

    def test_up_is_idempotent_and_down_keeps_the_accounts(self):
        own = Relay()
        self.addCleanup(own.stop)
        self.assertEqual(set(own.facts), {"url", "domain", "muc", "ca"})
        self.assertEqual(own.run("up"), own.facts)
        own.add_user("ana", PASSWORD)
        own.stop(wipe=False)
        self.assertIn("not running", run("kick", own.folder, "ana").stderr)
        self.assertEqual(own.run("up"), own.facts)
        self.client("ana", server=own).sign_in()

    def test_two_relays_do_not_share_a_port_or_a_ca(self):
        one, two = Relay(), Relay()
        self.addCleanup(one.stop)
        self.addCleanup(two.stop)
        self.assertNotEqual(one.facts["url"], two.facts["url"])
        self.assertNotEqual(Path(one.facts["ca"]).read_text(), Path(two.facts["ca"]).read_text())

    def test_a_taken_port_is_refused(self):
        folder = self.folder()
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            result = run("up", folder, "--port", other.getsockname()[1])
        self.assertEqual(result.returncode, 1)
        self.assertIn("is taken", result.stderr)
        run("down", folder, "--wipe")

    def test_down_kills_no_foreign_process(self):
        folder = self.folder()
        state = folder / "state"
        state.mkdir()
        other = subprocess.Popen(["sleep", "60"])
        self.addCleanup(other.wait)
        self.addCleanup(other.kill)
        (folder / "relay.json").write_text(json.dumps({"state": str(state), "port": 1, "domain": "localhost", "pid": other.pid}))
        self.assertEqual(run("down", folder).returncode, 0)
        self.assertIsNone(other.poll())

    def test_bad_arguments_are_refused(self):
        folder = relay.folder
        cases = [("add-user", folder, "Ana"), ("add-user", folder, "a b"), ("add-user", folder, "../x"), ("add-user", folder, "a" * 65),
                 ("add-user", folder, "x", "--group", "<b>"), ("add-user", folder, "x", "--until", "soon"), ("add-user", folder, "x", "--until", "2020-01-01"),
                 ("add-room", folder, "x"), ("add-room", folder, "x", "--template", "other"), ("add-room", folder, "\n", "--template", "care-team"),
                 ("up", folder, "--port", "80"), ("up", folder, "--domain", "a..b"), ("totp-pass", folder, "x"), ("nothing", folder), ()]
        for arguments in cases:
            with self.subTest(arguments=arguments):
                self.assertEqual(run(*arguments, stdin=PASSWORD + "\n").returncode, 2)

    def test_refusals_say_why_and_exit_with_one(self):
        name = self.plain_account()
        for arguments, stdin, text in ((("add-user", relay.folder, name), PASSWORD, "exists"), (("add-user", relay.folder, "new"), "short", "8 to 512"),
                                       (("add-user", relay.folder, "new"), "", "one line"), (("kick", relay.folder, "absent"), "", "no such account"),
                                       (("add-member", relay.folder, "absent", name), "", "no such room"),
                                       (("kick", "/nonexistent", name), "", "is not the folder of a relay")):
            with self.subTest(arguments=arguments):
                result = run(*arguments, stdin=stdin)
                self.assertEqual((result.returncode, result.stdout), (1, ""))
                self.assertIn(text, result.stderr)

    def test_the_relay_checks_what_the_script_checks(self):
        for command, arguments in (("add-user", {"name": "A B", "password": PASSWORD}), ("add-user", {"name": "x", "password": 5}),
                                   ("add-user", {"name": "x", "password": PASSWORD, "until": "soon"}), ("add-user", {"name": ["x"]}),
                                   ("add-room", {"name": "x<y", "template": "care-team"}), ("add-room", {"name": "x", "template": "other"}),
                                   ("totp-import", {"name": self.plain_account(), "seed": "AAAA", "encoding": "base32"}), ("nothing", {}),
                                   ("test-clock", {"seconds": "x"})):
            with self.subTest(command=command, arguments=arguments), self.assertRaises(relay.script.Refused) as refusal:
                relay.ask(command, **arguments)
            self.assertNotIn("log says why", str(refusal.exception))

    def test_every_account_command_prints_one_json_object(self):
        name = self.plain_account()
        room = relay.run("add-room", f"Room of {name}", "--template", "care-team")
        self.assertRegex(room["jid"], r"^r[a-z2-7]{20}@rooms\.localhost$")
        relay.run("add-member", f"Room of {name}", name)
        self.assertIn({"jid": f"{name}@localhost", "affiliation": "member"}, next(entry for entry in relay.run("list-rooms")["rooms"]
                                                                                 if entry["jid"] == room["jid"])["members"])
        relay.run("remove-member", room["jid"], name)
        self.assertRegex(relay.run("totp-require", name)["ticket"], r"^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$")
        self.assertEqual(next(user for user in relay.run("list-users")["users"] if user["jid"] == f"{name}@localhost")["totp"]["required"], True)
        relay.run("disable-user", name)
        relay.run("enable-user", name)

    def test_a_disabled_account_comes_back_only_when_enabled(self):
        name = self.plain_account()
        client = self.client(name).sign_in()
        relay.run("disable-user", name)
        self.assert_closed(client)
        self.assert_refused(self.client(name).give_password())
        relay.run("enable-user", name)
        self.client(name).sign_in()

    def test_no_secret_is_in_the_arguments_or_environment_of_any_process(self):
        name, password = next(names), "password-seen-by-nobody-91"
        found, stop = [], threading.Event()

        def watch():
            while not stop.is_set():
                for entry in Path("/proc").iterdir():
                    if entry.name.isdigit() and int(entry.name) != os.getpid():
                        for part in ("cmdline", "environ"):
                            try:
                                if password.encode() in (entry / part).read_bytes():
                                    found.append(entry.name)
                            except OSError:
                                pass
        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            relay.run("add-user", name, stdin=password + "\n")
            relay.run("set-password", name, stdin=password + "\n")
            time.sleep(0.1)
        finally:
            stop.set()
            watcher.join()
        self.assertEqual(found, [])

    def test_administrative_acts_are_audited_with_their_outcome(self):
        name = self.plain_account()
        relay.run("kick", name)
        relay.run("totp-pass", name, "--until", "+1h", check=False)
        records = [json.loads(line) for line in (relay.state / "log" / "audit.jsonl").read_text().splitlines()]
        mine = [(record["action"], record["outcome"]) for record in records if record["subject"] == name]
        self.assertEqual(mine, [("add-user", "begun"), ("add-user", "done"), ("kick", "begun"), ("kick", "done"), ("totp-pass", "begun"),
                                ("totp-pass", "refused")])

    def test_the_process_does_not_run_as_root_and_its_files_are_private(self):
        pid = json.loads((relay.folder / "relay.json").read_text())["pid"]
        status = Path(f"/proc/{pid}/status").read_text()
        self.assertNotIn("\nUid:\t0\t", status)
        self.assertEqual(relay.state.stat().st_mode & 0o077, 0)
        for path in relay.state.rglob("*"):
            if path.is_file() and "modules" not in path.parts and path.name != "server.pem":
                self.assertEqual(path.stat().st_mode & 0o007, 0, path)


if __name__ == "__main__":
    unittest.main()

# SPDX-License-Identifier: GPL-3.0-or-later
"""Command lines, credentials, policies, certificate files and texts that make no sense."""

import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))

from bad_input_case import PASSWORDS, BadInputCase, Codes, Person  # noqa: E402
from steps import expect, expect_equal  # noqa: E402
from wardlinectl import DONE, FAILED, NOT_SIGNED_IN, USAGE, Answer, parse_lines  # noqa: E402


class WordInput(BadInputCase):
    def wrong_lines(self) -> list:
        line, password = "first line of standard input", json.dumps(PASSWORDS["ben"])[1:-1].encode()
        ben = self.people["ben"]
        words = ["--profile", str(ben.profile), "--ca", self.relay.facts["ca"], "--credentials-stdin", *ben.words()]
        return [("empty", words, b"", line), ("not JSON", words, password + b"\n", line), ("an array", words, b'["' + password + b'"]\n', line),
                ("cut off", words, b'{"password": "' + password, line), ("without password", words, b'{"code": "123456"}\n', line),
                ("password is no text", words, b'{"password": 17}\n', line),
                ("twice the password", words, b'{"password": "a", "password": "' + password + b'"}\n', line),
                ("NUL", words, b'{"password": "' + password + b'\0", "code": "123456"}\n', line),
                ("not UTF-8", words, b'{"password": "' + password + b'\xff\xfe", "code": "123456"}\n', ""),
                ("one megabyte", words, b'{"password": "' + b"x" * (1 << 20) + b'"}\n', line),
                ("password of 100 kB", words, b'{"password": "' + b"x" * 100_000 + b'", "code": "123456"}\n', "not right")]

    def credentials_line(self, words: list, stdin: bytes, fragment: str) -> None:
        answer = self.raw(words, stdin)
        self.refused(answer, (USAGE, NOT_SIGNED_IN), fragment)
        expect(answer.errors.strip(), "a reason", answer)

    def wrong_words(self) -> list:
        long = "x" * 120_000  # the kernel takes no longer word
        return [("unknown option", ["--frobnicate", "rooms", "list"]), ("unknown option of a command", ["rooms", "list", "--frobnicate"]),
                ("secret as an option", ["sign-in", "--account", "ben@localhost", "--relay", "wss://localhost/", "--password=x"]),
                ("option without value", ["--profile"]), ("control characters", ["rooms\x01\x1b[2J", "list\x7f"]),
                ("a room with control characters", ["history", "--room", "a\x01b@rooms.localhost"]), ("a word of 120 kB", [long]),
                ("twelve words of 120 kB", [long] * 12), ("a room of 120 kB", ["history", "--room", long + "@rooms.localhost"]),
                ("a room that is no address", ["history", "--room", "@@@"]), ("a room with a resource", ["history", "--room", "a@b/c"]),
                ("a room with blanks", ["send", "--room", "four west@rooms.localhost", "hello"]), ("no room", ["send", "hello"]),
                ("bytes that are no UTF-8", [b"\xff\xfe\xfd"]), ("a number that is none", ["history", "--room", "a@b", "--limit", "many"]),
                ("a number out of bounds", ["history", "--room", "a@b", "--limit", "99999999999999999999"]),
                ("a reaction to nothing", ["react", "--room", "a@b"]), ("a correction without a text", ["correct", "--room", "a@b", "id"]),
                ("a retraction in two places", ["retract", "--room", "a@b", "--with", "c@d", "id"]),
                ("a moderation outside a room", ["moderate", "--with", "a@b", "id"]), ("an answer to nothing", ["send", "--room", "a@b", "--reply-to"]),
                ("an urgency that is none", ["send", "--room", "a@b", "--urgency", "loud", "hello"]),
                ("a file for --ca, without a file", ["--ca", "", "rooms", "list"])]

    def wrong_files(self) -> list:
        def file(name: str, content: bytes) -> str:
            (self.base / name).write_bytes(content)
            return str(self.base / name)
        key = (self.relay.folder / "ca.key").read_bytes()
        policies = {"does not parse": b'{"version": 1, ', "is no object": b"[1, 2]", "fails the schema": b'{"version": 1, "totp": {"mode": "never"}}',
                    "has a name that nobody knows": b'{"version": 1, "lock": {"idel_minutes": 3}}', "is empty": b"",
                    "has a name twice": b'{"version": 1, "relay": {"url": "wss://a.example/"}, "relay": {"url": "wss://b.example/"}}',
                    "is not UTF-8": b'{"version": 1, "relay": {"url": "wss://\xff\xfe/"}}', "is two megabytes long": b" " * (2 << 20) + b'{"version": 1}',
                    "is as deep as a well": b'{"version": ' + b"[" * 5000 + b"]" * 5000 + b"}"}
        found = [(f"policy that {name}", ["--policy", file(f"policy{n}.json", content), "policy", "show"], "policy cannot be used")
                 for n, (name, content) in enumerate(policies.items())]
        found += [("policy that is not there", ["--policy", str(self.base / "none.json"), "policy", "show"], "policy cannot be used"),
                  ("policy that is a folder", ["--policy", str(self.base), "policy", "show"], "policy cannot be used")]
        authorities = {"empty": b"", "holding a key instead": key, "of rubbish": os.urandom(4000), "with a damaged certificate":
                       b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"}
        found += [(f"--ca with a file {name}", ["--ca", file(f"ca{n}.pem", content), "profile", "list"], "There is no certificate in")
                  for n, (name, content) in enumerate(authorities.items())]
        return found + [("--ca with a file that is not there", ["--ca", str(self.base / "none.pem"), "profile", "list"], "There is no certificate in"),
                        ("--ca with a folder", ["--ca", str(self.base), "profile", "list"], "There is no certificate in")]

    def system_policy(self) -> None:
        """In a mount name space of its own, over a copy of /etc: the real one is not touched."""
        etc = self.base / "etc"
        (etc / "wardline").mkdir(parents=True)
        policy = etc / "wardline" / "policy.json"
        policy.write_text('{"version": 1, "totp": {"mode": "appended"}}\n', encoding="ascii")
        os.chmod(etc, 0o755)
        os.chmod(etc / "wardline", 0o755)
        within = ["unshare", "--mount", "sh", "-c", f"mount --bind '{etc}' /etc && exec \"$@\"", "sh", str(self.binary)]
        policy.chmod(0o644)
        good = self.raw(["--json", "policy", "show"], binary=within)
        if "unshare" in good.errors or "mount" in good.errors:
            self.story.say("   (not tried: no mount name space here)")
            return
        expect(good.code == DONE, "a good one counts", good)
        policy.chmod(0o666)
        self.refused(self.raw(["--json", "policy", "show"], binary=within), FAILED, "policy cannot be used")
        policy.chmod(0o644)
        policy.write_text("{", encoding="ascii")
        self.refused(self.raw(["--json", "policy", "show"], binary=within), FAILED, "policy cannot be used")

    def wrong_texts(self) -> list:
        send, empty = ["send", "--room", self.room, "-"], "empty or too long"
        line = json.dumps(self.people["ana"].secrets()).encode() + b"\n"
        return [("empty text", send, line, FAILED, empty), ("blanks for a text", send, line + b" \n\t \n", FAILED, empty),
                ("text of 70 kB", send, line + b"x" * 70_000, FAILED, empty), ("text of one megabyte", send, line + b"x" * (1 << 20), FAILED, empty),
                ("text of 64 kB in letters that need more", send, line + "ä".encode() * 40_000, FAILED, empty),
                ("text that is not UTF-8", send, line + b"potassium 6.9 \xff\xfe", (FAILED, USAGE), "UTF-8"),
                ("lines that are not UTF-8", ["send", "--room", self.room, "--lines", "-"], line + b"potassium \xff\n", (FAILED, USAGE), "UTF-8"),
                ("text with NUL and control characters", send, line + b"bell \x07 nul \0 escape \x1b[2J", FAILED, ""),
                ("a room that does not exist: sending", ["send", "--room", "nowhere@rooms.localhost", "-"], line + b"hello", FAILED, "no such room"),
                ("a room that does not exist: reading", ["history", "--room", "nowhere@rooms.localhost"], line, FAILED, "no such room"),
                ("a room that does not exist: joining", ["rooms", "join", "nowhere@rooms.localhost"], line, FAILED, ""),
                ("a room at a host that does not exist", ["rooms", "join", "a@rooms.invalid"], line, FAILED, ""),
                ("a person that does not exist", ["history", "--with", "nobody@localhost"], line, FAILED, "no such room"),
                ("rights for somebody who is no address", ["rooms", "grant", self.room, "@@", "member"], line, USAGE, "Usage:"),
                ("a title of 100 kB", ["rooms", "create", "x" * 100_000], line, FAILED, "")]

    def wrong_text(self, words: list, stdin: bytes, codes: Codes, fragment: str) -> None:
        ana = self.people["ana"]
        before = getattr(self, "kept", None) or ana.bodies(self.room)
        answer = self.raw_as(ana, words, stdin)
        self.refused(answer, codes, fragment)
        expect(answer.errors.strip(), "a reason", answer)
        self.kept = before

    def raw_as(self, person: Person, words: list, stdin: bytes) -> Answer:
        done = subprocess.run([str(self.binary), *person.ctl.options, "--credentials-stdin", *words], input=stdin, env=person.session.environment,
                              capture_output=True, timeout=90, check=False)
        output = done.stdout.decode(errors="replace")
        return Answer(done.returncode, parse_lines(output), output, done.stderr.decode(errors="replace"), str(words)[:200])

    def long_run_line(self) -> None:
        ana = self.people["ana"]
        expect_equal(ana.bodies(self.room), self.kept, "nothing of the refused texts was kept")
        line = json.dumps(ana.secrets()).encode() + b"\n"
        answer = self.raw_as(ana, ["run", "-"], line + b"send --room " + self.room.encode() + b" " + b"y" * (1 << 20) + b"\nrooms list\n")
        expect(answer.code not in (DONE,), "not exit 0", answer)
        expect(answer.errors.strip(), "a reason", answer)
        answer = self.raw_as(ana, ["run", "-"], line + b"no-such-command\n'never closed\n\xff\xfe\nhistory --room @@\nrooms list\n")
        expect_equal(answer.code, USAGE, answer)
        expect(any("can_post" in found for found in answer.lines), "the good line was carried out", answer)

    def long_send_line(self) -> None:
        ana = self.people["ana"]
        line = json.dumps(ana.secrets()).encode() + b"\n"
        answer = self.raw_as(ana, ["send", "--room", self.room, "--lines", "-"], line + b"z" * (1 << 20) + b"\nnever\n")
        self.refused(answer, FAILED, "too long")
        expect_equal(ana.bodies(self.room), self.kept, "nothing sent")

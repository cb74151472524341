#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the black-box tests stand on: codes, the search for planted text, a private session with a real keyring, a private display."""

import os
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from authenticator import Authenticator, code_at  # noqa: E402
from planted_text import find_planted  # noqa: E402
from private_display import PrivateDisplay  # noqa: E402
from private_session import PrivateSession  # noqa: E402
from waiting import TookTooLong, wait_until  # noqa: E402
from wardlinectl import Wardlinectl, parse_lines  # noqa: E402


class AuthenticatorTest(unittest.TestCase):
    def test_codes_of_the_specification(self) -> None:
        # RFC 6238 appendix B, SHA-1, eight digits.
        for moment, code in ((59, "94287082"), (1111111109, "07081804"), (20000000000, "65353130")):
            self.assertEqual(code_at(b"12345678901234567890", moment // 30, 8), code)

    def test_three_codes_without_waiting_and_none_twice(self) -> None:
        phone = Authenticator("otpauth://totp/W:a?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=W")
        if time.time() % 30 > 26:
            time.sleep(4)
        began = time.monotonic()
        codes = [phone.next_code() for _ in range(3)]
        self.assertLess(time.monotonic() - began, 1)
        self.assertEqual(len(set(codes)), 3)
        self.assertEqual(phone.last_code(), codes[2])
        self.assertNotIn(phone.wrong_code(), codes)


class PlantedTextTest(unittest.TestCase):
    def test_finds_each_spelling_and_across_blocks(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            text = "planted-Heron-õ-text"
            samples = {"a": text.encode(), "b": text.encode("utf-16-le"), "c": b"\0" * ((1 << 20) - 5) + text.encode(), "d": text.encode().hex().encode()}
            for name, data in samples.items():
                (Path(folder) / name).write_bytes(b"x" + data + b"y")
            (Path(folder) / "clean").write_bytes(b"planted-Heron-text")
            self.assertEqual(sorted({line.split(":")[0][-1] for line in find_planted([text], [folder])}), ["a", "b", "c", "d"])
            self.assertEqual(find_planted([text], [folder], skip=[f"{folder}/{n}" for n in samples]), [])
            self.assertEqual(find_planted([text], [folder], only_newer_than=time.time() + 60), [])

    def test_refuses_a_text_that_proves_nothing(self) -> None:
        with self.assertRaises(ValueError):
            find_planted(["abc"], [])


class WaitingTest(unittest.TestCase):
    def test_a_wait_ends(self) -> None:
        self.assertEqual(wait_until("five", lambda: 5), 5)
        with self.assertRaises(TookTooLong):
            wait_until("never", lambda: None, 0.1)


class ProgramTest(unittest.TestCase):
    def test_lines_exit_code_and_errors_of_a_program(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            fake = Path(folder) / "ctl"
            fake.write_text('#!/bin/sh\nread line\necho "got $line" >&2\necho \'{"id": "1", "state": "sent"}\'\nread second\necho "{\\"second\\": $second}"\nexit 3\n')
            fake.chmod(0o755)
            running = Wardlinectl(fake, Path(folder), dict(os.environ)).start("send", credentials={"password": "p"})
            self.assertEqual(running.next_line(), {"id": "1", "state": "sent"})
            running.write("2")
            answer = running.end()
            self.assertEqual((answer.code, answer.key("second")), (3, 2))
            self.assertIn('got {"password": "p"}', answer.errors)

    def test_lines_that_are_no_json_are_left_out(self) -> None:
        self.assertEqual(parse_lines('x\n{"a": 1}\n[1]\n'), [{"a": 1}])


class SessionTest(unittest.TestCase):
    def secret_tool(self, session: PrivateSession, *words: str, stdin: str = "") -> subprocess.CompletedProcess:
        return subprocess.run(["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.secrets", *words], env=session.environment,
                              input=stdin, capture_output=True, text=True, timeout=20, check=False)

    def is_locked(self, session: PrivateSession) -> str:
        answer = self.secret_tool(session, "/org/freedesktop/secrets/collection/login", "org.freedesktop.DBus.Properties.Get",
                                  "string:org.freedesktop.Secret.Collection", "string:Locked")
        return answer.stdout.split()[-1] if answer.returncode == 0 else answer.stderr

    def test_keyring_unlocked(self) -> None:
        with PrivateSession("unlocked") as session:
            self.assertEqual(self.is_locked(session), "false")

    def test_keyring_locked(self) -> None:
        with PrivateSession("locked") as session:
            self.assertEqual(self.is_locked(session), "true")

    def test_no_keyring(self) -> None:
        with PrivateSession("none") as session:
            self.assertIn("org.freedesktop.secrets", self.is_locked(session))
        self.assertFalse(session.folder.exists())


class DisplayTest(unittest.TestCase):
    def test_a_window_is_found_and_pictured(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            display = PrivateDisplay(Path(folder), "640x480")
            try:
                window = subprocess.Popen(["xev", "-geometry", "300x200"], env={**os.environ, **display.environment}, stdout=subprocess.DEVNULL)
                try:
                    wait_until("the window", lambda: display.windows(title="Event Tester"))
                    display.picture(Path(folder) / "a.png")
                    self.assertEqual((Path(folder) / "a.png").read_bytes()[:4], b"\x89PNG")
                finally:
                    window.terminate()
                    window.wait(5)
            finally:
                display.close()


if __name__ == "__main__":
    unittest.main()

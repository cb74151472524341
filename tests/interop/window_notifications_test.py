#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window, a real relay and a notification server on a private session bus: a message that comes into a room out of view is told of,
with nothing of it on the bus; pressing the notification opens the room; reading and locking withdraw it."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import List

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "support"), str(ROOT / "packaging" / "demo")]
from clinic import CONSULT, UNIT, Clinic  # noqa: E402
from headless_story import HeadlessStory  # noqa: E402
from private_session import PrivateSession  # noqa: E402
from steps import Story  # noqa: E402
from waiting import end_process, wait_until  # noqa: E402
from wardlinectl import DONE, find_binary  # noqa: E402

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
PLANTED = "PLANTED bed 9 potassium 6.8 please repeat"
AGAIN = "PLANTED once more, bed 9 is stable"


class WindowNotifications(unittest.TestCase):
    """One evening of Ana at the window and Ben elsewhere."""

    def setUp(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="wardline-notifications-")
        self.addCleanup(self.folder.cleanup)
        folder = Path(self.folder.name)
        self.session = PrivateSession("unlocked")
        self.addCleanup(self.session.close)
        self.log = folder / "server.log"
        self.server = subprocess.Popen(["/usr/bin/python3", "-m", "dbusmock", "-t", "notification_daemon", "-l", str(self.log), "-p",
                                        '{"capabilities": "body body-markup actions"}'], env=self.session.environment,
                                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(end_process, self.server)
        self.clinic = Clinic(folder, find_binary("wardline").parent)
        self.addCleanup(self.clinic.close)
        self.story = HeadlessStory(self.clinic, self.session, folder, Story(folder / "transcript.txt"))
        self.addCleanup(self.story.close)
        self.clinic.open(self.session)
        for name in ("ben", "mia", "sam"):  # who has never signed in could not read, and nothing would be sent
            self.assertEqual(self.story.person(name).enrol().code, DONE)
        self.story.open_window()
        self.story.ana_enrols()
        self.window = self.story.window

    def calls(self, method: str) -> List[str]:
        lines = self.log.read_text(encoding="utf-8").split("\n") if self.log.exists() else []
        return [line for line in lines if f" {method} " in line]

    def wait_for_calls(self, method: str, count: int) -> List[str]:
        wait_until(f"{count} x {method}", lambda: len(self.calls(method)) >= count, 20)
        return self.calls(method)

    def ben_writes(self, text: str) -> None:
        answer = self.story.person("ben").run("send", "--room", self.clinic.unit, "--wait", "relay", text)
        self.assertEqual(answer.code, DONE, answer)

    def person_presses(self, number: int) -> None:
        press = (f"import dbus; dbus.SessionBus().get_object('{NAME}', '{PATH}').EmitSignal('{NAME}', 'ActionInvoked', 'us',"
                 f" [dbus.UInt32({number}), 'default'], dbus_interface='org.freedesktop.DBus.Mock')")
        subprocess.run(["/usr/bin/python3", "-c", press], env=self.session.environment, check=True)

    def test_told_without_a_word_of_it_opened_and_withdrawn(self) -> None:
        self.story.go_to(CONSULT)
        self.assertTrue(self.window.says("Sound is off: STAT cannot ring"), "there is no sound system here, and it says so")
        self.ben_writes(PLANTED)
        told = self.wait_for_calls("Notify", 1)
        self.assertIn("1 new message", told[0])
        self.person_presses(1)
        self.window.wait_for(20, name=PLANTED)
        self.wait_for_calls("CloseNotification", 1)
        self.story.go_to(CONSULT)
        self.ben_writes(AGAIN)
        self.wait_for_calls("Notify", 2)
        self.window.keys("ctrl+l")
        self.window.wait_for(10, name="Unlock", role="push button")
        self.wait_for_calls("CloseNotification", 2)
        log = self.log.read_text(encoding="utf-8")
        for secret in ("PLANTED", "bed 9", UNIT, CONSULT, "Ben", self.clinic.unit.split("@")[0]):
            self.assertNotIn(secret, log)


if __name__ == "__main__":
    if find_binary("wardline") is None or subprocess.run(["/usr/bin/python3", "-c", "import dbusmock"], capture_output=True, check=False).returncode:
        print("skipped: needs the program wardline and python3-dbusmock")
        sys.exit(77)
    unittest.main(verbosity=2)

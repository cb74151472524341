# SPDX-License-Identifier: GPL-3.0-or-later
"""keychain_test.py PROGRAM: our keychain adapter against a real gnome-keyring, on a private session bus with private folders.

Each case runs PROGRAM (keychain_test.cpp) with the names of the test functions that fit the state of the keyring.
Nothing of the person who runs this is touched. Exit code 77: gnome-keyring or dbus-daemon is not installed.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BUS_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={directory}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


class PrivateSession:
    """A bus that starts nothing by itself, and folders of its own."""

    def __init__(self):
        self.directory = Path(tempfile.mkdtemp(prefix="wardline-keychain."))
        self.processes = []
        self.environment = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("DBUS_", "GNOME_KEYRING", "XDG_")) and key not in ("DISPLAY", "WAYLAND_DISPLAY", "SSH_AUTH_SOCK")
        }
        for variable, name in (("HOME", "home"), ("XDG_RUNTIME_DIR", "runtime"), ("XDG_DATA_HOME", "data"),
                               ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache")):
            (self.directory / name).mkdir(mode=0o700)
            self.environment[variable] = str(self.directory / name)
        self.environment["QT_QPA_PLATFORM"] = "offscreen"

    def __enter__(self):
        configuration = self.directory / "bus.conf"
        configuration.write_text(BUS_CONFIGURATION.format(directory=self.directory / "runtime"), encoding="utf-8")
        bus = subprocess.Popen(["dbus-daemon", f"--config-file={configuration}", "--nofork", "--print-address=1"],
                               stdout=subprocess.PIPE, env=self.environment, text=True)
        self.processes.append(bus)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.terminate()
                try:
                    process.wait(5)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        shutil.rmtree(self.directory, ignore_errors=True)

    def start_keyring(self, password=None):
        """With a password the login keyring is made or opened; without, there is a service and no keyring."""
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets",
                   f"--control-directory={self.directory / 'runtime'}"]
        if password is not None:
            command.append("--unlock")
        daemon = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                  env=self.environment)
        self.processes.append(daemon)
        if password is not None:
            daemon.stdin.write(password.encode())
        daemon.stdin.close()
        for _ in range(100):
            if "true" in self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner",
                                   "string:org.freedesktop.secrets"):
                return daemon
            time.sleep(0.1)
        raise SystemExit("gnome-keyring-daemon did not appear on the bus")

    def call(self, destination, path, method, *arguments):
        command = ["dbus-send", "--session", "--print-reply", f"--dest={destination}", path, method, *arguments]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=20, check=False).stdout

    def lock(self):
        collection = "/org/freedesktop/secrets/collection/login"
        self.call("org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service.Lock",
                  f"array:objpath:{collection}")
        answer = self.call("org.freedesktop.secrets", collection, "org.freedesktop.DBus.Properties.Get",
                           "string:org.freedesktop.Secret.Collection", "string:Locked")
        if "boolean true" not in answer:
            raise SystemExit("the keyring did not lock: " + answer)


def run(program, environment, *functions):
    print("==", ", ".join(functions), flush=True)
    return subprocess.run([program, *functions], env=environment, timeout=90, check=False).returncode == 0


def main():
    program = sys.argv[1]
    for tool in ("gnome-keyring-daemon", "dbus-daemon", "dbus-send"):
        if shutil.which(tool) is None:
            print(f"skipped: {tool} is not installed")
            return 77
    passed = []
    with PrivateSession() as session:
        passed.append(run(program, session.environment, "saysUnavailableWithoutAService"))
        daemon = session.start_keyring("open sesame")
        passed.append(run(program, session.environment, "keepsSecretsInAnOpenKeyring", "carriesAVaultThroughItsLife",
                          "forgetsNothingWhenTheAskerIsGone", "leavesAnEntryForLater"))
        passed.append(run(program, session.environment, "findsTheEntryAgain"))
        session.lock()
        passed.append(run(program, session.environment, "saysLockedAndOpensNoPrompt"))
        daemon.send_signal(signal.SIGSTOP)
        passed.append(run(program, session.environment, "saysTimedOutWhenTheServiceHangs"))
        daemon.send_signal(signal.SIGCONT)
        daemon.terminate()
        daemon.wait(10)
        passed.append(run(program, session.environment, "saysUnavailableWithoutAService"))
        session.start_keyring("open sesame")
        passed.append(run(program, session.environment, "findsTheEntryAgain"))
    with PrivateSession() as session:
        session.start_keyring()
        passed.append(run(program, session.environment, "saysUnavailableWhenNobodySetUpAKeyring"))
    with PrivateSession() as session:
        without_bus = dict(session.environment, DBUS_SESSION_BUS_ADDRESS=f"unix:path={session.directory}/nothing")
        passed.append(run(program, without_bus, "saysUnavailableWithoutABus"))
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds the Debian package, installs it into a clean Debian 12 with nothing but what it depends on, and starts both programs there.

Needs root, for the change of root. Everything runs in mount and process namespaces of its own: when the test ends, however it ends, no
mount and no process is left. The clean Debian is kept as build/debian12.tar, so that only the first run downloads it.
"""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))

from private_display import PrivateDisplay  # noqa: E402
from steps import Story, StoryEnds, expect, expect_equal  # noqa: E402
from waiting import end_process, wait_until  # noqa: E402

SOURCE = Path(__file__).resolve().parents[2]
BASE_TAR = SOURCE / "build" / "debian12.tar"
DEBS = SOURCE / "build" / "debian12-packages"
SKIPPED = 77


class CleanDebian:
    """A root folder; `run` executes in it with nothing of this machine but the network, a display's socket and the downloaded packages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "root"
        self.root.mkdir()

    def unpack(self) -> None:
        if not BASE_TAR.exists():
            self._download()
        subprocess.run(["tar", "--numeric-owner", "-C", str(self.root), "-xf", str(BASE_TAR)], check=True)
        for name in ("etc/hosts", "etc/resolv.conf"):
            shutil.copyfile(Path("/") / name, self.root / name)
        for path in [*Path("/etc/apt").glob("apt.conf.d/*proxy*"), *Path("/etc/apt").glob("apt.conf.d/*cert*")]:
            shutil.copyfile(path, self.root / path.relative_to("/"))
        suites = "bookworm bookworm-updates"
        mirror = _mirror()
        (self.root / "etc/apt/sources.list").write_text("".join(f"deb {mirror} {suite} main\n" for suite in suites.split()), encoding="ascii")
        guard = self.root / "usr/sbin/policy-rc.d"
        guard.write_text("#!/bin/sh\nexit 101\n", encoding="ascii")
        guard.chmod(0o755)

    def _download(self) -> None:
        target = self.folder / "download"
        DEBS.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(["debootstrap", "--variant=minbase", f"--cache-dir={DEBS}", "bookworm", str(target), _mirror()], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False, timeout=600)
        expect_equal(done.returncode, 0, done.stdout[-600:])
        shutil.rmtree(target / "var/cache/apt/archives", ignore_errors=True)
        part = BASE_TAR.with_suffix(".part")
        subprocess.run(["tar", "--numeric-owner", "-C", str(target), "-cf", str(part), "."], check=True)
        part.rename(BASE_TAR)
        shutil.rmtree(target)

    def command(self, script: str, display_socket: str = "") -> list:
        """unshare gives private mounts and processes; what is mounted here is seen here alone."""
        root = shlex.quote(str(self.root))
        mounts = [f"mount -t proc proc {root}/proc", f"mkdir -p {root}/var/cache/apt/archives/partial {shlex.quote(str(DEBS))}",
                  f"mount --bind {shlex.quote(str(DEBS))} {root}/var/cache/apt/archives", f"mount -t tmpfs tmpfs {root}/dev/shm || true"]
        if display_socket:
            mounts.append(f"mkdir -p {root}/tmp/.X11-unix && mount --bind /tmp/.X11-unix {root}/tmp/.X11-unix")
        inner = f"chroot {root} /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive sh -ec {shlex.quote(script)}"
        return ["unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--kill-child", "sh", "-ec", " && ".join([*mounts, f"exec {inner}"])]

    def run(self, script: str, seconds: float = 300) -> subprocess.CompletedProcess:
        return subprocess.run(self.command(script), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              timeout=seconds, check=False)


def _mirror() -> str:
    """Where this machine gets its Debian from."""
    for path in (Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*"))):
        for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else []:
            for word in line.split():
                if word.startswith(("http://", "https://")) and "debian.org/debian" in word and "security" not in word and "#" not in line:
                    return word
    return "http://deb.debian.org/debian"


def story_of(story: Story, folder: Path) -> None:
    package: Path = Path()
    debian = CleanDebian(folder)
    with story.step("package built", needed=True):
        built = subprocess.run([str(SOURCE / "packaging/deb/build"), "--no-install"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True, check=False)
        expect_equal(built.returncode, 0, built.stdout[-2000:])
        package = Path(SOURCE / built.stdout.strip().splitlines()[-1])
        expect(package.name.startswith("wardline_") and package.is_file(), "a package file", package)
    with story.step("package holds what it should"):
        names = subprocess.run(["dpkg-deb", "--contents", str(package)], capture_output=True, text=True, check=True).stdout
        for wanted in ("./usr/bin/wardline\n", "./usr/bin/wardlinectl\n", "./usr/share/applications/wardline.desktop", "scalable/apps/wardline.svg",
                       "man1/wardline.1.gz", "man1/wardlinectl.1.gz", "./usr/share/wardline/policy.json", "./usr/share/wardline/policy.schema.json",
                       "./usr/share/doc/wardline/copyright"):
            expect(wanted in names, wanted.strip(), names)
        expect("/etc/" not in names, "nothing in /etc", [line for line in names.splitlines() if "/etc/" in line])
        owners = {line.split()[1] for line in names.splitlines()}
        expect_equal(owners, {"root/root"})
    with story.step("clean Debian 12 unpacked", needed=True):
        debian.unpack()
    with story.step("package installed with its dependencies", needed=True):
        shutil.copy(package, debian.root / "root" / package.name)
        done = debian.run(f"apt-get -q update && apt-get -q -y --no-install-recommends install /root/{package.name}", 600)
        expect_equal(done.returncode, 0, done.stdout[-2000:])
    with story.step("no service was added"):
        done = debian.run("ls /etc/systemd/system/*.wants 2>/dev/null | grep -i wardline || true; dpkg -L wardline | grep -E 'systemd|init.d' || true")
        expect_equal(done.stdout.strip(), "")
    with story.step("wardlinectl says its version"):
        version = package.name.split("_")[1]
        done = debian.run("wardlinectl --version")
        expect_equal(done.returncode, 0, done.stdout)
        expect(version in done.stdout, version, done.stdout)
    with story.step("policy of the package is valid"):
        done = debian.run("wardlinectl policy check /usr/share/wardline/policy.json || wardlinectl policy show")
        expect_equal(done.returncode, 0, done.stdout)
    with story.step("window opens, by an ordinary user"):
        window_opens(debian, folder)
    with story.step("package removed without a trace"):
        done = debian.run("apt-get -q -y purge wardline && ls /usr/share/wardline /etc/wardline /usr/bin/wardline 2>/dev/null | wc -l")
        expect_equal(done.returncode, 0, done.stdout[-1000:])
        expect_equal(done.stdout.strip().splitlines()[-1], "0")


def window_opens(debian: CleanDebian, folder: Path) -> None:
    display = PrivateDisplay(folder)
    program = None
    try:
        socket = f"/tmp/.X11-unix/X{display.environment['DISPLAY'][1:]}"
        made = debian.run("useradd --create-home --uid 4711 tester")
        expect_equal(made.returncode, 0, made.stdout)
        with open(folder / "window.log", "wb") as log:
            program = subprocess.Popen(
                debian.command("install -d -m 700 -o tester /run/tester && exec setpriv --reuid tester --regid tester --clear-groups env HOME=/home/tester "
                               f"XDG_RUNTIME_DIR=/run/tester DISPLAY={display.environment['DISPLAY']} wardline", socket),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)

        def appeared() -> list:
            expect(program.poll() is None, "a running program", f"exit {program.poll()}: {(folder / 'window.log').read_text(errors='replace')[-800:]}")
            return display.windows(title="Wardline")

        wait_until("a window named Wardline", appeared, 30)
        time.sleep(1)
        expect(appeared(), "a window that stays", "it went")
        display.picture(folder / "window.png")
        colours = subprocess.run(["identify", "-format", "%k", str(folder / "window.png")], capture_output=True, text=True, check=True).stdout
        expect(int(colours) > 20, "something painted", f"{colours} colours")
    finally:
        end_process(program)
        display.close()


def main() -> int:
    if os.getuid() != 0:
        print("skipped: installing into a clean Debian needs root")
        return SKIPPED
    if not shutil.which("debootstrap"):
        print("skipped: debootstrap is not installed")
        return SKIPPED
    (SOURCE / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="wardline-deb-", dir="/var/tmp") as name:  # a whole Debian: on a disk, where devices may be
        os.chmod(name, 0o755)
        folder = Path(name)
        story = Story(logs=lambda: [folder / "window.log"])
        try:
            story_of(story, folder)
        except StoryEnds:
            pass
        return story.finish()


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: GPL-3.0-or-later
"""Keychains, files, folders and disks that are not as they should be."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))

from bad_input_case import CODE, FULL_DISK, MESSAGES, NOBODY, BadInputCase, Person  # noqa: E402
from private_session import PrivateSession  # noqa: E402
from steps import expect, expect_equal  # noqa: E402
from wardlinectl import DONE, FAILED  # noqa: E402


class DiskInput(BadInputCase):
    def keychains(self) -> None:
        """The relay has let her in already, and her phone is enrolled: only the profile could not be made. So the next sign-in asks for a code."""
        eva = self.people["eva"]
        with PrivateSession("none") as session:
            self.refused(eva.sign_in(eva.with_profile(eva.profile, session)), FAILED, "no keychain")
            self.no_vault(eva)
        with PrivateSession("locked") as session:
            self.refused(eva.sign_in(eva.with_profile(eva.profile, session)), FAILED, "keychain is locked")
            self.no_vault(eva)
        self.good_sign_in("eva")

    def no_vault(self, person: Person) -> None:
        left = sorted(path.name for path in person.profile.iterdir())
        expect("vault" not in left and "cache.db" not in left, "no half a profile", left)

    def keychain_gone(self) -> None:
        ana = self.people["ana"]
        with PrivateSession("none") as session:
            self.refused(ana.run("history", "--room", self.room, ctl=ana.with_profile(ana.profile, session)), FAILED, "no keychain")
        with PrivateSession("locked") as session:
            answer = ana.run("history", "--room", self.room, ctl=ana.with_profile(ana.profile, session))
            self.refused(answer, FAILED, "keychain")
        self.all_there()

    def two_processes(self) -> None:
        ana = self.people["ana"]
        listening = self.listen(ana.ctl, 30)
        try:
            for words in (["history", "--room", self.room], ["send", "--room", self.room, "never"], ["profile", "wipe"]):
                self.refused(ana.run(*words), FAILED, "in use")
        finally:
            listening.stop()
        self.all_there()

    def damaged_cache(self) -> None:
        ana = self.people["ana"]
        cache = ana.profile / "cache.db"
        self.all_there()
        wal = ana.profile / "cache.db-wal"
        expect(not wal.exists() or wal.stat().st_size == 0, "all in the cache itself after a good end", "there is a log")
        good = cache.read_bytes()
        flipped = bytearray(good)
        for place in range(100, len(flipped), 1000):
            flipped[place] ^= 0x55
        damages = {"flipped": bytes(flipped), "cut short": good[:len(good) // 2 + 100], "garbage": os.urandom(len(good)), "tiny": b"x",
                   "first page flipped": bytes(b ^ 1 for b in good[:4096]) + good[4096:]}
        try:
            for name, bad in damages.items():
                self.replace_cache(cache, bad)
                answer = ana.run("history", "--room", self.room)
                expect("cache is damaged" in answer.errors, f"{name}: refused", answer)
                self.refused(answer, FAILED, "cache is damaged")
                expect(cache.read_bytes() == bad, f"{name}: the file is kept as it is", "it was changed")
        finally:
            self.replace_cache(cache, good)
        self.all_there()

    @staticmethod
    def replace_cache(cache: Path, content: bytes) -> None:
        for suffix in ("-wal", "-shm"):
            cache.with_name(cache.name + suffix).unlink(missing_ok=True)
        cache.write_bytes(content)

    def damaged_vault(self) -> None:
        ana = self.people["ana"]
        vault = ana.profile / "vault"
        good = vault.read_bytes()
        half = len(good) // 2
        damages = {"flipped": good[:half] + bytes([good[half] ^ 1]) + good[half + 1:], "cut": good[:20], "long": good + b"x" * 100_000,
                   "first byte": bytes([good[0] ^ 0xff]) + good[1:], "empty": b""}
        try:
            for name, bad in damages.items():
                vault.write_bytes(bad)
                self.refused(ana.run("history", "--room", self.room), FAILED, "profile is damaged")
                expect(vault.read_bytes() == bad, f"{name}: the file is kept", "it was changed")
        finally:
            vault.write_bytes(good)
        self.all_there()

    def odd_folders(self) -> None:
        ana, ben = self.people["ana"], self.people["ben"]
        link = self.base / "link"
        link.symlink_to(ana.profile)
        self.refused(ana.run("history", "--room", self.room, ctl=ana.with_profile(link)), FAILED, "folder")
        dangling = self.base / "dangling"
        dangling.symlink_to(self.base / "nowhere")
        self.refused(ben.try_at("", ben.with_profile(dangling)), FAILED, "folder")
        expect(not (self.base / "nowhere").exists(), "nothing made behind a link", "it was made")
        foreign = self.base / "home"
        foreign.mkdir()
        (foreign / "thesis.txt").write_text("mine", encoding="ascii")
        self.refused(ben.try_at("", ben.with_profile(foreign)), FAILED, "folder")
        answer = ben.run("profile", "wipe", ctl=ben.with_profile(foreign))
        expect(answer.code != DONE, "no wipe", answer)
        expect_equal(sorted(p.name for p in foreign.iterdir()), ["thesis.txt"], "untouched")
        plain = self.base / "plain-file"
        plain.write_text("mine", encoding="ascii")
        self.refused(ben.try_at("", ben.with_profile(plain)), FAILED, "folder")
        expect_equal(plain.read_text(encoding="ascii"), "mine")
        self.all_there()

    def read_only(self) -> None:
        """As somebody whom modes bind: root is not."""
        ana = self.people["ana"]
        copy = self.base / "read-only"
        shutil.copytree(ana.profile, copy)
        program, binary = [], self.binary
        if os.geteuid() == 0:
            (self.base / "bin").mkdir()
            program = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
            binary = Path(shutil.copy(self.binary, self.base / "bin"))
            for path in [copy, *copy.rglob("*")]:
                os.chown(path, NOBODY, NOBODY)
        before = {p: p.read_bytes() for p in copy.rglob("*") if p.is_file()}
        copy.chmod(0o500)
        words = ["--profile", str(copy), "--ca", self.relay.facts["ca"], "--credentials-stdin"]
        line = json.dumps(ana.secrets(code=CODE)).encode() + b"\n"
        for more in (["history", "--room", self.room], ["send", "--room", self.room, "never"], ana.words()):
            self.refused(self.raw([*words, *more], line, binary=[*program, str(binary)]), FAILED, "cannot be written")
        copy.chmod(0o700)
        expect({p: p.read_bytes() for p in copy.rglob("*") if p.is_file()} == before, "nothing changed", "something did")
        if os.geteuid() == 0:
            for path in [copy, *copy.rglob("*")]:
                os.chown(path, 0, 0)
        self.all_there(ctl=ana.with_profile(copy))

    def mount_disk(self) -> bool:
        folder = self.base / "disk"
        folder.mkdir()
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={FULL_DISK},mode=0755", "tmpfs", str(folder)], capture_output=True, check=False)
        if done.returncode == 0:
            self.mounted.append(folder)
        return done.returncode == 0

    def full_disk(self) -> None:
        ana, disk = self.people["ana"], self.base / "disk"
        profile = disk / "profile"
        shutil.copytree(ana.profile, profile)
        ctl = ana.with_profile(profile)
        self.all_there(ctl=ctl)
        ballast = disk / "ballast"
        with open(ballast, "wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
            except OSError:
                pass
        answer = ana.run("send", "--room", self.room, "-", ctl=ctl, stdin="w" * 15_000)
        self.refused(answer, FAILED, "disk is full")
        answer = ana.run("history", "--room", self.room, ctl=ctl)
        if answer.code != DONE:
            self.refused(answer, FAILED, "disk is full")
        # Nearly full: it opens, and then there is no room for what is written.
        with open(ballast, "r+b") as file:
            file.truncate(ballast.stat().st_size - (160 << 10))
        texts = "\n".join(f"{n} " + "w" * 15_000 for n in range(40))
        answer = ana.run("send", "--room", self.room, "--wait", "none", "--lines", "-", ctl=ctl, stdin=texts)
        expect(answer.code == FAILED and "disk is full" in answer.errors, "exit 1: disk is full", answer)
        ballast.unlink()
        self.all_there(ctl=ctl)
        bodies = ana.bodies(self.room, ctl)
        cut = [body[:20] for body in bodies if re.match(r"\d+ w", body) and len(body.split(" ")[1]) != 15_000]
        expect(not cut, "nothing half-written", cut)
        answer = ana.run("send", "--room", self.room, "after", ctl=ctl)
        expect_equal(answer.code, DONE, answer)

    def wipe_and_return(self) -> None:
        ana = self.people["ana"]
        (ana.profile / "cache.db").write_bytes(os.urandom(50_000))
        self.refused(ana.run("history", "--room", self.room), FAILED, "cache is damaged")
        answer = ana.run("profile", "wipe")
        expect_equal(answer.code, DONE, answer)
        self.good_sign_in("ana")
        closed = [line for line in ana.lines(self.room) if line["body"] == "" and line["unreadable"] == "older-than-device"]
        expect(len(closed) >= len(MESSAGES), "every message in the list, and why it cannot be read", closed)
        text = "Iversen: potassium 4.8"
        self.send("ana", text)
        expect(text in ana.bodies(self.room), "what was written on the new device", ana.bodies(self.room))

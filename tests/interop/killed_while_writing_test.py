#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs are killed (SIGKILL) at random moments while messages are sent and a draft is typed, and started again: whatever was accepted is
there once and arrives once, the draft is at most two seconds old and never a text that was sent, the cache opens, the audit log is whole.

The moments come from a seed, which is printed; `--seed N` repeats them as far as a real clock allows."""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import List

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from authenticator import Authenticator  # noqa: E402
from private_display import PrivateDisplay  # noqa: E402
from private_session import PrivateSession  # noqa: E402
from relays import ProsodyRelay  # noqa: E402
from steps import Story, StoryEnds, expect, expect_equal  # noqa: E402
from waiting import wait_until  # noqa: E402
from wardlinectl import DONE, Wardlinectl, find_binary  # noqa: E402
from window_driver import Window  # noqa: E402

UNIT = "4 West"
PASSWORD = "correct horse battery"
LINES = 40
DRAFT_AGE = 2.0  # what people are promised
SLOW = 1.0  # a loaded machine between the key and the disk


class KilledStory:
    """`tell` runs it and returns the exit code."""

    def __init__(self, folder: Path, relay: ProsodyRelay, session: PrivateSession, display: PrivateDisplay, seed: int) -> None:
        self.folder, self.relay, self.session, self.display = folder, relay, session, display
        self.random = random.Random(seed)
        self.story = Story(logs=lambda: [folder / "window.log"])
        self.window: Window = None
        self.accepted: List[str] = []  # texts, in order
        self.rounds = 0

    def tell(self, commands: int, windows: int) -> int:
        step = self.story.step
        try:
            with step("relay, a room, two people who have enrolled", needed=True):
                self.prepare()
            for n in range(commands):
                with step(f"wardlinectl is killed while it sends, {n + 1}"):
                    self.kill_command()
            for n in range(windows):
                with step(f"the window is killed {'just after Enter' if n % 2 else 'while a draft is typed'}, {n + 1}"):
                    self.kill_window(is_sending=n % 2 == 1)
            with step("everything that was accepted arrives, once and in order"):
                self.all_arrives()
        except StoryEnds:
            pass
        finally:
            if self.window:
                self.window.close()
        return self.story.finish()

    def ctl(self, name: str) -> Wardlinectl:
        return Wardlinectl(find_binary(), self.folder / "profiles" / name, self.session.environment, self.relay.facts["ca"])

    def run(self, name: str, *words: str):
        answer = self.ctl(name).run(*words, credentials={"password": PASSWORD})
        expect_equal(answer.code, DONE, answer)
        return answer

    def prepare(self) -> None:
        self.relay.up()
        self.phones = {}
        for name in ("ana", "ben"):
            person = self.relay.add_person(name, PASSWORD, ["nurse"], name.title())
            running = self.ctl(name).start("sign-in", "--account", person.jid, "--relay", self.relay.facts["url"], "--enrol",
                                           credentials={"password": PASSWORD, "ticket": person.ticket})
            self.phones[name] = Authenticator(running.wait_for(lambda line: "otpauth" in line)["otpauth"])
            running.give({"code": self.phones[name].next_code()})
            expect_equal(running.end().code, DONE)
        self.account = f"ana@{self.relay.facts['domain']}"
        self.room = self.relay.add_room(UNIT, ["ana", "ben"])

    # --- what must be true after each kill ---

    def own_texts(self) -> List[str]:
        answer = self.run("ana", "history", "--room", self.room, "--limit", "500")
        return [line["body"] for line in answer.lines if "body" in line]

    def check_cache(self, maybe: List[str]) -> None:
        """`maybe`: was on its way in when the program died; it is there whole or not at all."""
        texts = self.own_texts()
        expect_equal(len(texts), len(set(texts)), f"no text twice: {texts[-8:]}")
        lost = [text for text in self.accepted if text not in texts]
        expect_equal(lost, [], "accepted, and not in the cache")
        more = [text for text in texts if text not in self.accepted]
        expect(set(more) <= set(maybe), f"at most of {maybe[:4]}", more)
        self.accepted += more
        self.run("ana", "audit", "verify")

    def all_arrives(self) -> None:
        last = "the last one"
        self.run("ana", "send", "--room", self.room, "--wait", "relay", last)
        wanted = [*self.accepted, last]
        got: List[str] = []
        for _ in range(6):  # the newest come first; what is older is fetched while a session stands
            self.run("ben", "listen", "--for", "5")
            got = [line["body"] for line in self.run("ben", "history", "--room", self.room, "--limit", "500").lines if "body" in line]
            if len(got) >= len(wanted):
                break
        expect_equal(got, wanted)

    # --- the command line ---

    def kill_command(self) -> None:
        self.rounds += 1
        texts = [f"line {self.rounds}.{n}" for n in range(LINES)]
        running = self.ctl("ana").start("send", "--room", self.room, "--wait", self.random.choice(["none", "relay"]), "--lines", "-",
                                        credentials={"password": PASSWORD})
        for text in texts:
            running.write(text)
        stop_after = self.random.randrange(1, LINES // 2)
        for _ in range(stop_after):
            running.next_line(30)
        time.sleep(self.random.uniform(0, 0.03))
        running.process.kill()
        running.end()
        printed = sum(1 for line in running.seen if '"id"' in line)
        before = len(self.accepted)
        # Which ones were printed: they are taken in the order in which they were given.
        self.accepted += texts[:printed]
        self.check_cache(texts[printed:])
        expect_equal(self.accepted[before:], texts[:len(self.accepted) - before], "in order, without a hole")

    # --- the window ---

    def open_window(self) -> None:
        policy = self.folder / "policy.json"
        policy.write_text('{"version": 1, "relay": {"url": "%s", "domain": "%s"}}' % (self.relay.facts["url"], self.relay.facts["domain"]),
                          encoding="utf-8")
        command = [str(find_binary("wardline")), "--profile", str(self.folder / "profiles/ana"), "--policy", str(policy),
                   "--ca", self.relay.facts["ca"], "--account", self.account]
        self.window = Window(command, self.session, self.display, self.folder / "window.log")
        self.window.wait_for(20, name="Sign in", role="push button")
        self.window.focus(name="Password")
        self.window.type(PASSWORD)
        if self.window.find(name="Code from your authenticator"):
            self.window.focus(name="Code from your authenticator")
            self.window.type(self.phones["ana"].next_code())
        self.window.keys("Return")
        self.window.wait_for(40, name="Conversations", role="list")
        self.window.wait_for(20, name=UNIT)
        if not self.window.find(name="Write a message"):
            self.window.keys("ctrl+k")
            self.window.type(UNIT)
            self.window.keys("Return")
        self.window.wait_for(15, name="Write a message")
        self.window.focus(name="Write a message")

    def draft(self) -> str:
        field = self.window.find(name="Write a message", role="text")
        return field["text"] if field else ""

    def kill_process(self) -> None:
        os.kill(self.window.process.pid, signal.SIGKILL)
        self.window.close()
        self.window = None

    def clear_draft(self) -> None:
        self.window.keys("ctrl+a", "Delete")
        wait_until("an empty field", lambda: self.draft().strip() == "", 10)

    def kill_window(self, is_sending: bool) -> None:
        self.rounds += 1
        self.open_window()
        self.clear_draft()
        if is_sending:
            text = f"bed {self.rounds} is ready"
            self.window.type(text)
            time.sleep(DRAFT_AGE + SLOW)  # it stands in the cache as a draft by now
            self.window.keys("Return")
            time.sleep(self.random.uniform(0, 0.08))
            self.kill_process()
            had_left = len(self.accepted)
            self.check_cache([text])
            self.open_window()
            kept = self.draft()
            if len(self.accepted) > had_left:
                expect(text not in kept, "no draft of what was sent", kept)
            else:
                expect_equal(kept, text, "neither sent nor kept")
            self.clear_draft()
            time.sleep(DRAFT_AGE + SLOW)
            self.kill_process()
            return
        typed = [time.monotonic()]  # when there were so many pairs of letters
        until = time.monotonic() + self.random.uniform(2.5, 6)
        while time.monotonic() < until:
            self.window.type("ab")
            typed.append(time.monotonic())
        killed = time.monotonic()
        last_seen = len(typed) - 1
        self.kill_process()
        old = max(n for n in range(last_seen + 1) if typed[n] <= killed - DRAFT_AGE - SLOW or n == 0)
        self.check_cache([])
        self.open_window()
        kept = self.draft()
        expect(2 * old <= len(kept) <= 2 * last_seen, f"between {2 * old} and {2 * last_seen} characters", f"{len(kept)}: {kept!r}")
        self.clear_draft()
        time.sleep(DRAFT_AGE + SLOW)
        self.kill_process()
        self.check_cache([])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31))
    parser.add_argument("--commands", type=int, default=4)
    parser.add_argument("--windows", type=int, default=2)
    given = parser.parse_args()
    if find_binary() is None:
        print("skipped: wardlinectl is not built")
        return 77
    print(f"seed {given.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="wardline-killed-") as name, PrivateSession("unlocked") as session:
        folder = Path(name)
        relay, display = ProsodyRelay(), PrivateDisplay(folder)
        try:
            return KilledStory(folder, relay, session, display, given.seed).tell(given.commands, given.windows if find_binary("wardline") else 0)
        finally:
            display.close()
            if relay.facts:
                relay.down()


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real relay is set back to a backup: what it had acknowledged since is offered to it again under the same ids, before what was written later,
and is with everybody once and in order. What cannot be recovered is shown as lost by the relay."""

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Dict, List

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "support"), str(HERE.parent / "soak")]
from actor import Session, mark_for  # noqa: E402
from clinic import Clinic  # noqa: E402
from steps import Story, StoryEnds, expect, expect_equal  # noqa: E402
from wardlinectl import find_binary  # noqa: E402

WAIT = 90.0


class RolledBackStory:
    """`tell` runs it and returns the exit code."""

    def __init__(self, binary: Path, folder: Path, kind: str) -> None:
        self.clinic = Clinic(kind, folder, binary, 4)
        self.backup = folder / "backup"
        self.story = Story()
        self.sessions: Dict[str, Session] = {}
        self.mark = ""

    def tell(self) -> int:
        step = self.story.step
        try:
            with step("relay, a room, four people who know each other's devices", needed=True):
                self.prepare()
            with step("ana writes; the relay is copied; ana goes on writing, while cleo is away", needed=True):
                self.write()
            with step("the relay dies and comes back as the copy", needed=True):
                self.set_back()
            with step("ana's program offers again what was lost, before what is new"):
                self.comes_again()
            with step("cleo comes back and has all of it, once and in order"):
                self.is_with("cleo", "all that was said")
            with step("ben, who had it, has it once"):
                self.is_with("ben", "nothing twice")
            with step("what was said to somebody whom the relay has forgotten is shown as lost by the relay"):
                self.is_said_to_be_lost()
        except StoryEnds:
            pass
        finally:
            for session in self.sessions.values():
                session.running.stop()
            self.clinic.close()
        return self.story.finish()

    # --- people ---

    def start(self, name: str) -> Session:
        session = Session(self.clinic.seats[name].start("run", "-"), self.room)
        session.ask([], self.mark, WAIT)
        self.sessions[name] = session
        return session

    def say(self, name: str, option: str, *texts: str, wait: str = "relay") -> List[dict]:
        commands = [f'send {option} --wait {wait} "{text}"' for text in texts]
        lines = [line for line in self.sessions[name].ask(commands, self.mark, WAIT) if "state" in line]
        expect_equal(len({line["id"] for line in lines}), len(texts), lines)
        return lines

    def history(self, name: str, option: str) -> List[dict]:
        return self.sessions[name].history(option, self.mark)

    def texts(self, name: str, option: str) -> List[str]:
        return [line["body"] for line in self.history(name, option) if line["from"].startswith("ana@")]

    # --- steps ---

    def prepare(self) -> None:
        self.clinic.open()
        self.room = self.clinic.rooms["4W"]
        self.in_room = f"--room {self.room}"
        self.mark = mark_for(self.in_room)
        for name in self.clinic.names:
            self.start(name)
        for name in self.clinic.names:
            self.say(name, self.in_room, f"hello from {name}")
        self.to = {name: f"--to {self.clinic.seats[name].jid}" for name in self.clinic.names}
        for name in ("ben", "cleo"):
            self.say("ana", self.to[name], f"hello {name}")

    def write(self) -> None:
        self.said = [f"{n} in the room" for n in range(1, 10)]
        self.told = [f"{n} to cleo" for n in range(1, 7)]
        self.say("ana", self.in_room, *self.said[:2])
        self.say("ana", self.to["cleo"], *self.told[:2])
        self.clinic.server.back_up(self.backup)
        self.sessions.pop("cleo").running.stop()
        self.say("ana", self.in_room, *self.said[2:7])
        self.say("ana", self.to["cleo"], *self.told[2:5])
        # An account that the copy does not have.
        ticket = self.clinic.server.add("emil")
        self.clinic.add_seat("emil")
        self.clinic.enrol("emil", ticket)
        self.to["emil"] = f"--to {self.clinic.seats['emil'].jid}"
        self.say("ana", self.to["emil"], "to emil alone")

    def set_back(self) -> None:
        self.clinic.server.kill()
        # Written while nothing is there to take it: it must not overtake.
        self.say("ana", self.in_room, *self.said[7:], wait="none")
        self.say("ana", self.to["cleo"], *self.told[5:], wait="none")
        self.clinic.server.roll_back(self.backup)
        self.clinic.server.start()

    def comes_again(self) -> None:
        """The token that she had is one of those that the copy does not know: the program may end, and is started again."""
        end = time.monotonic() + WAIT
        while True:
            if self.sessions["ana"].running.process.poll() is not None:
                self.start("ana")
            states = [line["state"] for line in self.history("ana", self.in_room) if line["body"] in self.said]
            states += [line["state"] for line in self.history("ana", self.to["cleo"]) if line["body"] in self.told]
            if len(states) == len(self.said) + len(self.told) and not {"queued", "failed"} & set(states):
                break
            expect(time.monotonic() < end, "everything on the relay", states)
            time.sleep(0.5)
        for option in (self.in_room, self.to["cleo"]):
            troubles = [line["trouble"] for line in self.history("ana", option)]
            expect(not any(troubles), "nothing is lost any more", troubles)

    def is_with(self, name: str, what: str) -> None:
        if name not in self.sessions or self.sessions[name].running.process.poll() is not None:
            self.start(name)
        end = time.monotonic() + WAIT
        option = f"--to {self.clinic.seats['ana'].jid}"
        while True:
            found = [text for text in self.texts(name, self.in_room) if text in self.said]
            told = [text for text in self.texts(name, option) if text in self.told] if name == "cleo" else self.told
            if (found == self.said and told == self.told) or time.monotonic() > end:
                break
            time.sleep(0.5)
        expect_equal(found, self.said, what)
        expect_equal(told, self.told, what)

    def is_said_to_be_lost(self) -> None:
        end = time.monotonic() + WAIT
        while True:
            line = next(line for line in self.history("ana", self.to["emil"]) if line["body"] == "to emil alone")
            if (line["state"], line["trouble"]) == ("failed", "lost-by-relay") or time.monotonic() > end:
                break
            time.sleep(0.5)
        expect_equal((line["state"], line["trouble"]), ("failed", "lost-by-relay"), line)


def main() -> int:
    binary = find_binary()
    if binary is None:
        print("skipped: wardlinectl is not built")
        return 77
    kind = sys.argv[sys.argv.index("--relay") + 1] if "--relay" in sys.argv else "prosody"
    with tempfile.TemporaryDirectory(prefix="wardline-rolled-") as folder:
        os.chmod(folder, 0o755)
        return RolledBackStory(binary, Path(folder), kind).tell()


if __name__ == "__main__":
    sys.exit(main())

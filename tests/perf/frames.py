# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives window_benchmark by real keys and mouse events and prints what its event loop's turns took. Used by tests/perf/run."""

import json
import os
import random
import shutil
import statistics
import subprocess
import time
from pathlib import Path
from typing import Callable, Dict

from private_display import PrivateDisplay
from waiting import end_process

LIMIT_MS = 8.0
WINDOW = (1240, 780)
JUMPS = 60
LIVE = 300
ROOMS = {"small": 1_000, "large": 100_000, "huge": 1_000_000, "hostile": 400}


class BenchWindow:
    """One running window_benchmark with its cache."""

    def __init__(self, program: Path, folder: Path, rooms: Dict[str, int], display: PrivateDisplay, environment: Dict[str, str]) -> None:
        self.display = display
        words = [f"{name}={count}" for name, count in rooms.items()]
        self.process = subprocess.Popen([str(program), str(folder), *words], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True, bufsize=1)
        self.answer()
        self.id = display.wait_for_window(self.process.pid, 60)
        display.place(self.id, 0, 0, *WINDOW)
        display.focus(self.id)

    def answer(self) -> dict:
        line = self.process.stdout.readline()
        if not line:
            raise OSError(f"window_benchmark ended with {self.process.wait()}")
        return json.loads(line)

    def ask(self, *words: object) -> dict:
        self.process.stdin.write(" ".join(str(word) for word in words) + "\n")
        return self.answer()

    def measure(self, action: Callable[[], None]) -> dict:
        self.ask("begin")
        action()
        return self.ask("end")

    def close(self) -> None:
        try:
            self.process.stdin.write("quit\n")
            self.process.stdin.close()
            self.process.wait(60)
        except BrokenPipeError:
            pass  # ended already, and said why
        finally:
            end_process(self.process)


class Scroller:
    """A person at the wheel, the keys and the scroll bar: events come as fast as hands make them."""

    def __init__(self, window: BenchWindow) -> None:
        self.window, self.run = window, window.display.run

    def wheel(self, button: int, clicks: int = 240) -> None:
        place = self.window.ask("where")
        self.run("xdotool", "mousemove", str(place["x"]), str(place["y"]), seconds=60)
        self.run("xdotool", "click", "--repeat", str(clicks), "--delay", "12", str(button), seconds=120)

    def keys(self, name: str, times: int, delay: int = 33) -> None:
        self.run("xdotool", "key", "--repeat", str(times), "--delay", str(delay), name, seconds=120)

    def drag(self) -> None:
        """Takes the handle of the scroll bar to the top, to the bottom and to the middle."""
        for stroke in range(3):
            place = self.window.ask("where")
            x, y = place["grip_x"], place["grip_y"]
            goal = [place["bar_top"] + 4, place["bar_bottom"] - 4, (place["bar_top"] + place["bar_bottom"]) // 2][stroke]
            words = ["mousemove", str(x), str(y), "mousedown", "1"]
            for step in range(1, 41):
                words += ["mousemove", str(x), str(y + (goal - y) * step // 40), "sleep", "0.016"]
            self.run("xdotool", *words, "mouseup", "1", seconds=60)


def line(name: str, result: dict) -> str:
    verdict = "ok" if result["over"] == 0 else f"MISSED {result['over']} of {result['turns']} turns"
    longest = f"; the longest: {result['longest']}" if result["over"] > 0 else ""
    return (f"  {name:<34} {result['frames']:>5} frames  p50 {result['p50']:>5.1f}  p99 {result['p99']:>6.1f}  max {result['max']:>6.1f} ms  {verdict:<22}"
            f" wall p50 {result['wall_p50']:.1f}, p99 {result['wall_p99']:.1f}, max {result['wall_max']:.1f}{longest}")


def measure_room(window: BenchWindow, name: str, size: int, say: Callable[[str], None]) -> None:
    scroller = Scroller(window)
    say(f"room of {size:,} messages" + (", hostile ones" if name == "hostile" else ""))
    window.ask("begin")
    opened = window.ask("open", f"{name}@rooms.relay.example")
    time.sleep(0.5)
    say(line("open", window.ask("end")) + f"; shown in {opened['ms']:.0f} ms")
    say(line("wheel up", window.measure(lambda: scroller.wheel(4))))
    say(line("wheel down", window.measure(lambda: scroller.wheel(5))))
    say(line("page keys", window.measure(lambda: (scroller.keys("Prior", 60, 60), scroller.keys("Next", 60, 60)))))
    say(line("from message to message", window.measure(lambda: scroller.keys("Up", 90))))
    say(line("scroll bar dragged", window.measure(scroller.drag)))
    dice = random.Random(4)
    window.ask("begin")
    times = []
    for _ in range(JUMPS):
        times.append(window.ask("jump", f"{dice.random():.6f}")["ms"])
        time.sleep(0.05)
    say(line("jump anywhere", window.ask("end")) + f"; shown in {statistics.median(times):.0f} ms, at worst {max(times):.0f}")
    say(line("End and Home", window.measure(lambda: [(scroller.keys("End", 1, 200), scroller.keys("Home", 1, 200)) for _ in range(8)])))


def measure_receiving(window: BenchWindow, name: str, say: Callable[[str], None]) -> None:
    window.display.focus(window.id)
    window.ask("open", f"{name}@rooms.relay.example")
    Scroller(window).keys("End", 1, 300)
    got = window.ask("receive", LIVE)
    if "problem" in got:
        say(f"  live receive: {got['problem']}")
        return
    blocks = got["cpu_ms"]
    ratio = statistics.median(blocks) / got["floor_ms"]
    say(line("live receive, room open", got))
    say(f"  CPU of one live message, shown: {blocks[0]:.2f} ms at first, {blocks[-1]:.2f} in the end; parse and insert alone {got['floor_ms']:.2f} ms;"
        f" x{ratio:.2f} limit 2 {'ok' if ratio <= 2 else 'MISSED'}")


def long_receiving(program: Path, data: Path, count: int, environment: Dict[str, str], display: PrivateDisplay, say: Callable[[str], None]) -> None:
    """From the first to the last of so many live messages in a room that was nearly empty: the last tenth against the first."""
    shutil.rmtree(data, ignore_errors=True)
    window = BenchWindow(program, data, {"ward": 10}, display, environment)
    try:
        window.ask("open", "ward@rooms.relay.example")
        Scroller(window).keys("End", 1, 300)
        got = window.ask("receive", count)
    finally:
        window.close()
    if "problem" in got:
        say(f"  live receive: {got['problem']}")
        return
    blocks, tenth = got["cpu_ms"], len(got["cpu_ms"]) // 10
    tenths = [statistics.median(blocks[n * tenth:(n + 1) * tenth]) for n in range(10)]
    say(f"live receive, room open, {count:,} messages one by one; CPU of the process per message, medians of each tenth: "
        + ", ".join(f"{value:.2f}" for value in tenths) + " ms")
    for what, ratio, limit in (("the last tenth against the first", tenths[-1] / tenths[0], 1.25),
                               (f"all against parsing and inserting alone ({got['floor_ms']:.2f} ms)", statistics.median(blocks) / got["floor_ms"], 2)):
        say(f"  {what}: x{ratio:.2f} limit {limit:g} {'ok' if ratio <= limit else 'MISSED'}")


def frame_benchmarks(program: Path, data: Path, is_quick: bool, environment: Dict[str, str], display: PrivateDisplay,
                     say: Callable[[str], None], memory: Callable[[int], float]) -> float:
    """Prints; returns what `memory` says of the process after a fresh start: signed in, a room open and read a little."""
    rooms = {name: count for name, count in ROOMS.items() if not (is_quick and name == "huge")}
    say(f"frames: CPU of the main thread from waking to sleeping, ms; limit {LIMIT_MS:g} for the longest (cache in {os.path.relpath(data)})")
    window = BenchWindow(program, data, rooms, display, environment)
    try:
        for name, count in rooms.items():
            measure_room(window, name, count, say)
        measure_receiving(window, "small", say)
        measure_receiving(window, "huge" if "huge" in rooms else "large", say)
    finally:
        window.close()
    window = BenchWindow(program, data, rooms, display, environment)
    try:
        window.ask("open", "large@rooms.relay.example")
        Scroller(window).wheel(4, 40)
        return memory(window.process.pid)
    finally:
        window.close()

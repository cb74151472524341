# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Prosody with people: what was missed is fetched, and what one sends the other sees; each beside a bare client at the same relay. Used by
tests/perf/run."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Callable, Dict, List

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "support"), str(ROOT / "tests" / "interop" / "peers")]
from peer import Account  # noqa: E402
from plain_client import PlainClient  # noqa: E402
import prosody  # noqa: E402
from private_display import PrivateDisplay  # noqa: E402
from prosody import StockProsody  # noqa: E402
from waiting import end_process  # noqa: E402

CODE = "123456"  # of a made-up authenticator, behind the password
MUC = "http://jabber.org/protocol/muc"
MISSED = 5_000
WRITERS = 4  # of the clear messages
AWAY = ["ana", "bea", "cara"]  # each of them comes back once
PAIRS = 300  # messages timed
BLOCK = 25  # ours and the bare ones take turns in blocks of so many
TEXTS = ["Bed {0} is ready, the drip is running at {1}.", "Can somebody look at bed {0}?", "Potassium {1}, repeated at noon, result in the chart of bed {0}.",
         "On my way.", "Bed {0}: pain {1} of 10 after 5 mg, will look again in half an hour and call if it is not better by then."]

prosody.CONFIGURATION = prosody.CONFIGURATION.replace("default_archive_policy", "max_archive_query_results = 250\ndefault_archive_policy", 1).replace(
    "log = { debug =", "log = { info =")  # debug writes a line for each stanza


class BenchRelay:
    """A stock Prosody with the two lines that our own relay configuration has for archives: pages of 250, no Nagle."""

    def __init__(self, folder: Path) -> None:
        self.prosody = StockProsody(folder)
        self.people: Dict[str, Account] = {}
        self.room = f"ward@{self.prosody.rooms_domain}"

    def open(self, names: List[str]) -> None:
        self.prosody.up()
        for name in names:
            self.people[name] = self.prosody.add_account(name, CODE)
        self.make_room(self.room, names)

    def client(self, name: str) -> PlainClient:
        return PlainClient(self.prosody.facts, name, self.people[name].password)

    def password(self, name: str) -> str:
        return self.people[name].password[:-len(CODE)]

    def jid(self, name: str) -> str:
        return self.people[name].jid

    def make_room(self, room: str, names: List[str]) -> None:
        """Of these people alone; who has no device that can read would keep the others from writing."""
        owner, *members = names
        client = self.client(owner)
        client.join(room)
        fields = {"membersonly": "1", "whois": "anyone", "persistentroom": "1", "roomname": "Ward"}
        form = f"<field var='FORM_TYPE' type='hidden'><value>{MUC}#roomconfig</value></field>" + "".join(
            f"<field var='muc#roomconfig_{name}'><value>{value}</value></field>" for name, value in fields.items())
        answer = client.ask_iq("set", f"<query xmlns='{MUC}#owner'><x xmlns='jabber:x:data' type='submit'>{form}</x></query>", room)
        assert answer.get("type") == "result", answer
        for member in members:
            answer = client.ask_iq("set", f"<query xmlns='{MUC}#admin'><item affiliation='member' jid='{self.jid(member)}'/></query>", room)
            assert answer.get("type") == "result", answer
        client.close()

    def cpu(self) -> float:
        """Seconds of processor time so far."""
        fields = Path(f"/proc/{self.prosody._process.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        self.prosody.down()


class Program:
    """A relay_benchmark that takes commands."""

    def __init__(self, words: List[str], environment: Dict[str, str]) -> None:
        self.process = subprocess.Popen(words, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        self.answer()

    def tell(self, *words: object) -> None:
        self.process.stdin.write(" ".join(str(word) for word in words) + "\n")

    def answer(self) -> dict:
        line = self.process.stdout.readline()
        if not line:
            raise OSError(f"relay_benchmark ended with {self.process.wait()}")
        return json.loads(line)

    def ask(self, *words: object) -> dict:
        self.tell(*words)
        return self.answer()

    def must(self, *words: object) -> dict:
        answer = self.ask(*words)
        if "problem" in answer or any(value is False for value in answer.values()):
            raise OSError(f"{words}: {answer}")
        return answer

    def close(self) -> None:
        try:
            self.tell("quit")
            self.process.stdin.close()
            self.process.wait(60)
        except (BrokenPipeError, subprocess.TimeoutExpired):
            pass
        finally:
            end_process(self.process)


class RelayBench:
    """One relay, one display, and the programs on them."""

    def __init__(self, program: Path, folder: Path, names: List[str], display: PrivateDisplay) -> None:
        self.program, self.folder, self.display = program, folder, display
        self.relay = BenchRelay(folder / "relay")
        self.relay.open(names)

    def environment(self, *names: str) -> Dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL")}
        return {**kept, **self.display.environment, "HOME": str(self.folder), "XDG_RUNTIME_DIR": str(self.folder), "QT_ACCESSIBILITY": "0",
                "QT_LOGGING_RULES": "*.info=false", "PERF_PASSWORD": " ".join(self.relay.password(name) for name in names)}

    def person(self, name: str, protection: str, has_window: bool) -> Program:
        facts = self.relay.prosody
        words = [str(self.program), "person", str(self.folder / name), facts.url, facts.ca, self.relay.jid(name), self.relay.room, protection]
        return Program(words + (["--window"] if has_window else []), self.environment(name))

    def bare_archive(self, name: str) -> dict:
        facts = self.relay.prosody
        done = subprocess.run([str(self.program), "archive", facts.url, facts.ca, self.relay.jid(name), self.relay.room], env=self.environment(name),
                              capture_output=True, text=True, timeout=300, check=True)
        return json.loads(done.stdout)

    def echo(self, one: str, other: str) -> Program:
        """Two bare clients in a room of their own."""
        facts = self.relay.prosody
        room = f"floor@{facts.rooms_domain}"
        for name in (one, other):
            self.relay.people[name] = facts.add_account(name, CODE)
        self.relay.make_room(room, [one, other])
        return Program([str(self.program), "echo", facts.url, facts.ca, self.relay.jid(one), self.relay.jid(other), room], self.environment(one, other))


def write_in_clear(bench: RelayBench, names: List[str], count: int) -> str:
    """By bare clients, in turns; the last text, when the relay has sent it round."""
    clients = [bench.relay.client(name) for name in names]
    for client in clients:
        client.join(bench.relay.room)
    seen = [0] * len(clients)

    def catch_up_with(number: int) -> None:
        """Everybody has seen so many: what comes next comes behind them."""
        for index, reader in enumerate(clients):
            while seen[index] < number:
                seen[index] += reader.receive().find("{jabber:client}body") is not None
    text = ""
    for number in range(count):
        if number % 100 == 0 or number == count - 1:
            catch_up_with(number)
        text = f"{TEXTS[number % len(TEXTS)].format(number % 40, number % 90)} {number}"
        clients[number % len(clients)].send(
            f"<message xmlns='jabber:client' type='groupchat' to='{bench.relay.room}' id='c{number}'><body>{text}</body>"
            f"<origin-id xmlns='urn:xmpp:sid:0' id='c{number}'/></message>")
    catch_up_with(count)
    for client in clients:
        client.close()
    return text


def write_encrypted(bench: RelayBench, name: str, count: int) -> str:
    """By a Wardline, for the devices of all."""
    writer = bench.person(name, "e2e", False)
    try:
        writer.must("online")
        writer.must("join")
        writer.must("write", count, "Bed 12 is ready, the drip is running at")
    finally:
        writer.close()
    return f"Bed 12 is ready, the drip is running at {count - 1}"


def catch_up(program: Path, display: PrivateDisplay, protection: str, count: int, say: Callable[[str], None], line: Callable) -> None:
    """Somebody was away while so many messages were written, and comes back."""
    with tempfile.TemporaryDirectory(prefix="wardline-relay-") as name:
        os.chmod(name, 0o700)
        writers = [f"w{number}" for number in range(WRITERS)] if protection == "clear" else ["w0", "w1"]
        bench = RelayBench(program, Path(name), [*writers, *AWAY], display)
        try:
            for who in (*writers, *AWAY) if protection == "e2e" else AWAY:  # whoever has no keys there keeps the others from writing
                person = bench.person(who, protection, False)
                try:
                    person.must("online")
                    person.must("join")
                finally:
                    person.close()
            if protection == "clear":
                newest = write_in_clear(bench, writers, count)
            else:
                write_encrypted(bench, "w0", count // 2)
                newest = write_encrypted(bench, "w1", count - count // 2)
            bare: List[dict] = []
            ours: List[dict] = []
            before = bench.relay.cpu()
            for who in AWAY:  # by turns
                bare.append(bench.bare_archive(writers[0]))
                person = bench.person(who, protection, True)
                try:
                    ours.append(person.must("catch", count, newest))
                finally:
                    person.close()
            relay_cpu = (bench.relay.cpu() - before) / len(AWAY) / 2
        finally:
            bench.relay.close()
        wall, cpu, insert = (statistics.median(run[key] for run in bare) for key in ("ms", "cpu_ms", "insert_cpu_ms"))
        mine, mine_cpu, shown = (statistics.median(run[key] for run in ours) for key in ("ms", "cpu_ms", "shown_ms"))
        what = "in the clear" if protection == "clear" else "end-to-end encrypted"
        say(f"{count:,} messages missed, {what} ({bare[0]['messages']:,} in the archive; the bare reader took {count / wall * 1000:,.0f} a second)")
        line("signed in, all stored, the newest shown: wall clock", f"{mine:.0f} ms", f"{wall:.0f} ms", mine / wall, 1.25,
             f"{count / mine * 1000:,.0f} a second, of three; the newest was shown after {shown:.0f} ms; CPU of the relay {relay_cpu:.1f} s for each reader")
        line("the same, CPU: against reading and inserting", f"{mine_cpu / count:.2f} ms", f"{(cpu + insert) / count:.2f} ms",
             mine_cpu / (cpu + insert), None, f"a message; reading alone {cpu / count:.2f}, inserting alone {insert / count:.2f} ms")


def percentile(values: List[float], fraction: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * fraction))]


def latency(program: Path, display: PrivateDisplay, count: int, line: Callable) -> None:
    """One presses Enter, the other sees it."""
    with tempfile.TemporaryDirectory(prefix="wardline-relay-") as name:
        os.chmod(name, 0o700)
        bench = RelayBench(program, Path(name), ["ana", "ben"], display)
        ours: List[float] = []
        floor: List[float] = []
        programs: List[Program] = []
        try:
            for person in ("ana", "ben"):
                programs.append(bench.person(person, "e2e", True))
            for command in ("online", "join", "open"):
                for each in programs:
                    each.must(command)
            ana, ben = programs
            echo = bench.echo("bare1", "bare2")
            programs.append(echo)
            echo.ask("echo", BLOCK)  # warm
            for number in range(count + BLOCK):
                if number % BLOCK == 0 and number > 0:
                    floor += echo.ask("echo", BLOCK)["ms"]
                text = f"Potassium 6.9 in bed {number}"
                ben.tell("see", text)
                said = ana.must("say", text)
                seen = ben.answer()
                assert seen["seen"], (text, seen)
                if number >= BLOCK:  # the first ones begin sessions and warm caches
                    ours.append(seen["at"] - said["at"])
        finally:
            for each in programs:
                each.close()
            bench.relay.close()
        for what, fraction, limit in (("median", 0.5, 20), ("95 of 100", 0.95, 20)):
            mine, base = percentile(ours, fraction), percentile(floor, fraction)
            line(f"Enter to the other screen, {what}", f"{mine:.1f} ms", f"{base:.1f} ms", mine / base, limit, f"{len(ours)} messages")

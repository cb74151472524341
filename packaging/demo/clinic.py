# SPDX-License-Identifier: GPL-3.0-or-later
"""The invented clinic of the demonstration: accounts, roles, rooms, and a private relay that holds them."""

import json
import secrets
import sys
from pathlib import Path
from typing import Dict, NamedTuple, Optional

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))

from authenticator import Authenticator  # noqa: E402
from private_session import PrivateSession  # noqa: E402
from relays import ProsodyRelay  # noqa: E402
from wardlinectl import Answer, Running, Wardlinectl  # noqa: E402


class Role(NamedTuple):
    """Who somebody in the clinic is."""

    name: str
    display: str
    groups: list


PEOPLE = [Role("ana", "Dr. Ana Silva", ["physician", "4W"]), Role("ben", "Ben Okoro", ["nurse", "4W"]),
          Role("mia", "Mia Laurent", ["pharmacist"]), Role("sam", "Sam Lind", ["student", "observer"])]
RIBBON = "Demo: invented patients"
UNIT, CONSULT = "4 West", "Consult: bed 12, anticoagulation"
CONSULT_EARLIER = [("ben", "Bed 12: INR 4.8 this morning, no bleeding. Warfarin is held."),
                   ("mia", "Agree with holding. Vitamin K 1 mg by mouth would be enough."), ("ben", "Given at 08:10. Next INR at 16:00.")]
UNIT_EARLIER = [("ben", "Handover at 14:00 in room 3. Bed 7 goes home after the visit."), ("ben", "Bed 9 is back from imaging, walks with help."),
                ("mia", "Discharge medicines for bed 7 are ready at the desk.")]


class Colleague:
    """One person at one workstation, by wardlinectl or by the window."""

    def __init__(self, clinic: "Clinic", role: Role, session: PrivateSession) -> None:
        self.clinic, self.role, self.session = clinic, role, session
        self.password = f"demo-{secrets.token_hex(5)}"
        self.person = clinic.relay.add_person(role.name, self.password, role.groups, role.display)
        self.phone: Optional[Authenticator] = None
        self.profile = clinic.folder / "profiles" / role.name
        self.ctl = Wardlinectl(clinic.binaries / "wardlinectl", self.profile, session.environment, clinic.relay.facts["ca"], str(clinic.policy))

    @property
    def jid(self) -> str:
        return self.person.jid

    def sign_in_words(self) -> list:
        return ["sign-in", "--account", self.jid, "--relay", self.clinic.relay.facts["url"]]

    def enrol(self) -> Answer:
        """First sign-in by wardlinectl, with the ticket; the phone has its codes from then on."""
        running = self.ctl.start(*self.sign_in_words(), "--enrol", credentials={"password": self.password, "ticket": self.person.ticket})
        self.phone = Authenticator(running.wait_for(lambda line: "otpauth" in line)["otpauth"])
        running.give({"code": self.phone.next_code()})
        return running.end()

    def run(self, *words: str, **options: object) -> Answer:
        return self.ctl.run(*words, credentials={"password": self.password}, **options)

    def start(self, *words: str) -> Running:
        return self.ctl.start(*words, credentials={"password": self.password})

    def another_workstation(self) -> Wardlinectl:
        """A PC on which this person has never been: nothing there can let anybody in."""
        profile = self.clinic.folder / "profiles" / f"{self.role.name}-{secrets.token_hex(3)}"
        return Wardlinectl(self.clinic.binaries / "wardlinectl", profile, self.session.environment, self.clinic.relay.facts["ca"],
                           str(self.clinic.policy))


class Clinic:
    """Relay, accounts and rooms below one folder. `close` ends the relay and leaves nothing."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self.folder, self.binaries = folder, binaries
        (folder / "relay").mkdir()
        self.relay = ProsodyRelay(folder / "relay")
        self.policy = folder / "policy.json"
        self.people: Dict[str, Colleague] = {}
        self.unit = self.consult = ""

    def open(self, session: PrivateSession) -> None:
        self.relay.up()
        facts = self.relay.facts
        self.policy.write_text(json.dumps({"version": 1, "relay": {"url": facts["url"], "domain": facts["domain"]},
                                           "window": {"banner": RIBBON}}), encoding="utf-8")
        for role in PEOPLE:
            self.people[role.name] = Colleague(self, role, session)
        self.unit = self.relay.add_room(UNIT, ["ana", "ben", "mia"], ["sam"])
        self.consult = self.relay.add_room(CONSULT, ["ana", "ben", "mia"])

    def earlier(self) -> list:
        """(room, who, text) of what colleagues wrote before."""
        return [(self.unit, *each) for each in UNIT_EARLIER] + [(self.consult, *each) for each in CONSULT_EARLIER]

    def close(self) -> None:
        if self.relay.facts:
            self.relay.down()

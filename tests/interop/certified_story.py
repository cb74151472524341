#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certified devices on a real Prosody, the whole way: a device asks, the desk approves or a charge nurse vouches, and two certified devices talk in a
room with no ceremony. An uncertified one is refused by name, left out or let in by choice; a revoked one stays out, also when an older list is shown;
a list that nobody renews ages and stops.

    certified_story.py

The program is that of the build that runs the test, or in the folder named by WARDLINE_BIN_DIR.
"""

import os
import shutil
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from authority_story import ENROLMENT, ROOT, Clinic  # noqa: E402
from other_time import clear_leftovers  # noqa: E402
from steps import StoryEnds, expect, expect_equal  # noqa: E402
from waiting import TookTooLong  # noqa: E402
from wardlinectl import DONE, FAILED, Answer, Wardlinectl, find_binary  # noqa: E402
from wardlinectl_story import Workstation  # noqa: E402

NAMES = ("trust", "ana", "ben", "cleo")


class CertifiedWard(Clinic):
    """The state that the steps share."""

    def tell(self) -> int:
        step = self.story.step
        try:
            with step("relay up, four people and two rooms", needed=True):
                self.make_ward()
            with step("an authority certifies the charge nurse's device at the desk", needed=True):
                self.make_authority()
                self.certify_ana()
            with step("a device that nobody certified is refused by name, with the reason", needed=True):
                self.expect_not_sent(self.small, "ben", "not-listed")
            with step("it asks, the desk compares the fingerprint and approves", needed=True):
                self.approve_ben()
            with step("two certified devices talk in the room with no ceremony", needed=True):
                self.expect_sent(self.small, "potassium 6.9", "ben")
            with step("devices are listed with their certificate, until when and as what"):
                self.list_devices()
            with step("an uncertified phone in the room is refused, and left out by choice for once"):
                self.leave_out()
            with step("it is let in by choice, and no longer"):
                self.let_in()
            with step("a room says what it is for: a patient's takes certified devices only, a team's what is believed"):
                self.say_kinds()
            with step("a nurse without the permission vouches in vain, the charge nurse does not"):
                self.vouch()
            with step("the third device needs no choice any more"):
                self.expect_sent(self.large, "all three read this", "cleo")
            with step("codes are compared: the right one verifies, another one changes nothing"):
                self.compare()
            with step("both see the same safety number, and comparing it verifies"):
                self.compare_numbers()
            with step("what is compared on one device, the person's other one knows"):
                self.tell_other_device()
            with step("a revoked device gets nothing"):
                self.revoke_ben()
            with step("nor when the relay shows the older list again, which is audited"):
                self.older_list()
            with step("a certificate that runs out soon is renewed without a word"):
                self.renew()
            with step("a list that is a day old still does, one that is eight days old stops the room"):
                self.aged_lists()
        except StoryEnds:
            pass
        return self.story.finish()

    # --- what the steps use ---

    def jid(self, name: str) -> str:
        return self.people[name].person.jid

    def own_device(self, name: str) -> dict:
        answer = self.people[name].run("devices", "list")
        expect_equal(answer.code, DONE, answer)
        return next(line for line in answer.lines if line["this"])

    def send(self, room: str, text: str, *words: str) -> Answer:
        return self.people["ana"].run("send", "--room", room, *words, text)

    def expect_not_sent(self, room: str, name: str, reason: str) -> None:
        answer = self.send(room, "this must not leave")
        expect_equal(answer.code, FAILED, answer)
        expect(self.jid(name) in answer.errors and reason in answer.errors, f"{name} named, {reason}", answer)

    def expect_sent(self, room: str, text: str, reader: str) -> None:
        answer = self.send(room, text)
        expect_equal(answer.code, DONE, answer)
        told = self.people[reader].run("history", "--room", room)
        found = [line for line in told.lines if line["body"] == text]
        expect(found and found[0]["encrypted"], f"{reader} reads it", told)
        expect_equal(found[0]["trust"], "certified", told)

    def use(self, root_key: str) -> None:
        self.write_policy(root_key)

    # --- the steps ---

    def make_ward(self) -> None:
        self.relay.up()
        for name in NAMES:
            person = self.relay.add_person(name, f"{name} has a long password", ["4W"], name.title())
            self.people[name] = Workstation(self.binary, self.relay, person, self.base, str(self.policy))
            answer = self.people[name].sign_in()
            expect_equal(answer.code, DONE, answer)
        self.small = self.relay.add_room("Two", ["ana", "ben"])
        self.large = self.relay.add_room("Three", ["ana", "ben", "cleo"])

    def certify_ana(self) -> None:
        device = self.own_device("ana")
        uri = f"xmpp:{self.jid('ana')}?omemo-sid-{device['device']}={device['fingerprint'].replace(' ', '')}"
        answer = self.authority("authority", "issue", "--dir", str(self.folder), "--uri", uri, "--role", "charge-nurse", credentials={"passphrase": ENROLMENT})
        expect_equal(answer.code, DONE, answer)
        self.manifest(self.folder)
        expect_equal(self.publish(self.folder).code, DONE)
        self.use(self.root_key)

    def serving(self, folder=None):
        running = self.people["trust"].start("authority", "serve", "--dir", str(folder or self.folder))
        running.give({"passphrase": ENROLMENT})
        running.wait_for(lambda line: "serving" in line, 60)
        running.wait_for(lambda line: "published" in line, 60)
        return running

    def approve_ben(self) -> None:
        fingerprint = self.own_device("ben")["fingerprint"].replace(" ", "")
        desk = self.serving()
        try:
            ben = self.people["ben"].start("devices", "certify", "--for", "60")
            asked = desk.wait_for(lambda line: "request" in line, 60)
            expect_equal(asked["person"], self.jid("ben"))
            expect_equal(asked["fingerprint"].replace(" ", ""), fingerprint)
            desk.write("approve " + asked["request"])
            answer = ben.end(90)
            expect_equal(answer.code, DONE, answer)
            expect_equal(answer.lines[-1]["certificate"], "certified", answer)
            desk.write("quit")
            expect_equal(desk.end().code, DONE)
        finally:
            desk.stop()

    def list_devices(self) -> None:
        answer = self.people["ana"].run("devices", "list", "--of", self.jid("ben"))
        expect_equal(answer.first["certification"], "certified", answer)
        expect_equal(answer.first["trust"], "certified", answer)
        expect(answer.first["until"], "until when", answer)
        expect_equal(answer.first["kind"], "user", answer)
        expect_equal(self.own_device("ana")["roles"], ["charge-nurse"])
        cleo = self.people["ana"].run("devices", "list", "--of", self.jid("cleo"))
        expect_equal(cleo.first["certification"], "not-listed", cleo)

    def leave_out(self) -> None:
        self.expect_not_sent(self.large, "cleo", "not-listed")
        answer = self.send(self.large, "without Cleo, this once", "--leave-out", self.jid("cleo"))
        expect_equal(answer.code, DONE, answer)
        self.expect_not_sent(self.large, "cleo", "not-listed")

    def let_in(self) -> None:
        device = str(self.own_device("cleo")["device"])
        answer = self.people["ana"].run("devices", "admit", "--room", self.large, self.jid("cleo"), device)
        expect_equal(answer.code, DONE, answer)
        expect_equal(self.send(self.large, "Cleo is let in").code, DONE)
        told = self.people["cleo"].run("history", "--room", self.large)
        expect("Cleo is let in" in [line["body"] for line in told.lines], "cleo reads it", told)
        audit = self.people["ana"].run("audit", "list")
        expect("device-admitted" in audit.output and "device-refused" in audit.output, "both in the audit log", audit)
        answer = self.people["ana"].run("devices", "admit", "--room", self.large, "--no-longer", self.jid("cleo"), device)
        expect_equal(answer.code, DONE, answer)
        self.expect_not_sent(self.large, "cleo", "not-listed")

    def say_kinds(self) -> None:
        ana, cleo = self.people["ana"], self.people["cleo"]
        rooms = {}
        for kind in ("team", "patient"):
            rooms[kind] = self.relay.add_room(f"A room for a {kind}", ["cleo"], kind=kind)
            self.relay.run("add-member", rooms[kind], "ana", "--affiliation", "owner")
        shown = ana.run("rooms", "show", rooms["patient"])
        expect_equal((shown.first["kind"], shown.first["devices"]), ("patient", "certified"), shown)
        expect(self.jid("cleo") in [each["person"] for each in shown.first["not_taken"]], "Cleo gets nothing", shown)
        self.expect_not_sent(rooms["patient"], "cleo", "not-listed")
        shown = ana.run("rooms", "show", rooms["team"])
        expect_equal((shown.first["devices"], shown.first["unconfirmed"]), ("certified", True), "by the relay's word alone")
        self.expect_not_sent(rooms["team"], "cleo", "not-listed")
        expect_equal(ana.run("rooms", "kind", rooms["team"], "team").code, DONE)
        answer = self.send(rooms["team"], "how was the night?")
        expect_equal(answer.code, DONE, answer)
        shown = ana.run("rooms", "show", rooms["team"])
        expect_equal((shown.first["kind"], shown.first["devices"]), ("team", "believed"), shown)
        expect_equal([each["person"] for each in shown.first["uncontrolled"]], [self.jid("cleo")], shown)
        told = cleo.run("rooms", "show", rooms["patient"])
        expect_equal(told.first["kind"], "patient", told)
        expect_equal(ana.run("rooms", "kind", rooms["patient"], "team").code, FAILED, "it stays what it is")
        expect_equal(ana.run("rooms", "kind", rooms["team"], "consult").code, DONE)
        self.expect_not_sent(rooms["team"], "cleo", "not-listed")

    def vouch(self) -> None:
        fingerprint = self.own_device("cleo")["fingerprint"]
        desk = self.serving()
        try:
            cleo = self.people["cleo"].start("devices", "certify", "--for", "90")
            desk.wait_for(lambda line: "request" in line and line["person"] == self.jid("cleo"), 60)
            cleo.wait_for(lambda line: line.get("certificate") == "waiting", 60)
            other = self.people["ana"].run("devices", "vouch", self.jid("cleo"), self.own_device("ben")["fingerprint"])
            expect_equal(other.code, FAILED, other)
            ben = self.people["ben"].run("devices", "vouch", self.jid("cleo"), fingerprint)
            expect_equal(ben.code, FAILED, ben)
            ana = self.people["ana"].run("devices", "vouch", self.jid("cleo"), fingerprint)
            expect_equal(ana.code, DONE, ana)
            answer = cleo.end(90)
            expect_equal(answer.code, DONE, answer)
            desk.write("quit")
            expect_equal(desk.end().code, DONE)
        finally:
            desk.stop()
        audit = self.people["ana"].run("audit", "list")
        expect("device-vouched-for" in audit.output, "in the audit log", audit)

    def compare(self) -> None:
        ana = self.people["ana"]
        right = self.people["cleo"].run("devices", "code").first["code"]
        wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
        expect_equal(ana.run("devices", "compare", self.jid("ben"), right).code, FAILED, "a code of somebody else")
        refused = ana.run("devices", "compare", self.jid("cleo"), wrong)
        expect_equal(refused.code, FAILED, refused)
        expect_equal(ana.run("devices", "list", "--of", self.jid("cleo")).first["trust"], "certified")
        answer = ana.run("devices", "compare", self.jid("cleo"), right)
        expect_equal(answer.code, DONE, answer)
        expect_equal(answer.first["compared"], "same", answer)
        expect_equal(ana.run("devices", "list", "--of", self.jid("cleo")).first["trust"], "verified")

    def compare_numbers(self) -> None:
        ana, ben = self.people["ana"], self.people["ben"]
        hers = ana.run("devices", "number", self.jid("ben"))
        his = ben.run("devices", "number", self.jid("ana"))
        expect_equal(hers.code, DONE, hers)
        expect_equal(len(hers.first["number"].replace(" ", "")), 60, hers)
        expect_equal(hers.first["number"], his.first["number"], his)
        other = ana.run("devices", "compare", self.jid("ben"), "1" * 60)
        expect_equal((other.code, other.first["compared"]), (FAILED, "different"), other)
        same = ana.run("devices", "compare", self.jid("ben"), *his.first["number"].split())
        expect_equal((same.code, same.first["compared"]), (DONE, "same"), same)
        expect_equal(ana.run("devices", "list", "--of", self.jid("ben")).first["trust"], "verified")

    def tell_other_device(self) -> None:
        """XEP-0450 between two devices of Ana's that compared each other's codes."""
        ana, cleo = self.people["ana"], self.jid("cleo")
        second = Workstation(self.binary, self.relay, ana.person, self.base / "second", str(self.policy))
        self.people["ana's second"] = second
        second.phone = ana.phone
        answer = second.sign_in()
        expect_equal(answer.code, DONE, answer)
        codes = [each.run("devices", "code").first["code"] for each in (ana, second)]
        for each, code in ((ana, codes[1]), (second, codes[0])):
            compared = each.run("devices", "compare", self.jid("ana"), code)
            expect_equal(compared.code, DONE, compared)
        device = ana.run("devices", "list", "--of", cleo).first
        expect_equal(ana.run("devices", "verify", cleo, str(device["device"]), device["fingerprint"]).code, DONE)
        told = second.run("devices", "list", "--of", cleo)
        expect_equal(told.first["trust"], "verified", told)
        expect_equal(ana.run("devices", "distrust", cleo, str(device["device"])).code, DONE)
        told = second.run("devices", "list", "--of", cleo)
        expect_equal(told.first["trust"], "distrusted", told)
        audit = second.run("audit", "list")
        expect("device-distrusted" in audit.output, "in the second device's audit log, too", audit)

    def revoke_ben(self) -> None:
        shutil.copytree(self.folder, self.older)
        answer = self.authority("authority", "revoke", "--dir", str(self.folder), "--person", self.jid("ben"), "--all")
        expect_equal(answer.code, DONE, answer)
        self.manifest(self.folder)
        expect_equal(self.publish(self.folder).code, DONE)
        self.expect_not_sent(self.small, "ben", "revoked")

    def older_list(self) -> None:
        expect_equal(self.publish(self.older).code, DONE)
        self.expect_refused("ana", "rolled-back")
        self.expect_not_sent(self.small, "ben", "revoked")
        expect_equal(self.publish(self.folder).code, DONE)

    def authority_of(self, name: str, age: str) -> tuple:
        """Another authority, whose computer certified Ana and Ben days ago: no clock of this one is touched. Its folder and root key."""
        folder = self.base / name
        then = Wardlinectl("faketime", self.base / "nobody", dict(os.environ))
        then.options = ["-f", age, str(self.binary)] + then.options

        def run(*words: str, **credentials: str) -> Answer:
            clear_leftovers()
            process = then.start(*words, credentials=credentials)
            answer = process.end(120)
            expect_equal(answer.code, DONE, answer)
            return answer

        root = run("authority", "init", "--dir", str(folder), "--organisation", "clinic.example", "--account", self.jid("trust"),
                   root_passphrase=ROOT, passphrase=ENROLMENT).first["root_key"]
        for who in ("ana", "ben"):
            device = self.own_device(who)
            run("authority", "issue", "--dir", str(folder), "--uri",
                f"xmpp:{self.jid(who)}?omemo-sid-{device['device']}={device['fingerprint'].replace(' ', '')}", passphrase=ENROLMENT)
        run("authority", "manifest", "--dir", str(folder), passphrase=ENROLMENT)
        return folder, root

    def renew(self) -> None:
        """The statements run out in fifteen days: the device asks by itself, and nobody has to do anything."""
        folder, root = self.authority_of("long-ago", "-45d")
        self.manifest(folder)
        expect_equal(self.publish(folder).code, DONE)
        self.use(root)
        before = self.own_device("ana")
        expect_equal(before["certification"], "certified", before)
        desk = self.serving(folder)
        try:
            renewed = None
            for _ in range(6):  # a session asks once it has read the lists, which takes its time on a busy machine
                ana = self.people["ana"].start("listen", "--for", "20")
                try:
                    renewed = desk.wait_for(lambda line: line.get("person") == self.jid("ana") and "serial" in line, 25)
                    desk.wait_for(lambda line: "published" in line, 150)
                    break
                except TookTooLong:
                    continue
                finally:
                    expect_equal(ana.end(60).code, DONE)
            expect(renewed, "a renewal", "none was asked for")
            expect_equal(renewed["device"], before["device"], renewed)
            desk.write("quit")
            expect_equal(desk.end().code, DONE)
        finally:
            desk.stop()
        after = self.own_device("ana")
        expect_equal(after["certification"], "certified", after)
        expect(after["until"] > before["until"], f"later than {before['until']}", after)

    def aged_lists(self) -> None:
        for name, age, is_sent in (("yesterday", "-30h", True), ("last-week", "-8d", False)):
            folder, root = self.authority_of(name, age)
            expect_equal(self.publish(folder).code, DONE)
            self.use(root)
            answer = self.send(self.small, "how old is the list?")
            expect_equal(answer.code, DONE if is_sent else FAILED, answer)
            expect(is_sent or "too old" in answer.errors, "the list is too old", answer)


def main() -> int:
    binary = find_binary()
    if binary is None:
        print("wardlinectl is not built: run `ninja wardlinectl` first", file=sys.stderr)
        return 1
    ward = CertifiedWard(binary)
    try:
        return ward.tell()
    finally:
        ward.close()


if __name__ == "__main__":
    sys.exit(main())

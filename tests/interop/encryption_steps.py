# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps of the story that are about end-to-end encryption: who can read, who cannot, and that nobody is skipped in silence."""

from steps import expect, expect_equal
from waiting import wait_until
from wardlinectl import DONE, FAILED, Wardlinectl


class EncryptionSteps:
    """Mixed into the story, which has the people, the room and the planted texts."""

    def nobody_skipped(self) -> None:
        """Cleo belongs to the room and has never signed in: she has no device."""
        ana = self.people["ana"]
        cleo = self.people["cleo"].person.jid
        expect_equal(self.room_lines("ana")[self.room]["encrypted"], True)
        refused = ana.run("send", "--room", self.room, "a message that does not leave")
        expect_equal(refused.code, FAILED, refused)
        expect(cleo in refused.errors, f"{cleo} named as the reason", refused)
        answer = ana.run("send", "--room", self.room, "--leave-out", cleo, "-", stdin=self.PLANTED["without"])
        expect_equal(answer.code, DONE, answer)
        told = self.messages("ben")
        expect(any(m["body"] == self.PLANTED["without"] and m["encrypted"] for m in told), self.PLANTED["without"], told)
        events = ana.run("audit", "list")
        expect("reader-left-out" in events.output and cleo in events.output, "the choice in the audit log, by name", events)

    def devices(self) -> None:
        answer = self.people["cleo"].sign_in()
        expect_equal(answer.code, DONE, answer)
        expect_equal([m["body"] for m in self.messages("cleo")], [""], "what was said before she had a device")
        expect_equal([m["unreadable"] for m in self.messages("cleo")], ["older-than-device"])
        own = self.people["ben"].run("devices", "list")
        expect_equal((own.code, len(own.lines), own.lines[0]["this"]), (DONE, 1, True), own)
        seen = self.people["ana"].run("devices", "list", "--of", self.people["ben"].person.jid)
        expect_equal([(d["device"], d["fingerprint"]) for d in seen.lines], [(d["device"], d["fingerprint"]) for d in own.lines], seen)
        expect_equal(seen.lines[0]["trust"], "blind", seen)

    def later_and_twice(self) -> None:
        """Ben is away while ana writes; cleo's second workstation is a device of its own."""
        cleo = self.people["cleo"]
        second = Wardlinectl(self.binary, self.base / "cleo-2", cleo.session.environment, self.relay.facts["ca"], self.policy)
        answer = second.run(*cleo.sign_in_words(), credentials=cleo.both_factors())
        expect_equal(answer.code, DONE, answer)
        sent = self.people["ana"].run("send", "--room", self.room, "-", stdin=self.PLANTED["offline"])
        expect_equal(sent.code, DONE, sent)
        for name, ctl in (("ben", self.people["ben"].ctl), ("cleo", cleo.ctl), ("cleo again", second)):
            told = ctl.run("history", "--room", self.room, "--limit", "50", credentials=self.people[name.split()[0]].credentials())
            expect(self.PLANTED["offline"] in [m["body"] for m in told.lines], self.PLANTED["offline"], f"{name}: {told}")

    def two_workstations(self) -> None:
        """What cleo writes at one of hers stands at the other one: there at once while that is open, and later from the archive."""
        cleo, ben = self.people["cleo"], self.people["ben"].person.jid
        second = Wardlinectl(self.binary, self.base / "cleo-2", cleo.session.environment, self.relay.facts["ca"], self.policy)
        open_one = second.start("run", "-", credentials=cleo.credentials())
        open_one.write("rooms list")
        open_one.wait_for(lambda line: "can_post" in line, 40)
        sent = cleo.run("send", "--to", ben, "-", stdin=self.PLANTED["from one"])
        expect_equal(sent.code, DONE, sent)
        copies: list = []

        def is_there() -> bool:
            """Her one room behind the page tells its end."""
            open_one.write(f"history --with {ben} --limit 20")
            open_one.write("rooms list")
            copies.clear()
            line = open_one.next_line(30)
            while "can_post" not in line:
                copies.extend([line] if line.get("body") == self.PLANTED["from one"] else [])
                line = open_one.next_line(30)
            return bool(copies)

        wait_until("the copy of what she wrote elsewhere", is_there, 30, 0.5)
        open_one.end(40)
        expect_equal([(m["from"].split("/")[0], m["encrypted"], m["unreadable"]) for m in copies], [(cleo.person.jid, True, None)], copies)
        sent = second.run("send", "--to", ben, "-", stdin=self.PLANTED["from the other"], credentials=cleo.credentials())
        expect_equal(sent.code, DONE, sent)
        for ctl in (cleo.ctl, second):
            told = ctl.run("history", "--with", ben, "--limit", "50", credentials=cleo.credentials())
            expect_equal([(m["body"], m["encrypted"]) for m in told.lines], [(self.PLANTED["from one"], True), (self.PLANTED["from the other"], True)], told)

    def start_again(self) -> None:
        """Ana agrees on new keys with ben, who goes on."""
        ana = self.people["ana"]
        ben = self.people["ben"].person.jid
        answer = ana.run("devices", "reset", ben)
        expect_equal(answer.code, DONE, answer)
        events = ana.run("audit", "list")
        expect("session-reset" in events.output, "the reset in the audit log", events)
        for name, what in (("ana", "reset"), ("ben", "again")):
            sent = self.people[name].run("send", "--room", self.room, "-", stdin=self.PLANTED[what])
            expect_equal(sent.code, DONE, sent)
        for name, what in (("ben", "reset"), ("ana", "again")):
            expect(self.PLANTED[what] in [m["body"] for m in self.messages(name)], f"{name} reads it", "not so")

    def leaver(self) -> None:
        self.relay.run("remove-member", self.room, "cleo")
        sent = self.people["ana"].run("send", "--room", self.room, "-", stdin=self.PLANTED["parted"])
        expect_equal(sent.code, DONE, sent)
        expect(self.PLANTED["parted"] in [m["body"] for m in self.messages("ben")], "ben reads it", "he does not")
        told = self.people["cleo"].run("history", "--room", self.room, "--limit", "50")
        expect(self.PLANTED["parted"] not in [m["body"] for m in told.lines], "cleo does not", told)

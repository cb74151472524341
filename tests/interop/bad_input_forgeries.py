# SPDX-License-Identifier: GPL-3.0-or-later
"""What a malicious member or relay says in the name of others."""

import os
import re
import sys
import time
import types
from typing import Callable, List

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))

from bad_input_case import MESSAGES, PASSWORDS, BadInputCase  # noqa: E402
from relay_client import Client  # noqa: E402
from steps import expect, expect_equal  # noqa: E402
from waiting import wait_until  # noqa: E402
from wardlinectl import DONE, FAILED, UNREACHABLE, Running, Wardlinectl  # noqa: E402


class ForgedInput(BadInputCase):
    def listen(self, ctl: Wardlinectl, seconds: int) -> Running:
        """ana listens, from now on and for so long."""
        running = ctl.start("listen", "--for", str(seconds), credentials=self.people["ana"].secrets())
        try:
            running.wait_for_note("Listening.")
        except BaseException:
            running.stop()
            raise
        return running

    def mallory(self) -> Client:
        """ben, by hand."""
        facts = types.SimpleNamespace(facts=self.relay.facts, now=time.time)
        ben = self.people["ben"]
        client = Client(facts, "ben", PASSWORDS["ben"])
        answer = client.give_password()
        expect(answer.tag.endswith("continue"), "continue", answer.tag)
        client.note(client.give_code(ben.phone.next_code()))
        client.send("<presence xmlns='jabber:client'/>")
        client.join(self.room, "ben")
        return client

    def forged(self, to: str, wrap: Callable[[str], str], body: str, sender: str) -> str:
        inner = (f"<forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2026-01-01T00:00:00Z'/><message xmlns='jabber:client' "
                 f"type='chat' from='{sender}' to='ana@localhost'><body>{body}</body></message></forwarded>")
        return f"<message xmlns='jabber:client' type='chat' to='{to}'>{wrap(inner)}</message>"

    def forgeries(self, to: str, origin: str) -> List[str]:
        room, marked = self.room, "forged"
        result = "<result xmlns='urn:xmpp:mam:2' queryid='q' id='77'>{}</result>"
        roster = ("<query xmlns='jabber:iq:roster'><item jid='ben@localhost' name='Chief' subscription='both'><group>physician</group></item></query>")
        return [self.forged(to, lambda inner: f"<received xmlns='urn:xmpp:carbons:2'>{inner}</received>", f"{marked} received carbon", "eva@localhost/a"),
                self.forged(to, lambda inner: f"<sent xmlns='urn:xmpp:carbons:2'>{inner}</sent>", f"{marked} sent carbon", "ana@localhost/a"),
                self.forged(to, result.format, f"{marked} archive result", "eva@localhost/a"),
                self.forged(to, result.format, f"{marked} room archive", f"{room}/ana"),
                f"<iq xmlns='jabber:client' type='set' id='r1' to='{to}'>{roster}</iq>",
                f"<message xmlns='jabber:client' type='groupchat' to='{room}' id='{origin}'><body>attributed to ben</body>"
                f"<origin-id xmlns='urn:xmpp:sid:0' id='{origin}'/><stanza-id xmlns='urn:xmpp:sid:0' by='{room}' id='1'/>"
                f"<delay xmlns='urn:xmpp:delay' from='{room}' stamp='2001-01-01T00:00:00Z'/>"
                f"<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' role='moderator' jid='ana@localhost'/></x></message>",
                *(f"<message xmlns='jabber:client' type='error' to='{each}' id='{origin}'><error type='cancel'><not-allowed "
                  f"xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>" for each in (to, f"{room}/ana"))]

    def forging_member(self) -> None:
        ana = self.people["ana"]
        target = next(line for line in ana.lines(self.room) if line["body"] == MESSAGES[0])
        mallory = self.mallory()
        resources: List[str] = []
        kept, self.middle.rewrite = self.middle.rewrite, lambda text: (resources.extend(re.findall(r"ana@localhost/[\w.~+-]+", text)), [text])[1]
        running = self.listen(ana.ctl, 5)
        try:
            full = wait_until("the address of ana's session", lambda: resources[-1] if resources else None)
            for text in self.forgeries(full, target["id"]):
                mallory.send(text)
            heard = running.end(30)
        finally:
            running.stop()
            self.middle.rewrite = kept
            mallory.close()
        expect_equal(heard.code, DONE, heard)
        expect("forged" not in heard.output, "no forgery", heard)
        expect("attributed to ben" in heard.output, "what ben really wrote to the room", heard)
        self.after_forgeries(ana.ctl, target)

    def after_forgeries(self, ctl: Wardlinectl, target: dict) -> None:
        lines = self.people["ana"].lines(self.room, ctl)
        self.all_there(ctl=ctl)
        same = [{**line, "time": target["time"]} for line in lines if line["id"] == target["id"] and line["body"] == target["body"]]
        expect_equal(same, [target], "ana's message as it was")
        self.nothing_forged(ctl, lines)

    def nothing_forged(self, ctl: Wardlinectl, lines: List[dict]) -> None:
        ana = self.people["ana"]
        for line in lines:
            if line["body"] == "attributed to ben":
                expect(line["from"] == "ben@localhost", "from ben", line)
                expect(line["role"] == "nurse", "a nurse still", line)
                expect(not line["time"].startswith("2001"), "the time of the relay", line)
        expect(not [line for line in lines if "forged" in line["body"]], "no forgery", lines)
        for person in ("eva@localhost", "ana@localhost"):
            answer = ana.run("history", "--with", person, ctl=ctl)
            expect("forged" not in answer.output, "no forgery", answer)

    def forging_relay(self) -> None:
        """What a real relay would not let through, said in the middle: each with a sender who has no right to it."""
        ana = self.people["ana"]
        written = [line["id"] for line in ana.lines(self.room) if line["body"] in MESSAGES]
        target = next(line for line in ana.lines(self.room) if line["body"] == MESSAGES[1])
        answered: List[str] = []

        def lie_first(text: str) -> None:
            found = re.match(r"<iq .*?\bid=['\"]([^'\"]+)['\"]", text)
            if found and "type=\"get\"" in text.replace("'", '"') or found and "urn:xmpp:mam:2" in text:
                answered.append(found.group(1))
                self.middle.inject(f"<iq xmlns='jabber:client' type='result' id='{found.group(1)}' from='ben@localhost/x' to='ana@localhost'>"
                                   "<fin xmlns='urn:xmpp:mam:2' complete='true'><set xmlns='http://jabber.org/protocol/rsm'><count>0</count></set></fin></iq>")
                self.middle.inject(f"<iq xmlns='jabber:client' type='error' id='{found.group(1)}' from='ben@localhost'><error type='cancel'>"
                                   "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>")

        self.middle.watch = lie_first
        fresh = ana.with_profile(self.base / "ana-elsewhere")
        try:
            expect_equal(ana.sign_in(fresh).code, DONE)
            running = self.listen(fresh, 4)
            for sender in ("ben@localhost/x", f"{self.room}/ben", "localhost.example", "mallory@elsewhere.example"):
                for text in self.forgeries("ana@localhost", target["id"]):
                    if "groupchat" not in text:
                        self.middle.inject(text.replace("xmlns='jabber:client' ", f"xmlns='jabber:client' from='{sender}' ", 1))
            heard = running.end(30)
        finally:
            self.middle.watch = lambda text: None
        expect(answered, "requests that were answered falsely first", answered)
        expect_equal(heard.code, DONE, heard)
        expect("forged" not in heard.output, "no forgery", heard)
        expect_equal(len(written), len(MESSAGES))
        self.all_listed_but_closed(written, fresh)
        self.nothing_forged(fresh, ana.lines(self.room, fresh))

    def rubbish_in_session(self) -> None:
        ana = self.people["ana"]
        for text in ("<message <<", "<!DOCTYPE a [<!ENTITY a 'b'>]><a>&a;</a>", "<a>" * 5000):
            running = self.listen(ana.ctl, 2)
            try:
                self.middle.inject(text)
                heard = running.end(40)
            finally:
                running.stop()
            expect(heard.code in (DONE, UNREACHABLE, FAILED), "an end", heard)
            expect(heard.code >= 0, "no crash", heard)
        self.all_there()

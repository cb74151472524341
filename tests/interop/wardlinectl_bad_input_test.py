#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad input to the real wardlinectl: lying relays, wrong certificates, a forging member, damaged and full disks, words that make no sense. Each
gets a clear sentence and an exit code, betrays no secret, and leaves a state from which the next good attempt works with nothing lost."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))

from bad_input_case import CODE, MESSAGES  # noqa: E402
from hostile_relay import HostileRelay  # noqa: E402
from steps import StoryEnds, expect, expect_equal  # noqa: E402
from wardlinectl import FAILED, USAGE, find_binary  # noqa: E402
from bad_input_disks import DiskInput  # noqa: E402
from bad_input_forgeries import ForgedInput  # noqa: E402
from bad_input_relays import RelayInput  # noqa: E402
from bad_input_words import WordInput  # noqa: E402


class BadInput(RelayInput, ForgedInput, DiskInput, WordInput):
    def tell(self) -> int:
        step = self.story.step
        try:
            with step("relay up", needed=True):
                self.make_clinic()
            silent = self.begin_silences()
            for name, words, stdin, fragment in self.wrong_lines():
                with step(f"credentials: {name}"):
                    self.credentials_line(words, stdin, fragment)
            for name, words in self.wrong_words():
                with step(f"wrong use: {name}"):
                    answer = self.raw(words)
                    self.refused(answer, USAGE, "Usage:")
            for name, words, fragment in self.wrong_files():
                with step(name):
                    self.refused(self.raw(words), FAILED, fragment)
            with step("policy of the system that everybody may write"):
                self.system_policy()
            for name, url, codes, fragment in self.wrong_addresses():
                with step(f"relay address: {name}"):
                    self.refused(self.people["ben"].try_at(url), codes, fragment)
            for name, context, fragment in self.wrong_certificates():
                with step(f"relay certificate: {name}"):
                    with HostileRelay(lambda peer: peer.wait_for_end(), context) as relay:
                        self.refused(self.people["ben"].try_at(relay.url), FAILED, fragment)
                        expect_equal(relay.received, [], "nothing was sent")
            for name, behave, codes, fragment in self.lies():
                with step(f"lying relay: {name}"):
                    with HostileRelay(behave, self.trusted) as relay:
                        self.refused(self.people["ben"].try_at(relay.url), codes, fragment)
                        expect(not [text for text in relay.received if CODE in text], "the code was kept back", relay.received)
                        expect(not [text for text in relay.received if "PLAIN" in text], "no PLAIN", relay.received)
            with step("none of that left anything that is in the way: ben signs in with the same profile", needed=True):
                self.good_sign_in("ben")
            with step("ana signs in through a relay that will forge", needed=True):
                self.good_sign_in("ana")
                for text in MESSAGES:
                    self.send("ana", text)
            with step("no keychain, then a locked one, then a good one"):
                self.keychains()
            with step("keychain gone under a profile that needs it"):
                self.keychain_gone()
            for name, words, stdin, codes, fragment in self.wrong_texts():
                with step(name):
                    self.wrong_text(words, stdin, codes, fragment)
            with step("a line of `run -` that is too long, then the session goes on or ends with an error"):
                self.long_run_line()
            with step("a line of `send --lines -` that is too long is not passed over in silence"):
                self.long_send_line()
            with step("forging member: carbons, archive results, roster pushes, answers and origin-ids over the real relay"):
                self.forging_member()
            with step("forging relay: another account's carbons, roster pushes and answers between the real ones"):
                self.forging_relay()
            with step("relay that breaks off with rubbish in a session: nothing lost"):
                self.rubbish_in_session()
            with step("two processes on one profile"):
                self.two_processes()
            with step("damaged cache: flipped bytes, cut short, garbage"):
                self.damaged_cache()
            with step("damaged vault"):
                self.damaged_vault()
            with step("profile folder that is a link, or holds other things"):
                self.odd_folders()
            with step("profile folder that may not be written"):
                self.read_only()
            if self.mount_disk():
                with step("full disk: refused clearly, nothing half-written, all there when there is room again"):
                    self.full_disk()
            else:
                self.story.skip("full disk", "a small file system cannot be mounted here")
            with step("damaged cache wiped: a fresh start lists the history again, closed to the new device"):
                self.wipe_and_return()
            with step("silent relays: given up in bounded time"):
                self.end_silences(silent)
        except StoryEnds:
            pass
        return self.story.finish()


def main() -> int:
    binary = find_binary()
    if binary is None:
        print("wardlinectl is not built: run `ninja wardlinectl` first", file=sys.stderr)
        return 1
    test = BadInput(binary)
    try:
        return test.tell()
    finally:
        test.close()


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person's phone does: codes of RFC 6238 from an otpauth address, never the same one twice."""

import base64
import hmac
import struct
import time
import urllib.parse

STEP_SECONDS = 30


def code_at(seed: bytes, step: int, digits: int = 6) -> str:
    """The code of one step (Unix time divided by 30)."""
    mac = hmac.new(seed, struct.pack(">Q", step), "sha1").digest()
    offset = mac[-1] & 15
    return str((struct.unpack(">I", mac[offset:offset + 4])[0] & 0x7FFFFFFF) % 10 ** digits).zfill(digits)


class Authenticator:
    """One account's codes. A relay accepts the step before, the present and the next one, each once and in order; so three codes are good
    within one step, and only the fourth has to wait."""

    def __init__(self, otpauth: str) -> None:
        words = urllib.parse.parse_qs(urllib.parse.urlsplit(otpauth).query)
        secret = words["secret"][0]
        self.seed = base64.b32decode(secret + "=" * (-len(secret) % 8))
        self._last = 0

    def next_code(self) -> str:
        """A code that the relay has not seen and accepts now; waits up to 30 s when the window is used up."""
        step = max(self._last + 1, self._now() - 1)
        if step == self._now() - 1 and time.time() % STEP_SECONDS > STEP_SECONDS - 3:
            step += 1  # about to leave the window
        while step > self._now() + 1:
            time.sleep(0.2)
        self._last = step
        return code_at(self.seed, step)

    def last_code(self) -> str:
        """The one given before: a replay."""
        return code_at(self.seed, self._last)

    def wrong_code(self) -> str:
        """Six digits that are right in no step near now."""
        good = {code_at(self.seed, self._now() + n) for n in range(-20, 21)}
        return next(c for c in (f"{n:06}" for n in range(100000, 200000)) if c not in good)

    def late_code(self) -> str:
        """A code that was right three minutes ago."""
        return code_at(self.seed, self._now() - 6)

    @staticmethod
    def _now() -> int:
        return int(time.time()) // STEP_SECONDS

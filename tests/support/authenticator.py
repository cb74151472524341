# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person's phone does: codes of RFC 6238 from an otpauth address, never the same one twice."""

import base64
import hmac
import struct
import time
import urllib.parse


def code_at(seed: bytes, step: int, digits: int = 6) -> str:
    """The code of one step (Unix time divided by the period, 30 s as a rule)."""
    mac = hmac.new(seed, struct.pack(">Q", step), "sha1").digest()
    offset = mac[-1] & 15
    return str((struct.unpack(">I", mac[offset:offset + 4])[0] & 0x7FFFFFFF) % 10 ** digits).zfill(digits)


class Authenticator:
    """One account's codes. A relay accepts the step before, the present and the next one (`window` steps either side), each once and in
    order; so three codes are good within one step of 30 s, and only the fourth has to wait."""

    def __init__(self, otpauth: str, window: int = 1) -> None:
        words = urllib.parse.parse_qs(urllib.parse.urlsplit(otpauth).query)
        secret = words["secret"][0]
        self.seed = base64.b32decode(secret + "=" * (-len(secret) % 8))
        self.period = int(words.get("period", ["30"])[0])
        self.window = window
        self._last = 0

    def next_code(self) -> str:
        """A code that the relay has not seen and accepts now; waits when the window is used up."""
        step = max(self._last + 1, self._now() - self.window)
        margin = 12 if self.window > 1 else 4  # seconds that a slow machine may take to give it
        while (step - (self._now() - self.window - 1)) * self.period - time.time() % self.period < margin:
            step += 1
        while step > self._now() + self.window:
            time.sleep(0.1)
        self._last = step
        return code_at(self.seed, step)

    def shown_code(self) -> str:
        """What the phone shows now, used or not."""
        return code_at(self.seed, self._now())

    def has_fresh_code(self) -> bool:
        """Whether what it shows now was not given before."""
        return self._now() > self._last

    def last_code(self) -> str:
        """The one given before: a replay."""
        return code_at(self.seed, self._last)

    def wrong_code(self) -> str:
        """Six digits that are right in no step near now."""
        near = 10 * 60 // self.period
        good = {code_at(self.seed, self._now() + n) for n in range(-near, near + 1)}
        return next(c for c in (f"{n:06}" for n in range(100000, 200000)) if c not in good)

    def late_code(self) -> str:
        """A code that was right three minutes ago."""
        return code_at(self.seed, self._now() - 180 // self.period)

    def _now(self) -> int:
        return int(time.time()) // self.period

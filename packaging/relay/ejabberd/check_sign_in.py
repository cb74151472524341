#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ejabberd's external authentication: password immediately followed by the six digits of a TOTP code (RFC 6238).

    check_sign_in.py ACCOUNTS

ACCOUNTS is a JSON file of {"name": {"salt", "hash", "seed", "period", "window", "last_step", "wrong", "not_before"}} (hex, hex, Base32 or null, seconds, steps, int, int, Unix
time), written by `accounts.py` beside this file. A code is good one step (of 30 s) early or late and never twice, across all processes that ejabberd starts of this
script: the file is locked while a code is judged. Wrong codes behind the right password make the account wait
1, 2, 4 ... 60 seconds; wrong passwords do not, so that a stranger cannot shut anybody out. One reason for every refusal.

Protocol: ejabberd's "extauth": two bytes of length, then `auth:user:host:password`; the answer is two bytes of length (2) and 0 or 1.
"""

import json
import os
import struct
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import accounts  # noqa: E402

MOST_BYTES = 4096


def answer(path: str, request: bytes) -> bool:
    words = request.decode("utf-8", "replace").split(":", 3)
    if words[0] == "isuser" and len(words) == 3:
        return words[1] in accounts.load(path)
    if words[0] == "auth" and len(words) == 4:
        return _may_enter(path, words[1], words[3])
    return False  # setpass, tryregister, removeuser: the administrator does that


def _may_enter(path: str, name: str, secret: str) -> bool:
    with accounts.locked(path) as everyone:
        now = time.time()
        account = everyone.get(name)
        right_password = accounts.is_password(account, secret[:-6] if account is None or account["seed"] else secret)
        if account is None or now < account["not_before"] or account.get("disabled"):
            return False
        step = accounts.step_of_code(account, secret[-6:], now) if account["seed"] else account["last_step"]
        if right_password and step is not None:
            account.update(last_step=step, wrong=0, not_before=0)
            return True
        if right_password:
            account["wrong"] += 1
            account["not_before"] = now + min(60, 2 ** (account["wrong"] - 3)) if account["wrong"] >= 3 else 0
        return False


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while True:
        head = source.read(2)
        if len(head) < 2:
            return 0
        size = struct.unpack(">H", head)[0]
        request = source.read(size)
        try:
            good = size <= MOST_BYTES and answer(sys.argv[1], request)
        except (OSError, ValueError, KeyError, json.JSONDecodeError) as problem:
            print(f"check_sign_in: {type(problem).__name__}", file=sys.stderr)
            good = False
        sink.write(struct.pack(">HH", 2, 1 if good else 0))
        sink.flush()


if __name__ == "__main__":
    sys.exit(main())

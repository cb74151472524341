# SPDX-License-Identifier: GPL-3.0-or-later
"""The accounts of `check_sign_in.py`: one JSON file, readable by ejabberd's own user alone, changed under a lock and replaced whole."""

import base64
import contextlib
import fcntl
import hashlib
import hmac
import json
import os
import secrets
import struct
from typing import Dict, Iterator, Optional

PERIOD = 30  # seconds a code; hardware tokens with 60 exist
WINDOW = 1  # steps early or late
_NOBODY_SALT = b"\0" * 16


def load(path: str) -> Dict[str, dict]:
    try:
        with open(path, encoding="utf-8") as handle:
            return json.load(handle)
    except FileNotFoundError:
        return {}


@contextlib.contextmanager
def locked(path: str) -> Iterator[Dict[str, dict]]:
    """The accounts; what the block changed in them is on the disk when it ends. Nothing is written when it fails."""
    with open(path + ".lock", "a", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        everyone = load(path)
        before = json.dumps(everyone)
        yield everyone
        if json.dumps(everyone) == before:
            return
        descriptor = os.open(path + ".new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
            json.dump(everyone, handle)
            handle.flush()
            os.fsync(handle.fileno())
            if os.getuid() == 0 and os.path.exists(path):  # an administrator's change leaves the file to its owner
                owner = os.stat(path)
                os.fchown(handle.fileno(), owner.st_uid, owner.st_gid)
        os.replace(path + ".new", path)


def new_account(password: str, seed: Optional[bytes], period: int = PERIOD, window: int = WINDOW) -> dict:
    salt = secrets.token_bytes(16)
    return {"salt": salt.hex(), "hash": _hash(password, salt).hex(), "seed": base64.b32encode(seed).decode() if seed else None,
            "period": period, "window": window, "last_step": 0, "wrong": 0, "not_before": 0}


def is_password(account: Optional[dict], password: str) -> bool:
    """Takes the same time for an account that does not exist."""
    salt = bytes.fromhex(account["salt"]) if account else _NOBODY_SALT
    wanted = bytes.fromhex(account["hash"]) if account else b"\0" * 32
    return hmac.compare_digest(_hash(password, salt), wanted)


def step_of_code(account: dict, code: str, now: float) -> Optional[int]:
    """The step that the code belongs to, when it is in the window and later than the last one accepted."""
    seed = base64.b32decode(account["seed"])
    middle = int(now) // account["period"]
    found = None
    for step in range(middle - account["window"], middle + account["window"] + 1):
        if hmac.compare_digest(code_at(seed, step).encode(), code.encode()) and step > account["last_step"]:
            found = step
    return found


def code_at(seed: bytes, step: int) -> str:
    """RFC 4226 5.3, six digits, SHA-1."""
    mac = hmac.new(seed, struct.pack(">Q", step), "sha1").digest()
    offset = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[offset:offset + 4])[0] & 0x7FFFFFFF) % 10 ** 6:06}"


def _hash(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=2 ** 14, r=8, p=1, dklen=32)

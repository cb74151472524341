#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs every attack on the relay over the wire, against a relay of its own on loopback.

Needs prosody, lua-dbi-sqlite3, lua-luaossl, openssl and python3-websocket. Arguments are those of unittest, such as `-k token` or `-v`.
"""

import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

for name in ("password", "code", "token", "bypass", "rooms", "roster", "admin", "leak"):
    module = __import__(f"relay_{name}_test")
    globals().update({key: value for key, value in vars(module).items() if isinstance(value, type) and value.__module__ == module.__name__})

if __name__ == "__main__":
    unittest.main()

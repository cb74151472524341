#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demonstration with a display, its first two minutes, played by a driver on a private display (packaging/demo/demo.py --drive). Pictures
are in demo-display/ of the build folder."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    build = Path(os.environ.get("WARDLINE_BINARY_DIR", ROOT / "build" / "dev"))
    for name in ("wardline", "wardlinectl", "demo-phone"):
        if not (build / "app" / name).exists():
            print(f"skipped: {name} is not built")
            return 77
    environment = {**os.environ, "WARDLINE_BIN_DIR": str(build / "app"), "WARDLINE_DEMO_OUT": str(build / "demo-display")}
    return subprocess.run([sys.executable, "-B", str(ROOT / "packaging/demo/demo.py"), "--drive"], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

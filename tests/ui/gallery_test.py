#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""tests/ui/gallery writes a picture of every state there is, and each of them shows something."""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(os.environ["WARDLINE_SOURCE_DIR"])
BUILD = Path(os.environ["WARDLINE_BINARY_DIR"])


def states() -> list:
    """The names of all states, as the program that takes the pictures lists them."""
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    said = subprocess.run([str(BUILD / "tests" / "ui" / "screenshots"), "--serve"], input="list\n", env=environment, text=True, capture_output=True, check=True, timeout=60)
    return [line for line in said.stdout.splitlines() if line]


class GalleryTest(unittest.TestCase):
    def test_every_state_has_its_picture(self) -> None:
        names = states()
        self.assertGreater(len(names), 140)
        self.assertEqual(len(names), len(set(names)), "two states of one name")
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([str(ROOT / "tests" / "ui" / "gallery"), "--build", str(BUILD), "--out", folder, "--only", "light"], check=True, timeout=240, stdout=subprocess.DEVNULL)
            pictures = {path.stem: path for path in (Path(folder) / "light").glob("*.png")}
            self.assertEqual(set(names) - set(pictures), set(), "states without a picture")
            for name in names:
                self.assertGreater(pictures[name].stat().st_size, 4000, f"{name} shows nothing")
            self.assertTrue((Path(folder) / "index.html").stat().st_size > 10_000)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)

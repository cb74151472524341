#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""lint.py CHECK|all [ROOT]: reads the project's own files and prints what is wrong, a line each. 0 when nothing is, 1 else, 2 on wrong use."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from checks import ALL  # noqa: E402
from source_tree import SourceTree  # noqa: E402


def main(arguments: list) -> int:
    root = arguments[1] if len(arguments) == 2 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    if len(arguments) not in (1, 2) or (arguments[0] != "all" and arguments[0] not in ALL):
        print(f"usage: lint.py all|{'|'.join(ALL)} [ROOT]", file=sys.stderr)
        return 2
    tree = SourceTree.read(os.path.abspath(root))
    names = list(ALL) if arguments[0] == "all" else [arguments[0]]
    count = 0
    for name in names:
        for finding in ALL[name](tree):
            print(f"{finding} [{name}]")
            count += 1
    print(f"{len(names)} checks over {len(tree.paths())} files: {count} findings")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

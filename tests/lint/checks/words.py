# SPDX-License-Identifier: GPL-3.0-or-later
"""No file may carry a path of the machine it was written on: it would be wrong everywhere else and tell about its author."""

import os
import re
from typing import List

from source_tree import Finding, SourceTree

# Folders that every Debian has: naming them is fine.
_COMMON = {"/", "/bin", "/boot", "/dev", "/etc", "/home", "/lib", "/media", "/mnt", "/opt", "/proc", "/root", "/run", "/sbin", "/srv", "/sys",
           "/tmp", "/usr", "/usr/local", "/usr/src", "/var", "/var/lib", "/var/tmp", "/app", "/core", "/ui", "/tests", "/src"}
_HOME = re.compile(r"(?<![\w./$}{-])/(?:home|Users)/(?!you\b|me\b|USER\b|user\b|\$|<|\.)[A-Za-z]\w*/")


def check(tree: SourceTree, root: str = "") -> List[Finding]:
    private = _private_folders(root or tree.root or "")
    pattern = None
    if private:
        pattern = re.compile(r"(?<![\w./$}{~-])(?:" + "|".join(re.escape(p) for p in private) + r")(?![\w-])")
    findings = []
    for path in tree.paths():
        for number, line in tree.lines(path):
            match = _HOME.search(line) or (pattern.search(line) if pattern else None)
            if match:
                findings.append(Finding(path, number, f"{match.group(0)} is a path of one machine"))
    return findings


def _private_folders(root: str) -> List[str]:
    """The checkout and the folders above it, the longest first; folders that every machine has are left out."""
    found = []
    folder = os.path.abspath(root) if root else "/"
    while folder not in _COMMON:
        found.append(folder)
        folder = os.path.dirname(folder)
    return found

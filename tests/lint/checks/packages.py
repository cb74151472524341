# SPDX-License-Identifier: GPL-3.0-or-later
"""The package list of packaging/install-dependencies is the only one; what must repeat it agrees with it."""

import re
from typing import Dict, List, Set

from source_tree import Finding, SourceTree

LIST_PATH = "packaging/install-dependencies"
CONTROL_PATH = "packaging/deb/debian/control"
_USERS = ("tests/run", "packaging/demo/run", "packaging/deb/build")
_INSTALL = re.compile(r"apt(?:-get)?\s+(?:-\S+\s+)*install\b")
_SHELL = re.compile(r"#!\S*(?:/sh|bash)\b|#!\S*env (?:sh|bash)\b")


def package_groups(text: str) -> Dict[str, Set[str]]:
    """The groups of the list: each stands between `NAME_PACKAGES="` and `"`, one package a line, words behind `#` are the reason."""
    groups: Dict[str, Set[str]] = {}
    for match in re.finditer(r'^([A-Z]+)_PACKAGES="\n(.*?)^"', text, re.M | re.S):
        lines = [line.split("#")[0].strip() for line in match.group(2).split("\n")]
        groups[match.group(1).lower()] = {line for line in lines if line}
    return groups


def check(tree: SourceTree) -> List[Finding]:
    if not tree.has(LIST_PATH):
        return [Finding(LIST_PATH, 1, "the list of packages is missing")]
    groups = package_groups(tree.text(LIST_PATH))
    findings = []
    for name in ("build", "run", "test", "demo"):
        if not groups.get(name):
            findings.append(Finding(LIST_PATH, 1, f"the group {name} is empty or cannot be read"))
    for path in _USERS:
        if tree.has(path) and "install-dependencies" not in tree.text(path):
            findings.append(Finding(path, 1, f"must install through {LIST_PATH}"))
    for path in tree.paths():
        if path != LIST_PATH and _SHELL.match(tree.text(path)):
            findings += _own_installs(tree, path)
    return findings + _check_control(tree, groups.get("build", set()))


def _own_installs(tree: SourceTree, path: str) -> List[Finding]:
    found = []
    for number, line in tree.lines(path):
        if _INSTALL.search(line.split("#")[0]) and "in_root" not in line and "echo" not in line and "printf" not in line:
            found.append(Finding(path, number, f"packages are installed by {LIST_PATH} alone"))
    return found


def _check_control(tree: SourceTree, build: Set[str]) -> List[Finding]:
    if not tree.has(CONTROL_PATH):
        return []
    match = re.search(r"^Build-Depends:(.*?)^(?=\S)", tree.text(CONTROL_PATH) + "\nEnd:", re.M | re.S)
    named = {w.split("(")[0].strip() for w in (match.group(1) if match else "").split(",")}
    named = {w for w in named if w and w != "debhelper-compat"}
    missing = build - named
    extra = named - build
    found = []
    if missing:
        found.append(Finding(CONTROL_PATH, 1, f"Build-Depends lacks {' '.join(sorted(missing))}"))
    if extra:
        found.append(Finding(CONTROL_PATH, 1, f"Build-Depends has {' '.join(sorted(extra))}, which {LIST_PATH} lacks"))
    return found

# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests that a table of promises (tests/*/README.md) names, and that are not there."""

import os
import re
from typing import Dict, List, Set

from source_tree import Finding, SourceTree

_FUNCTION = re.compile(r"`([A-Z]\w*Test)::(\w+)(?:\(([^)`]+)\))?`")
_SCRIPT = re.compile(r"`([\w-]+\.py)(?:: ([^`]+))?`")
_CLASS = re.compile(r"^class (\w+)\b[^;]*$", re.MULTILINE)


def check(tree: SourceTree) -> List[Finding]:
    """`Class::name`, `Class::name(row)`, `script.py` and `script.py: words of a step` each name something that runs."""
    findings: List[Finding] = []
    tests = _sources_by_class(tree)
    scripts: Dict[str, List[str]] = {}
    for path in tree.paths("tests/*.py"):
        scripts.setdefault(os.path.basename(path), []).append(path)
    for path in tree.paths("tests/*README.md"):
        for number, line in tree.lines(path):
            findings += [Finding(path, number, f"there is no test {match.group(0)}") for match in _FUNCTION.finditer(line)
                         if not _is_function(tree, tests, *match.groups())]
            findings += [Finding(path, number, f"there is no such step or test: {match.group(0)}") for match in _SCRIPT.finditer(line)
                         if not _is_step(tree, scripts.get(match.group(1), []), match.group(2))]
    return findings


def _sources_by_class(tree: SourceTree) -> Dict[str, Set[str]]:
    found: Dict[str, Set[str]] = {}
    for path in tree.paths("tests/*.cpp", "tests/*.h"):
        for name in _CLASS.findall(tree.text(path)):
            found.setdefault(name, set()).add(path)
    return found


def _is_function(tree: SourceTree, tests: Dict[str, Set[str]], name: str, function: str, row: str) -> bool:
    texts = [tree.text(path) for path in tests.get(name, set())]
    return any(re.search(rf"\bvoid (?:{name}::)?{function}\(\)", text) and (row is None or f'"{row}"' in text) for text in texts)


def _is_step(tree: SourceTree, paths: List[str], words: str) -> bool:
    if words is None:
        return bool(paths)
    checks = tree.paths("tests/lint/checks/*.py") if any(path.endswith("/lint.py") for path in paths) else []
    quoted = re.compile(rf'"{re.escape(words)}"|def {re.escape(words)}\(')
    return any(quoted.search(tree.text(path)) for path in [*paths, *checks])

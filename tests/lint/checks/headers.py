# SPDX-License-Identifier: GPL-3.0-or-later
"""The first lines of a file and its length."""

import re
from typing import List

from source_tree import Finding, SourceTree

LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"
MOST_LINES = 600
_CODE = ("*.cpp", "*.h", "*.py", "*.lua", "*.sh", "*.cmake", "*CMakeLists.txt")


def _code_files(tree: SourceTree) -> List[str]:
    """Files by their ending, and scripts without one by their first line."""
    scripts = [p for p in tree.paths() if "." not in p.rsplit("/", 1)[-1] and tree.text(p).startswith("#!")]
    return sorted(set(tree.paths(*_CODE)) | set(scripts))


def check_licence(tree: SourceTree) -> List[Finding]:
    findings = []
    for path in _code_files(tree):
        first = [line for _, line in zip(range(3), tree.text(path).split("\n"))]
        if tree.text(path).strip() and not any(LICENCE in line for line in first):
            findings.append(Finding(path, 1, f"the first lines must carry: {LICENCE}"))
    return findings


def check_pragma(tree: SourceTree) -> List[Finding]:
    findings = []
    for path in tree.paths("core/*.h", "ui/*.h", "app/*.h", "tests/*.h"):
        count = len(re.findall(r"^#pragma once$", tree.text(path), re.M))
        if count != 1:
            findings.append(Finding(path, 1, f"a header has one #pragma once (found {count})"))
    return findings


def check_length(tree: SourceTree) -> List[Finding]:
    findings = []
    for path in _code_files(tree):
        count = tree.text(path).count("\n")
        if count > MOST_LINES:
            findings.append(Finding(path, count, f"{count} lines; at {MOST_LINES} a type or a file is missing"))
    return findings

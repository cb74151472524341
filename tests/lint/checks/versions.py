# SPDX-License-Identifier: GPL-3.0-or-later
"""The version is said once in CMakeLists.txt; what repeats it must agree."""

import re
from typing import List

from source_tree import Finding, SourceTree


def check(tree: SourceTree) -> List[Finding]:
    match = re.search(r"project\(\s*wardline\s+VERSION\s+([\d.]+)", tree.text("CMakeLists.txt"))
    if match is None:
        return [Finding("CMakeLists.txt", 1, "project(wardline VERSION x.y.z) not found")]
    version = match.group(1)
    if not tree.has("CHANGELOG.md"):
        return [Finding("CHANGELOG.md", 1, "there is no change log")]
    headings = [(n, line) for n, line in tree.lines("CHANGELOG.md") if line.startswith("## ")]
    if not headings:
        return [Finding("CHANGELOG.md", 1, "no heading '## x.y.z'")]
    number, first = headings[0]
    found = re.match(r"## ([\d.]+)(?: \((unreleased|\d{4}-\d\d-\d\d)\))?$", first)
    if found is None or found.group(1) != version:
        return [Finding("CHANGELOG.md", number, f"the newest entry is '{first}', the version is {version}")]
    return []

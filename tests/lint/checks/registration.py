# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that exist but that no build or test run would ever see."""

import os
import re
from typing import List, Optional

from source_tree import Finding, SourceTree


def _strip_comments(text: str) -> str:
    return "\n".join(line.split("#")[0] for line in text.split("\n"))


def _nearest_lists(tree: SourceTree, path: str) -> Optional[str]:
    """The CMakeLists.txt that is responsible for a file: in its folder, or in the nearest one above."""
    folder = os.path.dirname(path)
    while folder:
        candidate = f"{folder}/CMakeLists.txt"
        if tree.has(candidate):
            return candidate
        folder = os.path.dirname(folder)
    return None


def _is_listed(tree: SourceTree, lists: str, path: str) -> bool:
    relative = os.path.relpath(path, os.path.dirname(lists))
    return re.search(rf"(?<![\w./-]){re.escape(relative)}(?![\w./-])", _strip_comments(tree.text(lists))) is not None


def _is_headers_only(tree: SourceTree, folder: str) -> bool:
    """A folder of headers alone, without a list, makes no library: whoever includes them compiles them."""
    return not tree.has(f"{folder}/CMakeLists.txt") and not tree.paths(f"{folder}/*.cpp")


def check_sources(tree: SourceTree) -> List[Finding]:
    """Each .cpp and .h of the product stands in the list of its folder; fakes may stand beside, the tests that include them compile them."""
    findings = []
    for path in tree.code_paths():
        is_fake = os.path.basename(path).startswith("fake_") and path.endswith(".h")
        if is_fake or _is_headers_only(tree, os.path.dirname(path)):
            continue
        lists = _nearest_lists(tree, path)
        if lists is None:
            findings.append(Finding(path, 1, "no CMakeLists.txt is responsible for this file"))
        elif not _is_listed(tree, lists, path):
            findings.append(Finding(path, 1, f"not listed in {lists}"))
    return findings


def check_tests(tree: SourceTree) -> List[Finding]:
    """Each test program stands in the list of its folder, and each folder of tests is reached from tests/CMakeLists.txt
    or from the top."""
    findings = []
    reached = _reached_folders(tree)
    for path in tree.paths("tests/*.cpp", "tests/*_test.py", "tests/*_story.py", "tests/*_test.sh"):
        lists = _nearest_lists(tree, path)
        if lists is None or not _is_listed(tree, lists, path):
            findings.append(Finding(path, 1, f"this test is never run: list it in {lists or 'a CMakeLists.txt'}"))
        elif os.path.dirname(lists) not in reached:
            findings.append(Finding(lists, 1, "no add_subdirectory leads here, so these tests are never run"))
    return findings


def _reached_folders(tree: SourceTree) -> set:
    reached = set()
    waiting = ["tests"]  # and what the top list names under it
    if tree.has("CMakeLists.txt"):
        waiting += re.findall(r"add_subdirectory\(\s*(tests/[\w./-]+)\s*\)", _strip_comments(tree.text("CMakeLists.txt")))
    while waiting:
        folder = waiting.pop()
        lists = f"{folder}/CMakeLists.txt"
        if folder in reached or not tree.has(lists):
            continue
        reached.add(folder)
        text = _strip_comments(tree.text(lists))
        names = re.findall(r"add_subdirectory\(\s*([\w./-]+)\s*\)", text)
        for loop in re.findall(r"foreach\(\s*folder\s+([^)]*)\)", text):
            names += loop.split()
        waiting += [f"{folder}/{name}" for name in names]
    return reached

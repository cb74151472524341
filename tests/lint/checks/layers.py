# SPDX-License-Identifier: GPL-3.0-or-later
"""Includes and link lines against layers.txt."""

import glob
import os
import re
from typing import Dict, List, NamedTuple, Optional, Tuple

from source_tree import Finding, SourceTree

TABLE_PATH = "tests/lint/layers.txt"
_INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')
# A Qt module is built on these; including the right side is including the left side's business.
_QT_BASIS = {
    "Core": [],
    "Network": ["Core"],
    "WebSockets": ["Network", "Core"],
    "Gui": ["Core"],
    "Widgets": ["Gui", "Core"],
    "PrintSupport": ["Widgets", "Gui", "Core"],
    "Svg": ["Gui", "Core"],
    "DBus": ["Core"],
    "Test": ["Core"],
}


class Row(NamedTuple):
    """One line of [folders]."""

    who: str
    may: List[str]
    qt: List[str]


class Table(NamedTuple):
    """layers.txt, parsed."""

    rows: List[Row]
    third_party: Dict[str, List[str]]
    doors: Dict[str, List[str]]

    def row_for(self, path: str) -> Optional[Row]:
        """The strictest row a file falls under: the pattern rows first, then the longest folder."""
        patterns = [r for r in self.rows if "*" in r.who and path_matches(path, r.who)]
        if patterns:
            return patterns[0]
        folders = [r for r in self.rows if "*" not in r.who and path.startswith(r.who + "/")]
        return max(folders, key=lambda r: len(r.who), default=None)


def path_matches(path: str, pattern: str) -> bool:
    """`*` stays within one folder, `**` crosses folders."""
    parts = [re.escape(p).replace(r"\*", "[^/]*") for p in pattern.split("**")]
    return re.fullmatch(".*".join(parts), path) is not None


def parse_table(text: str) -> Table:
    """Raises ValueError on a line it does not understand: a typing error must not switch a rule off."""
    rows: List[Row] = []
    third: Dict[str, List[str]] = {}
    doors: Dict[str, List[str]] = {}
    section = ""
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.split("#")[0].strip()
        if not line:
            continue
        if line.startswith("["):
            section = line
            continue
        who, colon, rest = line.partition(":")
        if not colon or section not in ("[folders]", "[doors]", "[third party]"):
            raise ValueError(f"{TABLE_PATH}:{number}: cannot read this line")
        if section == "[folders]":
            may, _, qt = rest.partition("| qt:")
            rows.append(Row(who.strip(), may.split(), _with_basis(qt.split())))
        elif section == "[doors]":
            doors[who.strip()] = rest.split()
        else:
            third[who.strip()] = rest.split()
    return Table(rows, third, doors)


def _with_basis(modules: List[str]) -> List[str]:
    wanted = list(modules)
    for module in modules:
        wanted += _QT_BASIS[module]
    return sorted(set(wanted))


def table_of(tree: SourceTree) -> Table:
    """The tree's own table; ours for a tree that has none (a checkout from before the table)."""
    if tree.has(TABLE_PATH):
        return parse_table(tree.text(TABLE_PATH))
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "layers.txt"), encoding="utf-8") as handle:
        return parse_table(handle.read())


def includes_of(tree: SourceTree, path: str) -> List[Tuple[int, Optional[str], Optional[str]]]:
    """(line, quoted, angled) of each include."""
    found = []
    for number, line in tree.lines(path):
        match = _INCLUDE.match(line)
        if match:
            found.append((number, match.group(1), match.group(2)))
    return found


def check_includes(tree: SourceTree) -> List[Finding]:
    table = table_of(tree)
    qt = _qt_headers()
    findings: List[Finding] = []
    for path in tree.cpp_paths():
        row = table.row_for(path)
        if row is None:
            findings.append(Finding(path, 1, f"this folder has no row in {TABLE_PATH}"))
            continue
        for line, quoted, angled in includes_of(tree, path):
            if quoted is not None:
                findings += _check_own(tree, row, path, line, quoted)
                findings += _check_door(table, path, line, quoted)
            elif angled is not None:
                findings += _check_qt(row, path, line, angled, qt)
    return findings


def _check_own(tree: SourceTree, row: Row, path: str, line: int, included: str) -> List[Finding]:
    generated = included.endswith(".moc") or (included.startswith("ui_") and "/" not in included)
    if generated:
        return []
    if not tree.has(included) and not tree.has(included + ".in"):
        return [Finding(path, line, f'"{included}" is not a path from the root of the project')]
    if row.who.startswith("tests"):
        return []
    is_fake = os.path.basename(included).startswith("fake_")
    if is_fake and not os.path.basename(path).startswith("fake_"):
        return [Finding(path, line, f"{included} is a fake: only tests and other fakes may include it")]
    if _allows(row, path, included):
        return []
    return [Finding(path, line, f"{row.who} may not include {included} (see {TABLE_PATH})")]


def _check_door(table: Table, path: str, line: int, included: str) -> List[Finding]:
    doors = table.doors.get(included)
    if doors is None or any(path_matches(path, door) for door in doors):
        return []
    if path.startswith("tests/") and not any(door.startswith("tests/") for door in doors):
        return []
    return [Finding(path, line, f"{included} may be included only in {' '.join(doors)}")]


def _allows(row: Row, path: str, included: str) -> bool:
    own = row.who.split("/*")[0]
    if included.startswith(own + "/"):
        return True
    for entry in row.may:
        if "*" in entry and path_matches(included, entry):
            return True
        if "*" not in entry and included.startswith(entry + "/"):
            return True
    return False


def _qt_headers() -> Dict[str, List[str]]:
    """Qt header name -> modules that have it, from the installed headers. Empty where Qt is not installed."""
    found: Dict[str, List[str]] = {}
    for module in _QT_BASIS:
        for folder in glob.glob(f"/usr/include/*/qt6/Qt{module}"):
            for name in os.listdir(folder):
                found.setdefault(name, []).append(module)
    return found


def _check_qt(row: Row, path: str, line: int, name: str, qt: Dict[str, List[str]]) -> List[Finding]:
    if "/" in name and name.startswith("Qt"):
        return [Finding(path, line, f"<{name}>: include Qt classes without the module's folder")]
    modules = qt.get(name, [])
    if not modules or any(m in row.qt for m in modules):
        return []
    return [Finding(path, line, f"{row.who} may not use Qt {modules[0]} (<{name}>)")]


def check_third_party(tree: SourceTree) -> List[Finding]:
    table = table_of(tree)
    findings: List[Finding] = []
    for path in tree.code_paths():
        for line, _, name in includes_of(tree, path):
            if name is None or not _is_third_party(name):
                continue
            doors = next((d for prefix, d in table.third_party.items() if _matches(name, prefix)), None)
            if doors is None:
                findings.append(Finding(path, line, f"<{name}> is in no line of [third party] in {TABLE_PATH}"))
            elif not any(path_matches(path, door) for door in doors):
                findings.append(Finding(path, line, f"<{name}> may be included only in {' '.join(doors)}"))
    return findings


def _is_third_party(name: str) -> bool:
    is_qt = re.match(r"(Q[A-Z]|Qt|q[a-z0-9]+\.h$)", name) is not None and not name.startswith("qt6keychain") and name != "qrencode.h"
    is_standard = "." not in name and "/" not in name
    return not is_qt and not is_standard


def _matches(name: str, prefix: str) -> bool:
    return name.startswith(prefix) if prefix.endswith("/") else name.lower() == prefix


def check_link_lines(tree: SourceTree) -> List[Finding]:
    """DEPENDS of each core library and of ui names libraries of its row, no more."""
    table = table_of(tree)
    findings: List[Finding] = []
    for path in tree.paths("core/*/CMakeLists.txt", "ui/CMakeLists.txt"):
        row = table.row_for(path)
        if row is None:
            findings.append(Finding(path, 1, f"this folder has no row in {TABLE_PATH}"))
            continue
        allowed = {m.split("/*")[0] for m in row.may}
        for line, library in _linked_libraries(tree, path):
            folder = library.replace("_", "/", 1)
            if folder != row.who and folder not in allowed and "core" not in allowed:
                findings.append(Finding(path, line, f"{row.who} may not link {library} (see {TABLE_PATH})"))
    return findings


def _linked_libraries(tree: SourceTree, path: str) -> List[Tuple[int, str]]:
    found = []
    in_sources = False
    for number, raw in tree.lines(path):
        line = raw.split("#")[0]
        if "wardline_library(" in line or "DEPENDS" in line:
            in_sources = False
            line = line.split("wardline_library(")[-1]
            line = line[len(line.split()[0]):] if "DEPENDS" not in raw and line.split() else line
        if "SOURCES" in line:
            in_sources = True
        if not in_sources:
            found += [(number, word) for word in re.findall(r"\b(core_[a-z]+|ui)\b(?!/)", line)]
    return found

# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks for text that was planted, in every file of some folders, in each way that a program might have written it."""

import os
import stat
import tempfile
from typing import Dict, Iterable, List

_BLOCK = 1 << 20


def spellings(text: str) -> Dict[str, bytes]:
    """The bytes to look for: UTF-8, and UTF-16 as a QString lies in memory and as it may be streamed."""
    return {"UTF-8": text.encode("utf-8"), "UTF-16LE": text.encode("utf-16-le"), "UTF-16BE": text.encode("utf-16-be"),
            "hex": text.encode("utf-8").hex().encode("ascii")}


def find_planted(texts: Iterable[str], folders: Iterable[str], only_newer_than: float = 0, skip: Iterable[str] = ()) -> List[str]:
    """Lines "path: 'text' as UTF-16LE"; empty when nothing was found. Reads regular files alone, follows no links. Raises ValueError for a text
    so short that finding it would prove nothing."""
    needles = [(text, name, data) for text in texts for name, data in spellings(text).items()]
    for text, _, _ in needles:
        if len(text) < 8:
            raise ValueError("a planted text needs eight letters at least")
    longest = max((len(data) for _, _, data in needles), default=0)
    skipped = {os.path.abspath(p) for p in skip}
    found = []
    for folder in folders:
        for path in _files(str(folder), skipped):
            try:
                if os.lstat(path).st_mtime >= only_newer_than:
                    found += [f"{path}: '{text}' as {name}" for text, name, data in _in_file(path, needles, longest)]
            except (FileNotFoundError, PermissionError):
                continue  # gone since, or another user's
    return found


def private_folders() -> List[str]:
    """Folders of tests and demonstrations below the places for temporary files, of this run and of others at the same time: their own parts are
    looked through by name, what lies beside them must be clean."""
    found: List[str] = []
    for place in (tempfile.gettempdir(), "/var/tmp"):
        found += [entry.path for entry in os.scandir(place) if entry.name.startswith("wardline-") and entry.is_dir(follow_symlinks=False)]
    return found


def _files(folder: str, skipped: set) -> Iterable[str]:
    for parent, subfolders, names in os.walk(folder):
        subfolders[:] = [s for s in subfolders if os.path.abspath(os.path.join(parent, s)) not in skipped]
        for name in names:
            path = os.path.join(parent, name)
            try:
                if stat.S_ISREG(os.lstat(path).st_mode) and os.path.abspath(path) not in skipped:
                    yield path
            except FileNotFoundError:
                continue


def _in_file(path: str, needles: list, longest: int) -> list:
    found = set()
    rest = b""
    with open(path, "rb") as handle:
        while block := handle.read(_BLOCK):
            data = rest + block
            found |= {n for n in needles if n[2] in data}
            rest = data[-longest:]
    return sorted(found)

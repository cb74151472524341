# SPDX-License-Identifier: GPL-3.0-or-later
"""What the checks read: the project's own files, as text, by their path from the root."""

import fnmatch
import os
import subprocess
from typing import Dict, Iterator, List, NamedTuple, Optional

CODE_FOLDERS = ("core", "ui", "app")
_SKIPPED_FOLDERS = {".git", "build", "__pycache__", ".cache"}


class Finding(NamedTuple):
    """One thing that is wrong: where, and in words that say what to do."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class SourceTree:
    """Files by path from the root. Built from a folder, or from a dict in the self-test."""

    def __init__(self, texts: Dict[str, str], root: Optional[str] = None) -> None:
        self._texts = texts
        self.root = root

    @classmethod
    def read(cls, root: str) -> "SourceTree":
        """Reads every file that is tracked or would be (ignored ones stay out); files that are no UTF-8 text count as empty."""
        texts: Dict[str, str] = {}
        for path in _list_files(root):
            full = os.path.join(root, path)
            if not os.path.isfile(full) or os.path.islink(full):
                continue
            with open(full, "rb") as handle:
                data = handle.read()
            try:
                texts[path] = "" if b"\0" in data else data.decode("utf-8")
            except UnicodeDecodeError:
                texts[path] = ""
        return cls(texts, root)

    def paths(self, *patterns: str) -> List[str]:
        """Paths that match any of the shell patterns (`*` crosses folders), sorted; all of them without a pattern."""
        found = [p for p in self._texts if not patterns or any(fnmatch.fnmatchcase(p, q) for q in patterns)]
        return sorted(found)

    def has(self, path: str) -> bool:
        return path in self._texts

    def text(self, path: str) -> str:
        return self._texts[path]

    def lines(self, path: str) -> Iterator[tuple]:
        """(number, text) of each line, from 1."""
        return enumerate(self._texts[path].split("\n"), start=1)

    def code_paths(self) -> List[str]:
        """The product's C++ files."""
        return [p for p in self.paths("*.cpp", "*.h") if p.split("/")[0] in CODE_FOLDERS]

    def cpp_paths(self) -> List[str]:
        """The product's and the tests' C++ files."""
        return self.code_paths() + self.paths("tests/*.cpp", "tests/*.h")


def _list_files(root: str) -> List[str]:
    command = ["git", "-c", "safe.directory=*", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
        return [p for p in listed.decode("utf-8").split("\0") if p]
    except (OSError, subprocess.CalledProcessError):
        return _walk(root)


def _walk(root: str) -> List[str]:
    """For a source archive without its history."""
    found = []
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = [s for s in subfolders if s not in _SKIPPED_FOLDERS and not s.startswith("build-")]
        found += [os.path.relpath(os.path.join(folder, name), root) for name in names]
    return found


def without_comments_and_strings(text: str) -> str:
    """C++ text in which comments and the insides of literals are blanks, line by line as before."""
    out = []
    i, n = 0, len(text)
    while i < n:
        two = text[i:i + 2]
        if two == "//":
            end = text.find("\n", i)
            end = n if end < 0 else end
            out.append(" " * (end - i))
        elif two == "/*":
            end = text.find("*/", i + 2)
            end = n if end < 0 else end + 2
            out.append(_blank(text[i:end]))
        elif text[i] == '"' and text[max(0, i - 1):i] == "R" and (bracket := text.find("(", i)) > 0:
            close = ")" + text[i + 1:bracket] + '"'
            end = text.find(close, bracket)
            end = n if end < 0 else end + len(close)
            out.append('"' + _blank(text[i + 1:end - 1]) + '"')
        elif text[i] == '"' or (text[i] == "'" and not text[max(0, i - 1):i].isalnum()):
            end = _literal_end(text, i)
            out.append(text[i] + " " * max(0, end - i - 2) + text[i])
        else:
            out.append(text[i])
            i += 1
            continue
        i = end
    return "".join(out)


def _literal_end(text: str, start: int) -> int:
    quote = text[start]
    i = start + 1
    while i < len(text) and text[i] != quote and text[i] != "\n":
        i += 2 if text[i] == "\\" else 1
    return min(i + 1, len(text))


def _blank(text: str) -> str:
    return "".join("\n" if c == "\n" else " " for c in text)

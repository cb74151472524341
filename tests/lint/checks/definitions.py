# SPDX-License-Identifier: GPL-3.0-or-later
"""One definition of a type. Two of one name in one namespace link without a word, and the program takes the wrong one."""

import re
from typing import Dict, List, Tuple

from source_tree import Finding, SourceTree, without_comments_and_strings

# What a namespace holds is not indented, so that a type of its own stands at the beginning of a line.
_NAMESPACE = re.compile(r"^(?:inline\s+)?namespace\b\s*([\w:]*)\s*(?:\{|$)")
_TYPE = re.compile(r"^(?:template\s*<.*>\s*)?(?:struct|class|union|enum(?:\s+(?:class|struct))?)\s+(?:\[\[\w+\]\]\s*)?([\w:]+)(?![\w:])(?!\s*<)(?!.*;\s*$)")


def check(tree: SourceTree) -> List[Finding]:
    findings: List[Finding] = []
    first: Dict[Tuple[str, str], str] = {}
    for path in tree.code_paths():
        for number, where, name in _types(tree.text(path)):
            known = first.setdefault((where, name), path)
            if known != path:
                findings.append(Finding(path, number, f"{where}::{name} is defined in {known} too: another name, or a namespace without one"))
    return findings


def _types(text: str) -> List[Tuple[int, str, str]]:
    """(line, namespace, name) of the types that other files could see."""
    found: List[Tuple[int, str, str]] = []
    open_namespaces: List[str] = []
    for number, line in enumerate(without_comments_and_strings(text).split("\n"), start=1):
        namespace = _NAMESPACE.match(line)
        if namespace and not line.rstrip().endswith(";"):
            if "}" not in line:
                open_namespaces.append(namespace.group(1))
            continue
        if line.startswith("}") and open_namespaces and not line.rstrip().endswith(";"):
            open_namespaces.pop()
            continue
        kind = _TYPE.match(line)
        if kind and all(open_namespaces):
            found.append((number, "::".join(open_namespaces), kind.group(1)))
    return found

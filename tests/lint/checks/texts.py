# SPDX-License-Identifier: GPL-3.0-or-later
"""Words on the screen go through tr(); core has none."""

import re
from typing import List

from source_tree import Finding, SourceTree

_SETTERS = ("setText|setToolTip|setWindowTitle|setPlaceholderText|setTitle|setStatusTip|setWhatsThis|setAccessibleName|"
            "setAccessibleDescription|setLabelText|setInformativeText|addAction|addItem|addTab|addMenu|setHeaderLabels|setPrefix|setSuffix")
_RAW = re.compile(rf'\b(?:{_SETTERS})\s*\(\s*(?:QStringLiteral\(|QLatin1String\(|QString\()?\s*(?:u|u8|L)?"([^"\\]*(?:\\.[^"\\]*)*)"')
_RAW_LABEL = re.compile(r'\bnew\s+(?:QLabel|QPushButton|QToolButton|QCheckBox|QRadioButton|QGroupBox|QAction)\s*\(\s*(?:u|u8)?"([^"]+)"')
_TR_IN_CORE = re.compile(r"(?<![\w.>])(?:tr|QObject::tr|QCoreApplication::translate|QT_TR_NOOP|qtTrId)\s*\(")


def _has_letters(text: str) -> bool:
    """Whether somebody would have to translate it; the product's name is the same everywhere."""
    return text != "Wardline" and re.search(r"[^\W\d_]{2}", re.sub(r"%L?\d|%n|\\[a-z]", "", text)) is not None


def check_translated(tree: SourceTree) -> List[Finding]:
    findings = []
    for path in tree.code_paths():
        for number, line in tree.lines(path):
            code = line.split("//")[0] if '"' not in line.split("//")[0][-1:] else line
            if path.startswith("core/") and _TR_IN_CORE.search(code):
                findings.append(Finding(path, number, "core makes no text for people: return an error code, ui has the words"))
            match = None if path.startswith("core/") else (_RAW.search(code) or _RAW_LABEL.search(code))
            if match and _has_letters(match.group(1)):
                findings.append(Finding(path, number, f'"{match.group(1)}" is on the screen without tr()'))
    return findings

# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls that must not be in the product: they block, leak, bypass a port or are unsafe."""

import re
from typing import List, NamedTuple, Tuple

from source_tree import Finding, SourceTree, without_comments_and_strings


class Rule(NamedTuple):
    """A pattern over code without comments and literals, where it holds, and why."""

    pattern: str
    folders: Tuple[str, ...]
    reason: str
    except_files: Tuple[str, ...] = ()


_ALL = ("core/", "ui/", "app/")
_CORE_UI = ("core/", "ui/")

RULES = [
    Rule(r"\bQEventLoop\b", _ALL, "no nested event loops: continue in a signal or a continuation"),
    Rule(r"\bprocessEvents\s*\(", _ALL, "no processEvents: it re-enters whatever is running"),
    Rule(r"(?:->|\.)\s*exec\s*\(\s*\)", ("ui/",), "no exec() of dialogs or menus: it is a nested event loop; use open() or popup()"),
    Rule(r"\bwaitFor(?:Finished|ReadyRead|Connected|Disconnected|Encrypted|BytesWritten|Started|Done)\s*\(", _ALL,
         "no waitFor...: it blocks the thread", ("core/store/store_threads.cpp",)),  # the owner of threads joins them at its own end
    Rule(r"\b(?:QThread::(?:m|u)?sleep|sleep_for|sleep_until|usleep|nanosleep)\b|(?<![:\w.>])sleep\s*\(", _ALL,
         "no sleeping: a Timer tells when"),
    Rule(r"\bsystem_clock::now\b|\bsteady_clock::now\b|\bQDateTime::current\w+|\bQTime::currentTime|\bQDate::currentDate|"
         r"\bQElapsedTimer\b", _CORE_UI, "time comes from the Clock port", ("core/base/system_clock.cpp",)),
    Rule(r"\bQTimer\b", ("core/",), "timers come from the TimerFactory port", ("core/base/qt_timer_factory.cpp", "core/base/qt_timer_factory.h")),
    Rule(r"(?<![\w:.>])(?:::|std::)?(?:system\s*\(\s*[^)\s]|(?:popen|execl|execv|execvp|execlp|fork|vfork)\s*\()", _ALL, "no child processes"),
    Rule(r"\bQProcess\b", _ALL, "no child processes"),
    Rule(r"(?<![\w.>])(?:std::)?(?:s?rand|random|qrand|drand48)\s*\(|\bstd::(?:mt19937|random_device|default_random_engine|minstd_rand)|"
         r"\bQRandomGenerator\b", _ALL, "random comes from the Random port"),
    Rule(r"\bQUuid::createUuid\b", _ALL, "ids come from the IdSource port", ("core/base/id_source.cpp",)),
    Rule(r"\b(?:strcpy|strcat|sprintf|vsprintf|gets|alloca|strtok|tmpnam|mktemp|tempnam)\s*\(", _ALL, "an unsafe C function"),
    Rule(r"\b(?:SIGNAL|SLOT)\s*\(", _ALL, "connect by pointer to member, with a context",
         ("app/platform/linux/connectivity.cpp", "app/platform/linux/desktop_appearance.cpp",
          "app/platform/linux/freedesktop_notifications.cpp")),  # QtDBus has no other way to hear a signal
    Rule(r"\bQ_FOREACH\b|\bforeach\s*\(", _ALL, "use a range for"),
    Rule(r"\bQSettings\b", _ALL, "settings are policy or the profile, not a file in clear"),
    Rule(r"\bsetPeerVerifyMode\b", _ALL, "the certificate is checked in one place", ("core/stream/websocket_transport.cpp",)),
    Rule(r"\bignoreSslErrors\b|\bVerifyNone\b|\bQueryPeer\b", _ALL, "the relay's certificate is always checked"),
    Rule(r"\b(?:QTemporaryFile|QTemporaryDir)\b", _ALL, "nothing of ours goes to a folder for temporary files"),
    Rule(r"\b(?:getenv|secure_getenv|qgetenv|qEnvironmentVariable\w*|environ)\b", _CORE_UI, "the environment is read in app, and never for a secret"),
    Rule(r"\b(?:setenv|putenv|qputenv)\s*\(", _CORE_UI, "the environment is not a place to keep things"),
    Rule(r"\bsetInsecureFallback\s*\(\s*true\b", _ALL, "no key without a keychain"),
    Rule(r"\bQSql\w*\b", _ALL, "QtSql brings a second SQLite into the process: use core/store"),
    Rule(r"\b(?:QDomDocument|QXmlSimpleReader)\b", _ALL, "XML is read by core/xml alone"),
    Rule(r"\b(?:printf|puts|std::cout|std::cerr)\b|(?<![\w.>])(?:qDebug|qInfo|qWarning|qCritical)\s*\(", _CORE_UI,
         "log by category (qCDebug...), and no bodies, names or addresses"),
    Rule(r"\b(?:const_cast|reinterpret_cast)\s*<[^>]*>\s*\(\s*this", _ALL, "no casting of this"),
    Rule(r"\btry\s*\{|\bcatch\s*\(|\bthrow\b(?!\s*\()", ("core/", "ui/"), "no exceptions across functions: return Result",
         # out of memory, as operator new says it; a library that throws, caught at its door
         ("core/base/secret_bytes.cpp", "core/policy/policy_schema.cpp")),
    Rule(r"\btypeid\b|\bdynamic_cast\b", ("core/",), "core knows its types"),
    Rule(r"\busing\s+namespace\s+(?!Qt::StringLiterals|std::chrono_literals|std::chrono::literals|std::literals)", ("HEADERS",),
         "no using namespace in a header"),
    Rule(r"\bsetHtml\s*\(|\binsertHtml\s*\(|\bQt::(?:RichText|AutoText|MarkdownText)\b|\bsetMarkdown\s*\(", ("ui/",),
         "what others wrote is plain text: rich text loads resources and lies"),
    Rule(r"\bQDesktopServices::openUrl\b", _CORE_UI, "links are opened in one place, app"),
    Rule(r"\bsetStyleSheet\s*\(", ("ui/",), "the look is our proxy style and palette"),
    Rule(r"\bsetFixed(?:Size|Width|Height)\s*\(\s*\d", ("ui/",), "no fixed pixel sizes: take them from kit metrics"),
    Rule(r"\bset(?:Spacing|ContentsMargins)\s*\([^)]*(?<![\w.])(?:[3-9]|\d\d+)\b", ("ui/", "app/window/"), "spacing comes from kit metrics"),
    Rule(r"\bQColor\s*[({]\s*(?:0x|\d|Qt::(?!transparent))|\bQt::(?:dark|light)?(?:[rR]ed|[gG]reen|[bB]lue|[cC]yan|[mM]agenta|[yY]ellow|[gG]ray|black|white)\b",
         ("ui/", "app/window/"), "colours stand in the palette",
         # paper, the squares that cameras read, the panel of a desktop of which we know nothing
         ("ui/kit/palette.cpp", "ui/kit/qr_code.cpp", "ui/notifications/tray_icon.cpp", "ui/shell/open_items_sheet.cpp", "ui/signin/recovery_sheet.cpp")),
    Rule(r"\bQ(?:Message|Error)(?:Box|Message)\b|\bQ(?:Input|Progress|Color|Font|Print)Dialog\b", ("ui/", "app/"), "a quiet banner or a popover, no dialog"),
]


def check(tree: SourceTree) -> List[Finding]:
    findings: List[Finding] = []
    compiled = [(re.compile(rule.pattern), rule) for rule in RULES]
    for path in tree.code_paths():
        lines = without_comments_and_strings(tree.text(path)).split("\n")
        for pattern, rule in compiled:
            if not _holds(rule, path):
                continue
            for number, line in enumerate(lines, start=1):
                match = None if line.lstrip().startswith("#include") else pattern.search(line)
                if match:
                    findings.append(Finding(path, number, f"{match.group(0).strip()}: {rule.reason}"))
    return findings


def _holds(rule: Rule, path: str) -> bool:
    if path in rule.except_files:
        return False
    if "HEADERS" in rule.folders:
        return path.endswith(".h")
    return path.startswith(rule.folders)

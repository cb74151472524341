#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each check must find its bad sample and leave the good one alone: a check that cannot fail checks nothing."""

import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from checks import ALL, calls, definitions, headers, layers, packages, promises, registration, texts, versions, words  # noqa: E402
from source_tree import SourceTree, without_comments_and_strings  # noqa: E402

TABLE = """
[folders]
core/base         :                      | qt: Core
core/xml          : core/base            | qt: Core
core/auth         : core/base            | qt: Core
core/store        : core/base core/auth/*.h | qt: Core
core/service      : core/**              | qt: Network
core/service/*.h  : core/base            | qt: Core
ui                : core/base core/service/*.h | qt: Widgets
tests             : core/** ui            | qt: Test Widgets

[doors]
core/xml/engine.h : core/xml/**

[third party]
openssl/          : core/xml/openssl.cpp
unistd.h          : core/base/*
"""

SPDX = "// SPDX-License-Identifier: GPL-3.0-or-later\n"


def tree(**files: str) -> SourceTree:
    """A tree of the given files (`__` is the folder separator) with a table and the headers that samples include."""
    texts_by_path = {"tests/lint/layers.txt": TABLE}
    for header in ("core/base/a.h", "core/base/fake_a.h", "core/xml/x.h", "core/xml/engine.h", "core/auth/port.h", "core/service/s.h", "ui/u.h"):
        texts_by_path[header] = "#pragma once\n"
    texts_by_path.update(files)
    return SourceTree(texts_by_path)


def at(path: str, text: str) -> SourceTree:
    return tree(**{path: text})


class LayersTest(unittest.TestCase):
    def refused(self, path: str, line: str) -> None:
        self.assertEqual(len(layers.check_includes(at(path, line))), 1, line)

    def allowed(self, path: str, line: str) -> None:
        self.assertEqual(layers.check_includes(at(path, line)), [], line)

    def test_folder_may_include_what_its_row_lists(self) -> None:
        self.allowed("core/xml/y.cpp", '#include "core/base/a.h"\n#include "core/xml/x.h"\n#include <QString>\n')
        self.allowed("core/store/y.cpp", '#include "core/auth/port.h"\n')
        self.allowed("core/service/y.cpp", '#include "core/xml/x.h"\n')
        self.allowed("tests/core/xml/y_test.cpp", '#include "core/base/fake_a.h"\n#include <QTest>\n')

    def test_refuses_a_folder_above(self) -> None:
        self.refused("core/base/y.cpp", '#include "core/xml/x.h"\n')
        self.refused("core/xml/y.h", '#include "ui/u.h"\n')

    def test_header_rule_is_stricter_than_its_folder(self) -> None:
        self.refused("core/service/y.h", '#include "core/xml/x.h"\n')

    def test_a_header_with_doors_is_for_those_alone(self) -> None:
        self.allowed("core/xml/z.cpp", '#include "core/xml/engine.h"\n')
        self.allowed("tests/core/xml/y_test.cpp", '#include "core/xml/engine.h"\n')
        self.refused("core/service/y.cpp", '#include "core/xml/engine.h"\n')

    def test_headers_below_are_private(self) -> None:
        files = {"core/service/live/l.h": '#include "core/xml/x.h"\n', "ui/y.cpp": '#include "core/service/live/l.h"\n'}
        self.assertEqual([f.path for f in layers.check_includes(tree(**files))], ["ui/y.cpp"])

    def test_refuses_relative_and_missing_paths(self) -> None:
        self.refused("core/base/y.cpp", '#include "a.h"\n')
        self.refused("core/base/y.cpp", '#include "core/base/none.h"\n')

    def test_refuses_fakes_in_the_product(self) -> None:
        self.refused("core/xml/y.cpp", '#include "core/base/fake_a.h"\n')

    def test_refuses_a_folder_without_a_row(self) -> None:
        self.refused("core/other/y.cpp", "\n")

    def test_refuses_a_qt_module_beyond_the_row(self) -> None:
        self.refused("core/xml/y.cpp", "#include <QWidget>\n")
        self.refused("core/xml/y.cpp", "#include <QtCore/QString>\n")
        self.allowed("ui/y.cpp", "#include <QWidget>\n#include <QPainter>\n#include <QString>\n")

    def test_table_with_an_unreadable_line_is_an_error(self) -> None:
        with self.assertRaises(ValueError):
            layers.parse_table("[folders]\ncore/base core/xml\n")

    def test_link_lines(self) -> None:
        good = "wardline_library(core_xml DEPENDS core_base\n  SOURCES core_auth.h)\n"
        self.assertEqual(layers.check_link_lines(at("core/xml/CMakeLists.txt", good)), [])
        bad = "wardline_library(core_xml\n  DEPENDS core_base core_auth\n  SOURCES x.h)\n"
        self.assertEqual(len(layers.check_link_lines(at("core/xml/CMakeLists.txt", bad))), 1)
        self.assertEqual(len(layers.check_link_lines(at("core/xml/CMakeLists.txt", "target_link_libraries(core_xml PRIVATE ui)\n"))), 1)

    def test_third_party_headers_have_one_door(self) -> None:
        self.assertEqual(layers.check_third_party(at("core/xml/openssl.cpp", "#include <openssl/evp.h>\n#include <vector>\n#include <QUrl>\n")), [])
        self.assertEqual(len(layers.check_third_party(at("core/xml/z.cpp", "#include <openssl/evp.h>\n"))), 1)
        self.assertEqual(len(layers.check_third_party(at("core/xml/z.cpp", "#include <curl/curl.h>\n"))), 1)
        self.assertEqual(len(layers.check_third_party(at("core/xml/z.cpp", "#include <unistd.h>\n"))), 1)


class CallsTest(unittest.TestCase):
    SAMPLES = [
        ("core/x/a.cpp", "QEventLoop loop;"), ("core/x/a.cpp", "QCoreApplication::processEvents();"), ("ui/a.cpp", "dialog.exec();"),
        ("core/x/a.cpp", "socket->waitForConnected(5);"), ("core/x/a.cpp", "QThread::msleep(5);"), ("core/x/a.cpp", "sleep(1);"),
        ("core/x/a.cpp", "auto t = std::chrono::system_clock::now();"), ("ui/a.cpp", "QDateTime::currentDateTime();"),
        ("core/x/a.cpp", "QTimer timer;"), ("app/a.cpp", 'std::system("ls");'), ("app/a.cpp", "QProcess p;"), ("core/x/a.cpp", "int i = rand();"),
        ("core/x/a.cpp", "std::mt19937 g;"), ("core/x/a.cpp", "QUuid::createUuid();"), ("core/x/a.cpp", "strcpy(a, b);"),
        ("ui/a.cpp", "connect(a, SIGNAL(x()), b, SLOT(y()));"), ("core/x/a.cpp", "QSettings s;"), ("core/x/a.cpp", "s.ignoreSslErrors();"),
        ("core/x/a.cpp", "QTemporaryFile f;"), ("core/x/a.cpp", 'qgetenv("PASSWORD");'), ("app/a.cpp", "job.setInsecureFallback(true);"),
        ("core/x/a.cpp", "QSqlDatabase d;"), ("core/x/a.cpp", "qDebug() << body;"), ("core/x/a.cpp", "throw 1;"), ("ui/a.cpp", "l.setHtml(x);"),
        ("core/x/a.h", "using namespace Qt;"), ("ui/a.cpp", "w.setFixedWidth(40);"), ("ui/a.cpp", "w.setStyleSheet(x);"),
        ("core/stream/websocket_transport.cpp", "socket.ignoreSslErrors();"), ("core/x/a.cpp", "s.setPeerVerifyMode(mode);"),
        ("core/x/a.cpp", "foreach (a, b)"), ("core/x/a.cpp", "qputenv(a, b);"), ("core/x/a.cpp", "QDomDocument d;"),
        ("ui/a.cpp", "c->setContentsMargins(0, 7, 0, 0);"), ("ui/a.cpp", "c->setSpacing(12);"), ("ui/a.cpp", "p.setPen(QColor(0x123456));"),
        ("ui/a.cpp", "p.setBrush(Qt::red);"), ("ui/a.cpp", "QMessageBox::warning(this, a, b);"),
        ("ui/a.cpp", "auto *d = new QInputDialog;"), ("core/x/a.cpp", "const_cast<A *>(this)"), ("core/x/a.cpp", "dynamic_cast<B *>(a)"), ("ui/a.cpp", "QDesktopServices::openUrl(u);"),
    ]

    def test_finds_each(self) -> None:
        for path, line in self.SAMPLES:
            with self.subTest(line):
                self.assertGreaterEqual(len(calls.check(SourceTree({path: line + "\n"}))), 1)

    def test_every_rule_has_a_sample(self) -> None:
        for rule in calls.RULES:
            found = [s for s in self.SAMPLES if calls._holds(rule, s[0]) and calls.re.search(rule.pattern, s[1])]
            self.assertTrue(found, rule.pattern)

    def test_leaves_good_code_alone(self) -> None:
        good = '// QEventLoop, sleep(1) and rand() are words here\nconst auto t = m_clock.now();\nlog(u"system(1) throw"_s);\nroom.sleep(3);\n'
        self.assertEqual(calls.check(SourceTree({"core/x/a.cpp": good})), [])
        self.assertEqual(calls.check(SourceTree({"tests/core/x/a_test.cpp": "QEventLoop loop;\n"})), [])
        self.assertEqual(calls.check(SourceTree({"core/base/system_clock.cpp": "std::chrono::system_clock::now();\n"})), [])

    def test_blanks_keep_lines_and_code(self) -> None:
        text = 'a("x // y"); /* b\nc */ d(\'"\'); e(R"(f"g)"); 1\'000;\n'
        blank = without_comments_and_strings(text)
        self.assertEqual(blank.count("\n"), text.count("\n"))
        for word in ("a(", "d(", "e(", "1'000"):
            self.assertIn(word, blank)
        for word in ("y", "c */", "f"):
            self.assertNotIn(word, blank)


class RegistrationTest(unittest.TestCase):
    def test_sources(self) -> None:
        good = {"core/x/CMakeLists.txt": "l(a.cpp\n  sub/b.cpp)\n", "core/x/a.cpp": "", "core/x/sub/b.cpp": "", "core/h/only.h": "", "core/x/fake_a.h": ""}
        self.assertEqual(registration.check_sources(SourceTree(good)), [])
        for lists in ("l(xa.cpp)\n", "# a.cpp\n", "l(a.cpp.in)\n"):
            self.assertEqual(len(registration.check_sources(SourceTree({"core/x/CMakeLists.txt": lists, "core/x/a.cpp": ""}))), 1, lists)
        self.assertEqual(len(registration.check_sources(SourceTree({"core/x/a.cpp": ""}))), 1)

    def test_tests(self) -> None:
        good = {"tests/CMakeLists.txt": "foreach(folder a b)\n", "tests/a/CMakeLists.txt": "t(x_test.cpp y_test.py)\n", "tests/a/x_test.cpp": "",
                "tests/a/y_test.py": ""}
        self.assertEqual(registration.check_tests(SourceTree(good)), [])
        self.assertEqual(len(registration.check_tests(SourceTree({**good, "tests/a/z_test.cpp": ""}))), 1)
        self.assertEqual(len(registration.check_tests(SourceTree({**good, "tests/a/z_test.py": ""}))), 1)
        unreached = {**good, "tests/CMakeLists.txt": "foreach(folder b)\n"}
        self.assertEqual(len(registration.check_tests(SourceTree(unreached))), 2)


class HeadersTest(unittest.TestCase):
    def test_licence(self) -> None:
        for path in ("core/a.cpp", "packaging/a.lua", "tests/a.py", "core/CMakeLists.txt"):
            self.assertEqual(len(headers.check_licence(SourceTree({path: "x\n"}))), 1, path)
            self.assertEqual(headers.check_licence(SourceTree({path: SPDX})), [])
        self.assertEqual(len(headers.check_licence(SourceTree({"tests/run": "#!/bin/sh\necho\n"}))), 1)
        self.assertEqual(headers.check_licence(SourceTree({"README.md": "x\n"})), [])

    def test_pragma(self) -> None:
        self.assertEqual(len(headers.check_pragma(SourceTree({"core/a.h": "#ifndef A\n"}))), 1)
        self.assertEqual(headers.check_pragma(SourceTree({"core/a.h": SPDX + "#pragma once\n"})), [])

    def test_length(self) -> None:
        self.assertEqual(len(headers.check_length(SourceTree({"core/a.cpp": "\n" * 601}))), 1)
        self.assertEqual(headers.check_length(SourceTree({"core/a.cpp": "\n" * 600, "a.md": "\n" * 900})), [])


class DefinitionsTest(unittest.TestCase):
    TYPE = "struct Notice\n{\n    int a;\n};\n"

    def count(self, first: str, second: str) -> int:
        return len(definitions.check(SourceTree({"core/a.h": first, "core/b.cpp": second})))

    def test_finds_two_of_one_name(self) -> None:
        inside = "namespace wardline::service {\n\n" + self.TYPE + "\n} // namespace wardline::service\n"
        self.assertEqual(self.count(inside, inside), 1)
        self.assertEqual(self.count(inside, "namespace {\nint f()\n{\n    return 1;\n}\n}\n" + inside), 1)
        self.assertEqual(self.count(inside, inside.replace("struct", "class").replace("Notice", "Notice final : public Base")), 1)

    def test_leaves_others_alone(self) -> None:
        inside = "namespace wardline::service {\n\n" + self.TYPE + "\n} // namespace wardline::service\n"
        for other in ("namespace wardline::ui {\n" + self.TYPE + "}\n", "namespace wardline::service {\nnamespace {\n" + self.TYPE + "}\n}\n",
                      "namespace wardline::service {\nstruct Notice;\nclass Other\n{\n    struct Notice\n    {\n    };\n};\n}\n"):
            self.assertEqual(self.count(inside, other), 0, other)


class TextsTest(unittest.TestCase):
    def test_finds_text_without_tr(self) -> None:
        for line in ('label->setText(u"Locked"_s);', 'b.setToolTip(QStringLiteral("Lock now"));', 'new QLabel("Room", this);'):
            self.assertEqual(len(texts.check_translated(SourceTree({"ui/a.cpp": line + "\n"}))), 1, line)
        self.assertEqual(len(texts.check_translated(SourceTree({"core/x/a.cpp": 'x = tr("no");\n'}))), 1)

    def test_leaves_tr_and_signs_alone(self) -> None:
        for line in ('label->setText(tr("Locked"));', 'label->setText(u"%1 / %2"_s.arg(a));', 'w.setObjectName(u"lock"_s);', 'w.setWindowTitle(u"Wardline"_s);', '// setText("x y")'):
            self.assertEqual(texts.check_translated(SourceTree({"ui/a.cpp": line + "\n"})), [], line)


class WordsTest(unittest.TestCase):
    def test_finds_the_checkout_and_homes(self) -> None:
        for line in ("see /data/src7/wardline/x", "cd '/data/src7'", "/home" + "/jo/wardline"):
            self.assertEqual(len(words.check(SourceTree({"a.md": line + "\n"}), "/data/src7/wardline")), 1, line)

    def test_leaves_other_paths_alone(self) -> None:
        for line in ("/etc/wardline/policy.json", "$" + "{ROOT}/data/x", "build/data/src7", "/data7/x", "/home/user/x"):
            self.assertEqual(words.check(SourceTree({"a.md": line + "\n"}), "/data/src7/wardline"), [], line)
        self.assertEqual(words.check(SourceTree({"a.md": "in /tmp/x and /usr/src/y\n"}), "/usr/src/wardline"), [])


class VersionTest(unittest.TestCase):
    CMAKE = "project(wardline VERSION 0.3.1 LANGUAGES CXX)\n"

    def test_version(self) -> None:
        self.assertEqual(versions.check(SourceTree({"CMakeLists.txt": self.CMAKE, "CHANGELOG.md": "# C\n\n## 0.3.1 (unreleased)\n"})), [])
        for log in ("## 0.3.0 (unreleased)\n", "## 0.3.1 (soon)\n", "words\n"):
            self.assertEqual(len(versions.check(SourceTree({"CMakeLists.txt": self.CMAKE, "CHANGELOG.md": log}))), 1, log)
        self.assertEqual(len(versions.check(SourceTree({"CMakeLists.txt": self.CMAKE}))), 1)


class PackagesTest(unittest.TestCase):
    LIST = "".join(f'{n}_PACKAGES="\n{n.lower()}pack   # why\n"\n' for n in ("BUILD", "RUN", "TEST", "DEMO"))
    CONTROL = "Source: wardline\nBuild-Depends: debhelper-compat (= 13),\n {}\nStandards-Version: 4\n"

    def check(self, **files: str) -> int:
        return len(packages.check(SourceTree({"packaging/install-dependencies": self.LIST, **files})))

    def test_one_list(self) -> None:
        self.assertEqual(self.check(), 0)
        self.assertEqual(self.check(**{"packaging/deb/debian/control": self.CONTROL.format("buildpack (>= 1)")}), 0)
        self.assertEqual(self.check(**{"packaging/deb/debian/control": self.CONTROL.format("otherpack")}), 2)
        self.assertEqual(self.check(**{"tests/run": "#!/bin/sh\n"}), 1)
        self.assertEqual(self.check(**{"tests/x": "#!/bin/sh\napt-get -y install foo\n"}), 1)
        self.assertEqual(len(packages.check(SourceTree({}))), 1)
        self.assertGreaterEqual(len(packages.check(SourceTree({"packaging/install-dependencies": "#!/bin/sh\n"}))), 4)


class PromisesTest(unittest.TestCase):
    CODE = 'class RoomTest : public QObject\n{\nprivate Q_SLOTS:\n    void opens_data() { QTest::newRow("late") << 1; }\n    void opens() { }\n};\n'

    def check(self, words: str) -> int:
        files = {"tests/ui/README.md": words, "tests/ui/room_test.cpp": self.CODE, "tests/x/walk_test.py": 'step("goes round")\ndef test_it(self):\n'}
        return len(promises.check(SourceTree(files)))

    def test_finds_what_is_not_there(self) -> None:
        for words in ("`RoomTest::closes`", "`RoomTest::opens(early)`", "`HallTest::opens`", "`run_test.py`", "`walk_test.py: goes home`"):
            self.assertEqual(self.check(words), 1, words)

    def test_leaves_what_is_there_alone(self) -> None:
        for words in ("`RoomTest::opens`", "`RoomTest::opens(late)`", "`walk_test.py`", "`walk_test.py: goes round`", "`walk_test.py: test_it`", "`RoomTest`", "opens"):
            self.assertEqual(self.check(words), 0, words)


class WholeTest(unittest.TestCase):
    def test_every_check_is_run_by_ctest(self) -> None:
        with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "CMakeLists.txt"), encoding="utf-8") as handle:
            lists = handle.read()
        for name in ALL:
            self.assertRegex(lists, rf"[\s(]{name}[\s)]")


if __name__ == "__main__":
    unittest.main()

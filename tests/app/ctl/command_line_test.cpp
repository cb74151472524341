// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command_line.h"
#include "app/ctl/error_words.h"
#include "core/service/service_error.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace wardline::ctl {

class CommandLineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splitsLikeAShell_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<bool>("isGood");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("blanks") << u"  send\tward  hello "_s << true << QStringList {u"send"_s, u"ward"_s, u"hello"_s};
        QTest::newRow("single quotes") << u"send w 'a \"b\" $x'"_s << true << QStringList {u"send"_s, u"w"_s, u"a \"b\" $x"_s};
        QTest::newRow("double quotes") << u"send w \"a 'b'\""_s << true << QStringList {u"send"_s, u"w"_s, u"a 'b'"_s};
        QTest::newRow("empty word") << u"send ''"_s << true << QStringList {u"send"_s, QString()};
        QTest::newRow("nothing") << QString() << true << QStringList();
        QTest::newRow("open single") << u"send 'a"_s << false << QStringList();
        QTest::newRow("open double") << u"send \"a"_s << false << QStringList();
    }
    void splitsLikeAShell()
    {
        QFETCH(QString, line);
        QFETCH(bool, isGood);
        QFETCH(QStringList, words);
        const auto split = splitLine(line);
        QCOMPARE(split.has_value(), isGood);
        if (isGood) {
            QCOMPARE(*split, words);
        }
    }

    void takesOptionsOff()
    {
        Words words({u"--limit"_s, u"5"_s, u"ward"_s, u"--all"_s, u"--name=Ana"_s});
        QCOMPARE(words.number(u"--limit"_s, 50, 1, 500), 5);
        QVERIFY(words.flag(u"--all"_s));
        QCOMPARE(words.option(u"--name"_s), std::optional(u"Ana"_s));
        QCOMPARE(words.next(), std::optional(u"ward"_s));
        QVERIFY(!words.next());
        QVERIFY(words.isSpent());
    }

    void refusesWhatIsLeftOver_data()
    {
        QTest::addColumn<QStringList>("list");
        QTest::newRow("unknown option") << QStringList {u"--what"_s};
        QTest::newRow("a word too many") << QStringList {u"ward"_s, u"more"_s};
        QTest::newRow("no value") << QStringList {u"--limit"_s};
        QTest::newRow("no number") << QStringList {u"--limit"_s, u"five"_s};
        QTest::newRow("too small") << QStringList {u"--limit"_s, u"0"_s};
        QTest::newRow("too big") << QStringList {u"--limit=501"_s};
    }
    void refusesWhatIsLeftOver()
    {
        QFETCH(QStringList, list);
        Words words(list);
        (void)words.number(u"--limit"_s, 50, 1, 500);
        (void)words.next();
        QVERIFY(!words.isSpent());
    }

    void hasWordsAndACodeForEveryError()
    {
        for (int code = 0; code <= int(service::ServiceError::Internal); ++code) {
            const Error error {service::ServiceError(code)};
            QVERIFY2(errorWords(error).size() > 8, qPrintable(QString::number(code)));
            QVERIFY(exitCodeFor(error) != ExitCode(0));
        }
    }
};

} // namespace wardline::ctl

QTEST_GUILESS_MAIN(wardline::ctl::CommandLineTest)
#include "command_line_test.moc"

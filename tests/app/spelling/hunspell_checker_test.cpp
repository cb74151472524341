// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/spelling/hunspell_checker.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QThread>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace wardline;
using app::HunspellChecker;

namespace {

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

QStringList answer(const QFuture<QStringList> &future)
{
    QFuture<QStringList> waiting = future;
    waiting.waitForFinished();
    return waiting.isResultReadyAt(0) ? waiting.result() : QStringList{u"no answer"_s};
}

} // namespace

/// The real library over a dictionary of a few words.
class HunspellCheckerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        write(path(u"en_US.aff"), "SET UTF-8\nTRY esianrtolcdugmphbyfvkw\nSFX S Y 1\nSFX S 0 s .\nWORDCHARS '\n");
        write(path(u"en_US.dic"), "5\nbed/S\npatient/S\nfurosemide\ndon't\nna\xC3\xAFve\n");
        write(path(u"de_DE.aff"), "SET ISO8859-1\n");
        write(path(u"de_DE.dic"),
              "2\ngr\xFC\xDF"
              "e\nBett\n");
    }
    void findsWhatItDoesNotKnow()
    {
        HunspellChecker checker({m_folder->path()});
        QCOMPARE(checker.languages(), (QStringList{u"de_DE"_s, u"en_US"_s}));
        QCOMPARE(answer(checker.unknownWords(u"en_US"_s, {u"bed"_s, u"beds"_s, u"bedd"_s, u"naïve"_s, u"furosemid"_s})),
                 (QStringList{u"bedd"_s, u"furosemid"_s}));
    }
    void suggestsWhatMayHaveBeenMeant()
    {
        HunspellChecker checker({m_folder->path()});
        const QStringList meant = answer(checker.suggestions(u"en_US"_s, u"furosemid"_s));
        QVERIFY2(meant.contains(u"furosemide"_s), qPrintable(meant.join(u' ')));
        QVERIFY(meant.size() <= ui::SpellChecker::kMostSuggestions);
    }
    void knowsTheTypographicApostrophe()
    {
        HunspellChecker checker({m_folder->path()});
        QVERIFY(answer(checker.unknownWords(u"en_US"_s, {u"don\u2019t"_s, u"don't"_s})).isEmpty());
    }
    void readsLatin1AndLeavesForeignLettersAlone()
    {
        HunspellChecker checker({m_folder->path()});
        QCOMPARE(answer(checker.unknownWords(u"de_DE"_s, {u"grüße"_s, u"gruesse"_s, u"مريض"_s})),
                 (QStringList{u"gruesse"_s}));
    }
    void worksWithoutADictionary()
    {
        const QTemporaryDir empty;
        HunspellChecker checker({empty.path(), u"/no/such/folder"_s});
        QVERIFY(checker.languages().isEmpty());
        QVERIFY(answer(checker.unknownWords(u"en_US"_s, {u"bedd"_s})).isEmpty());
        QVERIFY(answer(checker.suggestions(u"en_US"_s, u"bedd"_s)).isEmpty());
    }
    void damagedDictionaryFindsNoFault()
    {
        write(path(u"fr_FR.aff"), QByteArray("SET UTF-8\nSFX ") + QByteArray(4096, '\xFF'));
        write(path(u"fr_FR.dic"), QByteArray(4096, '\0'));
        write(path(u"it_IT.aff"), "SET NO-SUCH-SET\n");
        write(path(u"it_IT.dic"), "1\nletto\n");
        write(path(u"pt_PT.aff"), "SET UTF-8\n"); // no words beside it
        HunspellChecker checker({m_folder->path()});
        QVERIFY(!checker.languages().contains(u"it_IT"_s));
        QVERIFY(!checker.languages().contains(u"pt_PT"_s));
        (void)answer(checker.unknownWords(u"fr_FR"_s, {u"lit"_s})); // must come back
        QCOMPARE(answer(checker.unknownWords(u"en_US"_s, {u"bedd"_s})), (QStringList{u"bedd"_s}));
    }
    void twentyNamesOfOneFileAreOneLanguage()
    {
        for (const QString &name : {u"en_AU"_s, u"en_ZA"_s}) {
            QVERIFY(QFile::link(u"en_US.aff"_s, path(name + u".aff"_s)));
            QVERIFY(QFile::link(u"en_US.dic"_s, path(name + u".dic"_s)));
        }
        HunspellChecker checker({m_folder->path()});
        QCOMPARE(checker.languages(), (QStringList{u"de_DE"_s, u"en_US"_s}));
    }
    void hostileWordsAreNoFaults()
    {
        HunspellChecker checker({m_folder->path()});
        const QStringList words{QString(64 * 1024, u'x'), QString(), QString(QChar(0xD800)), u"a\0b"_s};
        (void)answer(checker.unknownWords(u"en_US"_s, words));
        QVERIFY(answer(checker.suggestions(u"en_US"_s, QString(64 * 1024, u'x'))).isEmpty());
    }
    void loadsAgainAfterRest()
    {
        HunspellChecker checker({m_folder->path()});
        QCOMPARE(answer(checker.unknownWords(u"en_US"_s, {u"bedd"_s})).size(), 1);
        checker.rest();
        QCOMPARE(answer(checker.unknownWords(u"en_US"_s, {u"bedd"_s})).size(), 1);
    }
    void canEndWhileAsked()
    {
        QList<QFuture<QStringList>> futures;
        {
            HunspellChecker checker({m_folder->path()});
            for (int i = 0; i < 50; ++i) {
                futures.append(checker.suggestions(u"en_US"_s, u"furosemidd%1"_s.arg(i)));
            }
        }
        for (QFuture<QStringList> &future : futures) {
            future.waitForFinished(); // answered or cancelled, never hanging
        }
    }

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    [[nodiscard]] QString path(QStringView name) const { return path(name.toString()); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(HunspellCheckerTest)
#include "hunspell_checker_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fake_random.h"
#include "core/history/history_error.h"
#include "core/history/recovery_words.h"

#include <QTest>

using namespace wardline;
using namespace wardline::history;

namespace {

QByteArray text(const std::vector<SecretBytes> &words)
{
    QByteArray all;
    for (const SecretBytes &word : words) {
        all += (all.isEmpty() ? "" : " ") + word.view().toByteArray();
    }
    return all;
}

SecretBytes keyOf(char byte)
{
    return SecretBytes::copyOf(QByteArray(32, byte));
}

const QByteArray kZeros = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon "
                          "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon art";

} // namespace

class RecoveryWordsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// The vectors of BIP-0039.
    void writesKeysAsTheSpecificationDoes()
    {
        QCOMPARE(text(*wordsOfKey(keyOf(0))), kZeros);
        QCOMPARE(text(*wordsOfKey(keyOf('\xff'))), QByteArray("zoo ").repeated(23) + "vote");
        QCOMPARE(text(*wordsOfKey(keyOf('\x7f'))),
                 QByteArray("legal winner thank year wave sausage worth useful legal winner thank year wave sausage worth useful "
                            "legal winner thank year wave sausage worth title"));
    }
    void readsWhatItWrote()
    {
        FakeRandom random;
        for (int i = 0; i < 50; ++i) {
            SecretBytes key(32);
            random.fill(key.span());
            const auto again = keyOfWords(text(*wordsOfKey(key)));
            QVERIFY(again && again->equals(key));
        }
    }
    void toleratesHowPeopleType_data()
    {
        QTest::addColumn<QByteArray>("typed");
        QTest::newRow("capitals") << kZeros.toUpper();
        QTest::newRow("lines and numbers") << QByteArray("1. ") + QByteArray(kZeros).replace(" ", "\n 2) ");
        QTest::newRow("four letters") << QByteArray(kZeros).replace("abandon", "aban");
        QTest::newRow("space around") << "  \t" + kZeros + " \r\n";
        QTest::newRow("commas") << QByteArray(kZeros).replace(" ", ", ");
    }
    void toleratesHowPeopleType()
    {
        QFETCH(const QByteArray, typed);
        const auto key = keyOfWords(typed);
        QVERIFY(key && key->equals(keyOf(0)));
        QVERIFY(checkWords(typed).isChecked);
    }
    void refusesOtherWords_data()
    {
        QTest::addColumn<QByteArray>("typed");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("one too few") << kZeros.left(kZeros.size() - 4);
        QTest::newRow("one too many") << kZeros + " art";
        QTest::newRow("wrong checksum") << QByteArray(kZeros).replace(" art", " abandon");
        QTest::newRow("two exchanged") << QByteArray("art ") + kZeros.left(kZeros.size() - 4);
        QTest::newRow("a word that is none") << QByteArray(kZeros).replace(" art", " artx");
        QTest::newRow("three letters") << QByteArray(kZeros).replace("abandon", "aba");
        QTest::newRow("very long word") << QByteArray(5000, 'a');
    }
    void refusesOtherWords()
    {
        QFETCH(const QByteArray, typed);
        const auto key = keyOfWords(typed);
        QVERIFY(!key && key.error().is(HistoryError::BadWords));
        QVERIFY(!checkWords(typed).isChecked);
    }
    void saysWhichWordIsWrongWhileTyping()
    {
        QCOMPARE(checkWords("abandon abil"), (TypedWords {2, 0, false}));
        QCOMPARE(checkWords("abandon ab"), (TypedWords {1, 0, false})); // unfinished
        QCOMPARE(checkWords("abandon ab "), (TypedWords {1, 2, false})); // finished, and none
        QCOMPARE(checkWords("abandon qz"), (TypedWords {1, 2, false})); // can become none
        QCOMPARE(checkWords("hallo abandon"), (TypedWords {0, 1, false}));
        QCOMPARE(checkWords(kZeros), (TypedWords {24, 0, true}));
        QCOMPARE(checkWords(QByteArray(kZeros + " zoo")), (TypedWords {24, 25, false}));
    }
};

QTEST_APPLESS_MAIN(RecoveryWordsTest)
#include "recovery_words_test.moc"

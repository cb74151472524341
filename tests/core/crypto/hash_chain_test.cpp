// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/hash_chain.h"
#include "core/crypto/hmac.h"

#include <QList>
#include <QTest>

using namespace wardline;
using namespace wardline::crypto;

namespace {
QByteArray headOf(const QList<QByteArray> &records, QByteArrayView domain = "audit")
{
    HashChain chain(domain);
    for (const QByteArray &record : records) {
        chain.append(record);
    }
    return chain.head();
}
} // namespace

class HashChainTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsSha256()
    {
        // FIPS 180-4 examples
        QCOMPARE(sha256("abc").toHex(), QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(sha256({}).toHex(), QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    }

    void showsEveryChange_data()
    {
        QTest::addColumn<QList<QByteArray>>("records");
        QTest::newRow("altered") << QList<QByteArray> {"a", "x", "c"};
        QTest::newRow("dropped") << QList<QByteArray> {"a", "c"};
        QTest::newRow("dropped at the end") << QList<QByteArray> {"a", "b"};
        QTest::newRow("moved") << QList<QByteArray> {"b", "a", "c"};
        QTest::newRow("added") << QList<QByteArray> {"a", "b", "c", ""};
        QTest::newRow("doubled") << QList<QByteArray> {"a", "b", "b", "c"};
        QTest::newRow("joined") << QList<QByteArray> {"ab", "c"};
        QTest::newRow("none") << QList<QByteArray> {};
    }
    void showsEveryChange()
    {
        QFETCH(QList<QByteArray>, records);
        QVERIFY(headOf(records) != headOf({"a", "b", "c"}));
    }

    void isTheSameForTheSameRecords() { QCOMPARE(headOf({"a", "b", "c"}), headOf({"a", "b", "c"})); }

    void goesOnFromAKnownHead()
    {
        HashChain later("audit", headOf({"a", "b"}));
        QCOMPARE(later.append("c"), headOf({"a", "b", "c"}));
    }

    void chainsOfDifferentMeaningDiffer()
    {
        QVERIFY(headOf({"a"}, "audit") != headOf({"a"}, "inbox"));
        QVERIFY(headOf({}, "audit") != headOf({}, "inbox"));
    }

    void comparesInConstantTimeAndRightly()
    {
        QVERIFY(constantTimeEqual("same", "same"));
        QVERIFY(constantTimeEqual({}, {}));
        QVERIFY(!constantTimeEqual("same", "sane"));
        QVERIFY(!constantTimeEqual("same", "sam"));
        QVERIFY(!constantTimeEqual(QByteArray("\x00", 1), QByteArray("\xff", 1)));
    }
};

QTEST_APPLESS_MAIN(HashChainTest)
#include "hash_chain_test.moc"

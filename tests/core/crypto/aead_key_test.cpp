// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/aead_key.h"

#include "core/base/fake_random.h"
#include "core/crypto/crypto_error.h"

#include <QTest>

using namespace wardline;
using namespace wardline::crypto;

namespace {
AeadKey key(char fill = 'k')
{
    return std::move(*AeadKey::create(SecretBytes::copyOf(QByteArray(32, fill))));
}
} // namespace

class AeadKeyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensWhatItSealed_data()
    {
        QTest::addColumn<QByteArray>("plaintext");
        QTest::addColumn<QByteArray>("associated");
        QTest::newRow("text") << QByteArray("message") << QByteArray("place");
        QTest::newRow("nothing") << QByteArray() << QByteArray();
        QTest::newRow("nothing, bound to a place") << QByteArray() << QByteArray("place");
        QTest::newRow("zero bytes") << QByteArray(1000, '\0') << QByteArray();
        QTest::newRow("large") << QByteArray(1 << 20, 'x') << QByteArray(1 << 16, 'y');
    }
    void opensWhatItSealed()
    {
        QFETCH(QByteArray, plaintext);
        QFETCH(QByteArray, associated);
        FakeRandom random;
        const auto record = key().seal(random, plaintext, associated);
        QVERIFY(record);
        QCOMPARE(record->size(), plaintext.size() + 12 + 16);
        const auto opened = key().open(*record, associated);
        QVERIFY(opened);
        QCOMPARE(opened->view(), QByteArrayView(plaintext));
    }

    void refusesEveryAlteredBitAndLength()
    {
        FakeRandom random;
        const QByteArray record = key().seal(random, "message", "place").value();
        for (qsizetype i = 0; i < record.size(); ++i) {
            for (int bit = 0; bit < 8; ++bit) {
                QByteArray altered = record;
                altered[i] = static_cast<char>(altered[i] ^ (1 << bit));
                QVERIFY(key().open(altered, "place").error().is(CryptoError::NotAuthentic));
            }
            QVERIFY(key().open(record.first(i), "place").error().is(CryptoError::NotAuthentic));
        }
        QVERIFY(!key().open(QByteArray(record + '\0'), "place"));
    }

    void refusesAnotherKeyOrPlace()
    {
        FakeRandom random;
        const QByteArray record = key().seal(random, "message", "place").value();
        QVERIFY(!key('x').open(record, "place"));
        QVERIFY(!key().open(record, "places"));
        QVERIFY(!key().open(record, {}));
    }

    void neverSealsTheSameWayTwice()
    {
        FakeRandom random;
        QVERIFY(key().seal(random, "message", {}).value() != key().seal(random, "message", {}).value());
    }

    void takesKeysOfOneSizeOnly()
    {
        for (const qsizetype size : {0, 16, 24, 31, 33, 64}) {
            const auto made = AeadKey::create(SecretBytes::copyOf(QByteArray(size, 'k')));
            QVERIFY(!made);
            QVERIFY(made.error().is(CryptoError::BadLength));
        }
    }
};

QTEST_APPLESS_MAIN(AeadKeyTest)
#include "aead_key_test.moc"

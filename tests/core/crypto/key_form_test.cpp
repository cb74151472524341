// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fake_random.h"
#include "core/crypto/crypto_error.h"
#include "core/crypto/key_form.h"
#include "core/crypto/signature.h"

#include <QTest>

using namespace wardline;
using namespace wardline::crypto;

class KeyFormTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theBasePointsBelongTogether()
    {
        // RFC 7748 4.1: u = 9 and y = 4/5 name the same point
        const QByteArray u = QByteArray::fromHex("0900000000000000000000000000000000000000000000000000000000000000");
        const QByteArray y = QByteArray::fromHex("5866666666666666666666666666666666666666666666666666666666666666");
        QCOMPARE(toCurveForm(y).value(), u);
        QCOMPARE(toEdwardsForm(u).value(), y);
    }

    void aKeyPairHasTheSamePublicKeyInBothForms()
    {
        // RFC 8032 5.1.5: the scalar is the clamped first half of SHA-512(seed)
        FakeRandom random;
        for (int i = 0; i < 50; ++i) {
            const auto key = SigningKey::generate(random);
            const QByteArray hash = openssl::hash(openssl::Digest::Sha512, key->seed().view()).value();
            const SecretBytes scalar = SecretBytes::copyOf(QByteArrayView(hash).first(32));
            const QByteArray curve = openssl::x25519PublicKey(scalar.span()).value();
            QCOMPARE(toCurveForm(key->publicKey()).value(), curve);
            QByteArray unsignedKey = key->publicKey();
            unsignedKey[31] = static_cast<char>(unsignedKey[31] & 0x7f);
            QCOMPARE(toEdwardsForm(curve).value(), unsignedKey);
        }
    }

    void refusesKeysOfLowOrderAndOtherLengths_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("31 bytes") << QByteArray(31, 'x');
        QTest::newRow("33 bytes") << QByteArray(33, 'x');
        QTest::newRow("y = 1") << QByteArray::fromHex("01") + QByteArray(31, '\0');
        QTest::newRow("y = 0") << QByteArray(32, '\0');
        QTest::newRow("y = -1") << QByteArray::fromHex(
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
        QTest::newRow("of order 8") << QByteArray::fromHex(
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");
        QTest::newRow("not reduced") << QByteArray::fromHex(
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    }
    void refusesKeysOfLowOrderAndOtherLengths()
    {
        QFETCH(QByteArray, key);
        QVERIFY(!toCurveForm(key));
    }
};

QTEST_GUILESS_MAIN(KeyFormTest)
#include "key_form_test.moc"

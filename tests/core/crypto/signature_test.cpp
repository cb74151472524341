// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fake_random.h"
#include "core/crypto/crypto_error.h"
#include "core/crypto/signature.h"
#include "core/crypto/system_random.h"

#include <QTest>

#include <array>

using namespace wardline;
using namespace wardline::crypto;

class SignatureTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// RFC 8032 7.1, test 2
    void makesTheSignatureOfRfc8032()
    {
        const auto key = SigningKey::fromSeed(SecretBytes::copyOf(
            QByteArray::fromHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")));
        QVERIFY(key);
        QCOMPARE(key->publicKey().toHex(), QByteArray("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));
        QCOMPARE(key->sign(QByteArray::fromHex("72"))->toHex(),
                 QByteArray("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"));
    }

    void acceptsItsOwnSignatureOnly()
    {
        FakeRandom random;
        const auto key = SigningKey::generate(random);
        const auto other = SigningKey::generate(random);
        QVERIFY(key && other);
        const QByteArray signature = key->sign("statement").value();
        QVERIFY(verifySignature(key->publicKey(), "statement", signature));
        QVERIFY(verifySignature(key->publicKey(), "statemenu", signature).error().is(CryptoError::NotAuthentic));
        QVERIFY(!verifySignature(other->publicKey(), "statement", signature));
        for (qsizetype i = 0; i < signature.size(); ++i) {
            QByteArray altered = signature;
            altered[i] = static_cast<char>(altered[i] ^ 1);
            QVERIFY(!verifySignature(key->publicKey(), "statement", altered));
        }
        QVERIFY(!verifySignature(key->publicKey(), "statement", signature.chopped(1)));
        QVERIFY(!verifySignature(key->publicKey(), "statement", QByteArray(signature + '\0')));
        QVERIFY(!verifySignature({}, "statement", signature));
        QVERIFY(!verifySignature(key->publicKey(), "statement", {}));
    }

    void theSeedIsTheWholeKey()
    {
        FakeRandom random;
        const auto key = SigningKey::generate(random);
        const auto again = SigningKey::fromSeed(key->seed().clone());
        QCOMPARE(again->publicKey(), key->publicKey());
        QVERIFY(SigningKey::fromSeed(SecretBytes(31)).error().is(CryptoError::BadLength));
        QVERIFY(!SigningKey::fromSeed(SecretBytes()));
    }

    void theSystemsRandomnessIsNotConstant()
    {
        SystemRandom random;
        std::array<std::byte, 64> first {};
        std::array<std::byte, 64> second {};
        random.fill(first);
        random.fill(second);
        QVERIFY(first != second);
        QVERIFY(first != (std::array<std::byte, 64> {}));
    }
};

QTEST_APPLESS_MAIN(SignatureTest)
#include "signature_test.moc"

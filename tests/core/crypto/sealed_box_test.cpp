// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/sealed_box.h"

#include "core/base/fake_random.h"
#include "core/crypto/crypto_error.h"

#include <QTest>

using namespace wardline;
using namespace wardline::crypto;

class SealedBoxTest : public QObject
{
    Q_OBJECT

    FakeRandom m_random;
    SealedBoxKeys m_keys = std::move(*generateSealedBoxKeys(m_random));

private Q_SLOTS:
    void theKeyHolderOpensWhatAnybodySealed()
    {
        const auto record = sealTo(m_random, m_keys.publicKey, "inbox", "stanza");
        QVERIFY(record);
        QCOMPARE(openSealed(m_keys, "inbox", *record)->view(), QByteArrayView("stanza"));
        const auto empty = sealTo(m_random, m_keys.publicKey, "inbox", {});
        QVERIFY(empty);
        QVERIFY(openSealed(m_keys, "inbox", *empty)->isEmpty());
    }

    void whoSealedCannotOpen()
    {
        const QByteArray record = sealTo(m_random, m_keys.publicKey, "inbox", "stanza").value();
        const auto other = generateSealedBoxKeys(m_random);
        QVERIFY(!openSealed(*other, "inbox", record));
        // With our public half but another private one, as somebody who knows only what was public.
        const SealedBoxKeys mixed {other->privateKey.clone(), m_keys.publicKey};
        QVERIFY(!openSealed(mixed, "inbox", record));
    }

    void refusesEveryAlteredByteAndLength()
    {
        const QByteArray record = sealTo(m_random, m_keys.publicKey, "inbox", "stanza").value();
        for (qsizetype i = 0; i < record.size(); ++i) {
            QByteArray altered = record;
            altered[i] = static_cast<char>(altered[i] ^ 1);
            QVERIFY2(!openSealed(m_keys, "inbox", altered), qPrintable(QString::number(i)));
            QVERIFY(!openSealed(m_keys, "inbox", record.first(i)));
        }
    }

    void refusesTheTopBitOfTheEphemeralKey()
    {
        // X25519 ignores that bit, so the shared secret stays the same: the key in the salt is what notices.
        QByteArray record = sealTo(m_random, m_keys.publicKey, "inbox", "stanza").value();
        record[31] = static_cast<char>(record[31] ^ 0x80);
        QVERIFY(openSealed(m_keys, "inbox", record).error().is(CryptoError::NotAuthentic));
    }

    void refusesAnotherLabel()
    {
        const QByteArray record = sealTo(m_random, m_keys.publicKey, "inbox", "stanza").value();
        QVERIFY(openSealed(m_keys, "outbox", record).error().is(CryptoError::NotAuthentic));
    }

    void refusesKeysOfLowOrder()
    {
        const QByteArray zero(32, '\0');
        QVERIFY(sealTo(m_random, zero, "inbox", "stanza").error().is(CryptoError::WeakKey));
        QByteArray record = sealTo(m_random, m_keys.publicKey, "inbox", "stanza").value();
        record.replace(0, 32, zero);
        QVERIFY(openSealed(m_keys, "inbox", record).error().is(CryptoError::WeakKey));
        QVERIFY(sealTo(m_random, QByteArray(31, 'x'), "inbox", "stanza").error().is(CryptoError::BadLength));
    }

    void isNeverTheSameTwice()
    {
        QVERIFY(sealTo(m_random, m_keys.publicKey, "l", "m").value() != sealTo(m_random, m_keys.publicKey, "l", "m").value());
    }

    void makesThePairOfAGivenKey()
    {
        // RFC 7748 6.1, Alice
        const auto keys = sealedBoxKeysFrom(SecretBytes::copyOf(
            QByteArray::fromHex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")));
        QVERIFY(keys);
        QCOMPARE(keys->publicKey.toHex(), QByteArray("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"));
        QVERIFY(sealedBoxKeysFrom(SecretBytes(31)).error().is(CryptoError::BadLength));
    }
};

QTEST_APPLESS_MAIN(SealedBoxTest)
#include "sealed_box_test.moc"

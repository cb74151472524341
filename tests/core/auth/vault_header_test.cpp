// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/auth/vault_header.h"

#include "core/crypto/hmac.h"

#include <QTest>

using namespace wardline;
using namespace wardline::auth;

namespace {

VaultHeader sample()
{
    return VaultHeader {.deviceSecret = DeviceSecretKind::Keychain, .slot = 1, .vaultId = QByteArray(16, 'i'),
                        .salt = QByteArray(32, 's'), .cost = {.n = 1U << 17, .r = 8, .p = 1},
                        .wrappedDataKey = QByteArray(60, 'w')};
}

/// A file whose digest is right although a field is not.
QByteArray withByte(qsizetype offset, char value)
{
    QByteArray file = sample().serialize().chopped(32);
    file[offset] = value;
    return file + crypto::sha256(file);
}

} // namespace

class VaultHeaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItWrote()
    {
        const QByteArray file = sample().serialize();
        QCOMPARE(file.size(), VaultHeader::kSize);
        QCOMPARE(VaultHeader::parse(file).value(), sample());
    }

    void everyFieldIsInTheAssociatedData()
    {
        QCOMPARE(sample().associatedData(), sample().serialize().first(VaultHeader::kSize - 32 - 60));
    }

    void refusesEveryFlippedBit()
    {
        const QByteArray file = sample().serialize();
        for (qsizetype i = 0; i < file.size(); ++i) {
            for (int bit = 0; bit < 8; ++bit) {
                QByteArray damaged = file;
                damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
                const auto header = VaultHeader::parse(damaged);
                QVERIFY2(!header, qPrintable(QString::number(i)));
                QVERIFY(header.error().is(AuthError::VaultDamaged));
            }
        }
    }

    void refusesEveryLength()
    {
        const QByteArray file = sample().serialize();
        for (qsizetype size = 0; size < file.size(); ++size) {
            QVERIFY(!VaultHeader::parse(file.first(size)));
        }
        QVERIFY(!VaultHeader::parse(QByteArray(file + 'x')));
    }

    void refusesBadFieldsUnderARightDigest_data()
    {
        QTest::addColumn<int>("offset");
        QTest::addColumn<int>("value");
        QTest::newRow("device secret kind 0") << 10 << 0;
        QTest::newRow("device secret kind 3") << 10 << 3;
        QTest::newRow("slot 2") << 11 << 2;
        QTest::newRow("cost too low") << 60 << 9;
        QTest::newRow("cost that eats the machine") << 60 << 20;
        QTest::newRow("cost that overflows") << 60 << 200;
        QTest::newRow("r 0") << 61 << 0;
        QTest::newRow("r 64") << 61 << 64;
        QTest::newRow("p 0") << 62 << 0;
        QTest::newRow("p 255") << 62 << 255;
    }
    void refusesBadFieldsUnderARightDigest()
    {
        QFETCH(int, offset);
        QFETCH(int, value);
        const auto header = VaultHeader::parse(withByte(offset, static_cast<char>(value)));
        QVERIFY(!header);
        QVERIFY(header.error().is(AuthError::VaultDamaged));
    }

    void tellsANewerVersionFromDamage()
    {
        QVERIFY(VaultHeader::parse(withByte(9, 2)).error().is(AuthError::VaultVersionUnknown));
        QVERIFY(VaultHeader::parse(withByte(9, 0)).error().is(AuthError::VaultDamaged));
    }

    void namesTwoKeychainEntries()
    {
        QVERIFY(sample().keychainName(0) != sample().keychainName(1));
        QVERIFY(sample().keychainName(0).contains(QString::fromLatin1(QByteArray(16, 'i').toHex())));
    }
};

QTEST_APPLESS_MAIN(VaultHeaderTest)
#include "vault_header_test.moc"

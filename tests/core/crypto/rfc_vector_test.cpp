// SPDX-License-Identifier: GPL-3.0-or-later
// The examples of the standards, through the one door to OpenSSL.
#include "core/crypto/crypto_error.h"
#include "core/crypto/openssl.h"

#include <QTest>

using namespace wardline;
using namespace wardline::crypto;
using openssl::Accumulator;
using openssl::BlockMode;
using openssl::Digest;

namespace {

QByteArray hex(const char *text)
{
    return QByteArray::fromHex(text);
}
std::span<const std::byte> span(const QByteArray &bytes)
{
    return std::as_bytes(std::span(bytes));
}
QByteArray hexOf(QByteArrayView bytes)
{
    return bytes.toByteArray().toHex();
}

/// A MAC or digest of data that comes in pieces of `step` bytes.
QByteArray inPieces(Accumulator &accumulator, const QByteArray &data, qsizetype step, std::size_t size)
{
    for (qsizetype at = 0; at < data.size(); at += step) {
        if (!accumulator.add(QByteArrayView(data).sliced(at, std::min(step, data.size() - at)))) {
            return {};
        }
    }
    QByteArray out(qsizetype(size), '\0');
    return accumulator.finish(std::as_writable_bytes(std::span(out.data(), size))) ? out.toHex() : QByteArray();
}

} // namespace

class RfcVectorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// RFC 4231 4
    void hmacSha256_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QByteArray>("mac");
        QTest::newRow("1") << QByteArray(20, '\x0b') << QByteArray("Hi There")
                           << QByteArray("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        QTest::newRow("2") << QByteArray("Jefe") << QByteArray("what do ya want for nothing?")
                           << QByteArray("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        QTest::newRow("3") << QByteArray(20, '\xaa') << QByteArray(50, '\xdd')
                           << QByteArray("773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
        QTest::newRow("4") << hex("0102030405060708090a0b0c0d0e0f10111213141516171819") << QByteArray(50, '\xcd')
                           << QByteArray("82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
        QTest::newRow("6") << QByteArray(131, '\xaa')
                           << QByteArray("Test Using Larger Than Block-Size Key - Hash Key First")
                           << QByteArray("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
        QTest::newRow("7")
            << QByteArray(131, '\xaa')
            << QByteArray("This is a test using a larger than block-size key and a larger than block-size data. "
                          "The key needs to be hashed before being used by the HMAC algorithm.")
            << QByteArray("9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");
    }
    void hmacSha256()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, data);
        QFETCH(QByteArray, mac);
        QCOMPARE(hexOf(openssl::hmac(Digest::Sha256, span(key), data)->view()), mac);
        const auto accumulator = Accumulator::hmac(Digest::Sha256, span(key));
        QVERIFY(accumulator != nullptr);
        for (const qsizetype step : {qsizetype(1), qsizetype(7), qsizetype(1000)}) { // and begins anew after each
            QCOMPARE(inPieces(*accumulator, data, step, 32), mac);
        }
    }

    /// FIPS 180-4
    void sha512InPieces()
    {
        const auto accumulator = Accumulator::hash(Digest::Sha512);
        QVERIFY(accumulator != nullptr);
        for (const qsizetype step : {qsizetype(1), qsizetype(2), qsizetype(3)}) {
            QCOMPARE(inPieces(*accumulator, "abc", step, 64),
                     QByteArray("ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                                "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"));
        }
        QByteArray tooSmall(32, '\0');
        QVERIFY(!accumulator->finish(std::as_writable_bytes(std::span(tooSmall.data(), 32))));
    }

    /// RFC 5869 A.1 to A.3
    void hkdfSha256_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("salt");
        QTest::addColumn<QByteArray>("info");
        QTest::addColumn<QByteArray>("okm");
        const auto counting = [](int from, int count) {
            QByteArray bytes;
            for (int i = 0; i < count; ++i) {
                bytes.append(char(from + i));
            }
            return bytes;
        };
        QTest::newRow("A.1")
            << QByteArray(22, '\x0b') << counting(0, 13) << counting(0xf0, 10)
            << QByteArray("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
        QTest::newRow("A.2")
            << counting(0, 80) << counting(0x60, 80) << counting(0xb0, 80)
            << QByteArray("b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e"
                          "590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87");
        QTest::newRow("A.3")
            << QByteArray(22, '\x0b') << QByteArray() << QByteArray()
            << QByteArray("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
    }
    void hkdfSha256()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, salt);
        QFETCH(QByteArray, info);
        QFETCH(QByteArray, okm);
        const auto derived = openssl::hkdf(Digest::Sha256, span(key), salt, info, std::size_t(okm.size() / 2));
        QVERIFY(derived);
        QCOMPARE(hexOf(derived->view()), okm);
    }

    /// RFC 7748 5.2
    void x25519()
    {
        const QByteArray first = hex("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4");
        QCOMPARE(
            hexOf(openssl::x25519(span(first), hex("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c"))
                      ->view()),
            QByteArray("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"));
        const QByteArray second = hex("4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d");
        QCOMPARE(
            hexOf(openssl::x25519(span(second), hex("e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493"))
                      ->view()),
            QByteArray("95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"));
        QByteArray k = hex("0900000000000000000000000000000000000000000000000000000000000000");
        QByteArray u = k;
        for (int i = 1; i <= 1000; ++i) {
            const auto next = openssl::x25519(span(k), u);
            QVERIFY(next);
            u = k;
            k = next->view().toByteArray();
            if (i == 1) {
                QCOMPARE(k.toHex(), QByteArray("422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079"));
            }
        }
        QCOMPARE(k.toHex(), QByteArray("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51"));
    }

    /// RFC 8032 7.1
    void ed25519_data()
    {
        QTest::addColumn<QByteArray>("seed");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("signature");
        QTest::newRow("1")
            << QByteArray("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
            << QByteArray("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a") << QByteArray()
            << QByteArray("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701c"
                          "f9b46bd25bf5f0595bbe24655141438e7a100b");
        QTest::newRow("2")
            << QByteArray("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
            << QByteArray("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c") << QByteArray("72")
            << QByteArray("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0"
                          "f11d8c387b2eaeb4302aeeb00d291612bb0c00");
        QTest::newRow("3")
            << QByteArray("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")
            << QByteArray("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025") << QByteArray("af82")
            << QByteArray("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f76098"
                          "4dc6594a7c15e9716ed28dc027beceea1ec40a");
    }
    void ed25519()
    {
        QFETCH(QByteArray, seed);
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, signature);
        const QByteArray secret = QByteArray::fromHex(seed);
        QCOMPARE(openssl::ed25519PublicKey(span(secret))->toHex(), key);
        QCOMPARE(openssl::ed25519Sign(span(secret), QByteArray::fromHex(message))->toHex(), signature);
        QVERIFY(openssl::ed25519Verify(QByteArray::fromHex(key), QByteArray::fromHex(message),
                                       QByteArray::fromHex(signature)));
    }

    /// NIST SP 800-38A F.5.5 and F.2.5
    void aes256()
    {
        const QByteArray key = hex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
        const QByteArray plain = hex("6bc1bee22e409f96e93d7e117393172a");
        QByteArray out(32, '\0');
        const auto room = std::as_writable_bytes(std::span(out.data(), 32));
        QCOMPARE(*openssl::aesEncrypt(BlockMode::Ctr, span(key), hex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"), plain, room),
                 16U);
        QCOMPARE(out.first(16).toHex(), QByteArray("601ec313775789a5b7a7f504bbf3d228"));
        QCOMPARE(
            *openssl::aesEncrypt(BlockMode::CbcPkcs7, span(key), hex("000102030405060708090a0b0c0d0e0f"), plain, room),
            32U);
        QCOMPARE(out.first(16).toHex(), QByteArray("f58c4c04d6e5f1ba779eabfb5f7bfbd6"));
    }

    void refusesSizesThatAesDoesNotHave()
    {
        QByteArray out(64, '\0');
        const auto room = std::as_writable_bytes(std::span(out.data(), 64));
        const QByteArray iv(16, 'i');
        const auto isRefused = [&](const QByteArray &key, const QByteArray &useIv, const QByteArray &text,
                                   std::size_t space) {
            const auto result = openssl::aesEncrypt(BlockMode::CbcPkcs7, span(key), useIv, text, room.first(space));
            return !result && result.error().is(CryptoError::BadLength);
        };
        QVERIFY(isRefused(QByteArray(15, 'k'), iv, "text", 64));
        QVERIFY(isRefused(QByteArray(33, 'k'), iv, "text", 64));
        QVERIFY(isRefused(QByteArray(32, 'k'), iv.first(12), "text", 64));
        QVERIFY(isRefused(QByteArray(32, 'k'), iv, QByteArray(17, 't'), 32)); // no room for another block
        QVERIFY(!openssl::aes128GcmSeal(span(QByteArray(32, 'k')), iv.first(12), "text"));
        QVERIFY(!openssl::aes128GcmOpen(span(QByteArray(16, 'k')), iv.first(8), QByteArray(32, 'c')));
        QVERIFY(!openssl::aes128GcmOpen(span(QByteArray(16, 'k')), iv.first(12), QByteArray(15, 'c')));
    }
};

QTEST_APPLESS_MAIN(RfcVectorTest)
#include "rfc_vector_test.moc"

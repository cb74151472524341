// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/crypto_error.h"
#include "core/crypto/kdf.h"
#include "core/crypto/openssl.h"

#include <QTest>

using namespace wardline;
using namespace wardline::crypto;

namespace {
SecretBytes secret(QByteArrayView text)
{
    return SecretBytes::copyOf(text);
}
} // namespace

class KdfTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// RFC 7914 12
    void scryptMakesTheKeysOfRfc7914_data()
    {
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<QByteArray>("salt");
        QTest::addColumn<quint64>("n");
        QTest::addColumn<quint32>("r");
        QTest::addColumn<quint32>("p");
        QTest::addColumn<QByteArray>("hex");
        QTest::newRow("empty") << QByteArray() << QByteArray() << quint64(16) << 1U << 1U
                               << QByteArray("77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                                             "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906");
        QTest::newRow("NaCl") << QByteArray("password") << QByteArray("NaCl") << quint64(1024) << 8U << 16U
                              << QByteArray("fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                                            "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640");
        QTest::newRow("SodiumChloride") << QByteArray("pleaseletmein") << QByteArray("SodiumChloride") << quint64(16384) << 8U << 1U
                                        << QByteArray("7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                                                      "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887");
    }
    void scryptMakesTheKeysOfRfc7914()
    {
        QFETCH(QByteArray, password);
        QFETCH(QByteArray, salt);
        QFETCH(quint64, n);
        QFETCH(quint32, r);
        QFETCH(quint32, p);
        QFETCH(QByteArray, hex);
        const SecretBytes key = secret(password);
        const auto derived = openssl::scrypt(key.span(), salt, n, r, p, 64);
        QVERIFY(derived);
        QCOMPARE(derived->view().toByteArray().toHex(), hex);
    }

    /// RFC 7914 11, and the RFC 6070 inputs with SHA-256
    void pbkdf2MakesTheKnownKeys_data()
    {
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<QByteArray>("salt");
        QTest::addColumn<quint32>("iterations");
        QTest::addColumn<QByteArray>("hex");
        QTest::newRow("RFC 7914, one") << QByteArray("passwd") << QByteArray("salt") << 1U
                                       << QByteArray("55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
                                                     "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783");
        QTest::newRow("RFC 7914, 80000") << QByteArray("Password") << QByteArray("NaCl") << 80000U
                                         << QByteArray("4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
                                                       "a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d");
        QTest::newRow("two") << QByteArray("password") << QByteArray("salt") << 2U
                             << QByteArray("ae4d0c95af6b46d32d0adff928f06dd02a303f8ef3c251dfd6e2d85a95474c43");
        QTest::newRow("4096") << QByteArray("password") << QByteArray("salt") << 4096U
                              << QByteArray("c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a");
    }
    void pbkdf2MakesTheKnownKeys()
    {
        QFETCH(QByteArray, password);
        QFETCH(QByteArray, salt);
        QFETCH(quint32, iterations);
        QFETCH(QByteArray, hex);
        const SecretBytes key = secret(password);
        const auto derived = openssl::pbkdf2(openssl::Digest::Sha256, key.span(), salt, iterations, std::size_t(hex.size() / 2));
        QVERIFY(derived);
        QCOMPARE(derived->view().toByteArray().toHex(), hex);
        QCOMPARE(pbkdf2Sha256(key, salt, iterations)->view().toByteArray().toHex(), hex.first(64));
    }

    void refusesCostsThatAreTooSmallOrEatTheMachine_data()
    {
        QTest::addColumn<quint64>("n");
        QTest::addColumn<quint32>("r");
        QTest::addColumn<quint32>("p");
        QTest::newRow("n 512") << quint64(512) << 8U << 1U;
        QTest::newRow("n 2^21") << quint64(1U << 21) << 8U << 1U;
        QTest::newRow("n no power of two") << quint64(1025) << 8U << 1U;
        QTest::newRow("n 0") << quint64(0) << 8U << 1U;
        QTest::newRow("n huge") << quint64(1) << 63U << 1U;
        QTest::newRow("r 0") << quint64(1024) << 0U << 1U;
        QTest::newRow("r 17") << quint64(1024) << 17U << 1U;
        QTest::newRow("p 0") << quint64(1024) << 8U << 0U;
        QTest::newRow("p 5") << quint64(1024) << 8U << 5U;
        QTest::newRow("a gigabyte") << quint64(1U << 20) << 8U << 1U;
    }
    void refusesCostsThatAreTooSmallOrEatTheMachine()
    {
        QFETCH(quint64, n);
        QFETCH(quint32, r);
        QFETCH(quint32, p);
        const auto key = deriveFromPassword(secret("password"), "salt", {.n = n, .r = r, .p = p});
        QVERIFY(!key);
        QVERIFY(key.error().is(CryptoError::BadLength));
    }

    void everyInputOfADerivationCounts()
    {
        const ScryptCost cost {.n = 1024, .r = 8, .p = 1};
        const auto key = deriveFromPassword(secret("password"), "salt", cost);
        QVERIFY(key);
        QCOMPARE(key->size(), std::size_t(32));
        QVERIFY(key->equals(*deriveFromPassword(secret("password"), "salt", cost)));
        QVERIFY(!key->equals(*deriveFromPassword(secret("passwore"), "salt", cost)));
        QVERIFY(!key->equals(*deriveFromPassword(secret("password"), "salu", cost)));
        QVERIFY(!key->equals(*deriveFromPassword(secret("password"), "salt", {.n = 2048, .r = 8, .p = 1})));
        QVERIFY(!key->equals(*deriveFromPassword(secret("password"), "salt", {.n = 1024, .r = 9, .p = 1})));
        QVERIFY(!key->equals(*deriveFromPassword(secret("password"), "salt", {.n = 1024, .r = 8, .p = 2})));
        const auto below = deriveKey(*key, "salt", "label");
        QVERIFY(!below->equals(*deriveKey(*key, "salt", "labem")));
        QVERIFY(!below->equals(*deriveKey(*key, "", "label")));
        QVERIFY(!deriveKey(*key, "salt", "label", 0));
        QVERIFY(!deriveKey(*key, "salt", "label", 255 * 32 + 1));
        QVERIFY(!pbkdf2Sha256(*key, "salt", 0));
    }
};

QTEST_APPLESS_MAIN(KdfTest)
#include "kdf_test.moc"

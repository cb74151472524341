// SPDX-License-Identifier: GPL-3.0-or-later
// Project Wycheproof's vectors (Apache-2.0), from tests/vectors or the folder that WARDLINE_VECTORS names.
#include "core/crypto/hmac.h"
#include "core/crypto/openssl.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <functional>

using namespace wardline;
using namespace wardline::crypto;
using namespace Qt::StringLiterals;

namespace {

/// One test of a file, with the fields of its group.
struct Vector
{
    QJsonObject group;
    QJsonObject test;

    [[nodiscard]] QByteArray bytes(QLatin1StringView field) const
    {
        return QByteArray::fromHex(test.value(field).toString().toLatin1());
    }
    [[nodiscard]] SecretBytes secret(QLatin1StringView field) const { return SecretBytes::copyOf(bytes(field)); }
    [[nodiscard]] bool isValid() const { return test.value("result"_L1).toString() == u"valid"_s; }
    [[nodiscard]] bool hasFlag(QLatin1StringView flag) const
    {
        return test.value("flags"_L1).toArray().contains(QString(flag));
    }
    [[nodiscard]] QByteArray name() const
    {
        return "tcId " + QByteArray::number(test.value("tcId"_L1).toInt()) + ' '
            + test.value("comment"_L1).toString().toUtf8();
    }
};

QString vectorPath(const QString &file)
{
    const QString folder =
        qEnvironmentVariable("WARDLINE_VECTORS", QString::fromUtf8(WARDLINE_SOURCE_DIR) + u"/tests/vectors"_s);
    return folder + u"/wycheproof/"_s + file;
}

/// Calls `check` for each test; it answers whether the test came out as it should. Returns how many were checked; -1 without the file.
int forEach(const QString &file, const std::function<bool(const Vector &)> &check)
{
    QFile json(vectorPath(file));
    if (!json.open(QIODevice::ReadOnly)) {
        return -1;
    }
    int count = 0;
    const QJsonArray groups = QJsonDocument::fromJson(json.readAll()).object().value("testGroups"_L1).toArray();
    for (const QJsonValue &group : groups) {
        const QJsonArray tests = group.toObject().value("tests"_L1).toArray();
        for (const QJsonValue &test : tests) {
            const Vector vector{group.toObject(), test.toObject()};
            if (!check(vector)) {
                QTest::qFail(vector.name().constData(), __FILE__, __LINE__);
            }
            ++count;
        }
    }
    return count;
}

#define CHECK_ALL(file, count, check)                                                                                  \
    const int checked = forEach(file, check);                                                                          \
    QCOMPARE(checked, count)

} // namespace

class WycheproofTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aesGcm()
    {
        int ours = 0;
        const auto check = [&ours](const Vector &v) {
            const SecretBytes key = v.secret("key"_L1);
            const QByteArray sealed = v.bytes("ct"_L1) + v.bytes("tag"_L1);
            const auto opened = openssl::aesGcmOpen(key.span(), v.bytes("iv"_L1), sealed, v.bytes("aad"_L1));
            if (v.group.value("keySize"_L1).toInt() != 256 || v.group.value("ivSize"_L1).toInt() != 96) {
                return !opened; // sizes that we do not take, whatever the vector says
            }
            ++ours;
            if (!v.isValid()) {
                return !opened && opened.error().is(CryptoError::NotAuthentic);
            }
            const auto again = openssl::aesGcmSeal(key.span(), v.bytes("iv"_L1), v.bytes("msg"_L1), v.bytes("aad"_L1));
            return opened && opened->view() == v.bytes("msg"_L1) && again && *again == sealed;
        };
        CHECK_ALL(u"aes_gcm_test.json"_s, 316, check);
        QVERIFY(ours > 50);
    }

    void aes128Gcm()
    {
        int ours = 0;
        const auto check = [&ours](const Vector &v) {
            const int ivBits = v.group.value("ivSize"_L1).toInt();
            const bool isOurs = v.group.value("keySize"_L1).toInt() == 128 && (ivBits == 96 || ivBits == 128);
            if (!isOurs || !v.bytes("aad"_L1).isEmpty()) {
                return true;
            }
            ++ours;
            const SecretBytes key = v.secret("key"_L1);
            const QByteArray sealed = v.bytes("ct"_L1) + v.bytes("tag"_L1);
            const auto opened = openssl::aes128GcmOpen(key.span(), v.bytes("iv"_L1), sealed);
            if (!v.isValid()) {
                return !opened && opened.error().is(CryptoError::NotAuthentic);
            }
            const auto again = openssl::aes128GcmSeal(key.span(), v.bytes("iv"_L1), v.bytes("msg"_L1));
            const bool isSame = ivBits == 96 ? again && *again == sealed : !again;
            return isSame && opened && opened->view() == v.bytes("msg"_L1);
        };
        CHECK_ALL(u"aes_gcm_test.json"_s, 316, check);
        QVERIFY(ours > 20);
    }

    void aesCbcPkcs5()
    {
        const auto check = [](const Vector &v) {
            const SecretBytes key = v.secret("key"_L1);
            const QByteArray ciphertext = v.bytes("ct"_L1);
            SecretBytes room(std::size_t(ciphertext.size()) + openssl::kAesBlock);
            const auto mode = openssl::BlockMode::CbcPkcs7;
            const auto opened = openssl::aesDecrypt(mode, key.span(), v.bytes("iv"_L1), ciphertext, room.span());
            if (!v.isValid()) {
                return !opened && opened.error().is(CryptoError::NotAuthentic);
            }
            const QByteArray message = v.bytes("msg"_L1);
            SecretBytes sealed(std::size_t(message.size()) + openssl::kAesBlock);
            const auto again = openssl::aesEncrypt(mode, key.span(), v.bytes("iv"_L1), message, sealed.span());
            return opened && room.view().first(qsizetype(*opened)) == message && again
                && sealed.view().first(qsizetype(*again)) == ciphertext;
        };
        CHECK_ALL(u"aes_cbc_pkcs5_test.json"_s, 216, check);
    }

    void hkdfSha256()
    {
        const auto check = [](const Vector &v) {
            const SecretBytes key = v.secret("ikm"_L1);
            const auto derived = openssl::hkdf(openssl::Digest::Sha256, key.span(), v.bytes("salt"_L1),
                                               v.bytes("info"_L1), std::size_t(v.test.value("size"_L1).toInt()));
            return v.isValid() ? derived && derived->view() == v.bytes("okm"_L1)
                               : !derived && derived.error().is(CryptoError::BadLength);
        };
        CHECK_ALL(u"hkdf_sha256_test.json"_s, 86, check);
    }

    void hmacSha256()
    {
        const auto check = [](const Vector &v) {
            const SecretBytes mac = crypto::hmacSha256(v.secret("key"_L1), v.bytes("msg"_L1));
            const QByteArray tag = v.bytes("tag"_L1);
            return constantTimeEqual(mac.view().first(tag.size()), tag) == v.isValid();
        };
        CHECK_ALL(u"hmac_sha256_test.json"_s, 174, check);
    }

    void x25519()
    {
        const auto check = [](const Vector &v) {
            const SecretBytes key = v.secret("private"_L1);
            const auto shared = openssl::x25519(key.span(), v.bytes("public"_L1));
            if (v.hasFlag("ZeroSharedSecret"_L1)) { // "acceptable": we refuse (RFC 7748 6.1)
                return !shared && shared.error().is(CryptoError::WeakKey);
            }
            return shared && shared->view() == v.bytes("shared"_L1);
        };
        CHECK_ALL(u"x25519_test.json"_s, 518, check);
    }

    void ed25519()
    {
        const auto check = [](const Vector &v) {
            const QByteArray key =
                QByteArray::fromHex(v.group.value("publicKey"_L1).toObject().value("pk"_L1).toString().toLatin1());
            return openssl::ed25519Verify(key, v.bytes("msg"_L1), v.bytes("sig"_L1)).has_value() == v.isValid();
        };
        CHECK_ALL(u"ed25519_test.json"_s, 151, check);
    }
};

QTEST_APPLESS_MAIN(WycheproofTest)
#include "wycheproof_test.moc"

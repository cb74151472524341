// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/omemo/payload.h"

#include "core/crypto/hmac.h"
#include "core/crypto/openssl.h"
#include "core/omemo/omemo_engine.h"

#include <algorithm>
#include <utility>

namespace wardline::omemo {

namespace openssl = crypto::openssl;

namespace {

constexpr std::size_t kKeySize = 32;
constexpr std::size_t kMacSize = 16;
constexpr std::size_t kIvSize = 16;
constexpr std::size_t kGcmKeySize = 16;
constexpr std::size_t kGcmTagSize = 16;
constexpr std::size_t kGcmIvSize = 12;

/// XEP-0384 4.4: encryption key, authentication key and IV, 80 bytes.
struct PayloadKeys
{
    SecretBytes material;

    [[nodiscard]] std::span<const std::byte> encryption() const { return material.span().first(kKeySize); }
    [[nodiscard]] std::span<const std::byte> authentication() const
    {
        return material.span().subspan(kKeySize, kKeySize);
    }
    [[nodiscard]] QByteArrayView iv() const { return material.view().last(qsizetype(kIvSize)); }
};

Result<PayloadKeys> payloadKeys(std::span<const std::byte> key)
{
    const QByteArray salt(qsizetype(kKeySize), '\0');
    WARDLINE_TRY(SecretBytes material,
                 openssl::hkdf(openssl::Digest::Sha256, key, salt, "OMEMO Payload", 2 * kKeySize + kIvSize));
    return PayloadKeys{std::move(material)};
}

Result<QByteArray> payloadMac(const PayloadKeys &keys, QByteArrayView ciphertext)
{
    WARDLINE_TRY(const SecretBytes mac, openssl::hmac(openssl::Digest::Sha256, keys.authentication(), ciphertext));
    return mac.view().first(qsizetype(kMacSize)).toByteArray();
}

std::span<std::byte> writable(QByteArray &bytes)
{
    return std::as_writable_bytes(std::span(bytes.data(), std::size_t(bytes.size())));
}

} // namespace

Result<SealedPayload> sealPayload2(Random &random, QByteArrayView plaintext)
{
    SealedPayload sealed;
    sealed.secret = SecretBytes(kKeySize + kMacSize);
    const std::span<std::byte> key = sealed.secret.span().first(kKeySize);
    random.fill(key);
    WARDLINE_TRY(const PayloadKeys keys, payloadKeys(key));
    sealed.payload = QByteArray(plaintext.size() + qsizetype(openssl::kAesBlock), Qt::Uninitialized);
    WARDLINE_TRY(const std::size_t written,
                 openssl::aesEncrypt(openssl::BlockMode::CbcPkcs7, keys.encryption(), keys.iv(), plaintext,
                                     writable(sealed.payload)));
    sealed.payload.truncate(qsizetype(written));
    WARDLINE_TRY(const QByteArray mac, payloadMac(keys, sealed.payload));
    std::ranges::copy(std::as_bytes(std::span(mac.data(), kMacSize)), sealed.secret.span().subspan(kKeySize).begin());
    return sealed;
}

Result<SecretBytes> openPayload2(const SecretBytes &secret, QByteArrayView payload)
{
    if (secret.size() != kKeySize + kMacSize) {
        return failure(OmemoError::NotAuthentic);
    }
    WARDLINE_TRY(const PayloadKeys keys, payloadKeys(secret.span().first(kKeySize)));
    WARDLINE_TRY(const QByteArray mac, payloadMac(keys, payload));
    if (!crypto::constantTimeEqual(mac, secret.view().last(qsizetype(kMacSize)))) {
        return failure(OmemoError::NotAuthentic);
    }
    SecretBytes plaintext(std::size_t(payload.size()) + openssl::kAesBlock);
    const auto written =
        openssl::aesDecrypt(openssl::BlockMode::CbcPkcs7, keys.encryption(), keys.iv(), payload, plaintext.span());
    if (!written) {
        return failure(OmemoError::NotAuthentic);
    }
    plaintext.truncate(*written);
    return plaintext;
}

Result<SealedPayload> sealPayload03(Random &random, QByteArrayView plaintext)
{
    SealedPayload sealed;
    sealed.secret = SecretBytes(kGcmKeySize + kGcmTagSize);
    const std::span<std::byte> key = sealed.secret.span().first(kGcmKeySize);
    random.fill(key);
    sealed.iv = QByteArray(qsizetype(kGcmIvSize), Qt::Uninitialized);
    random.fill(writable(sealed.iv));
    WARDLINE_TRY(sealed.payload, openssl::aes128GcmSeal(key, sealed.iv, plaintext));
    const auto tag = std::as_bytes(std::span(sealed.payload)).last(kGcmTagSize);
    std::ranges::copy(tag, sealed.secret.span().subspan(kGcmKeySize).begin());
    sealed.payload.chop(qsizetype(kGcmTagSize));
    return sealed;
}

Result<SecretBytes> openPayload03(const SecretBytes &secret, QByteArrayView iv, QByteArrayView payload)
{
    if (secret.size() != kGcmKeySize && secret.size() != kGcmKeySize + kGcmTagSize) {
        return failure(OmemoError::NotAuthentic);
    }
    const QByteArrayView tag = secret.view().sliced(qsizetype(kGcmKeySize));
    QByteArray sealed;
    sealed.reserve(payload.size() + tag.size());
    sealed.append(payload).append(tag);
    auto plaintext = openssl::aes128GcmOpen(secret.span().first(kGcmKeySize), iv, sealed);
    if (!plaintext) {
        return failure(OmemoError::NotAuthentic);
    }
    return plaintext;
}

} // namespace wardline::omemo

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/aead_key.h"

#include "core/crypto/openssl.h"

namespace wardline::crypto {

namespace {
constexpr qsizetype kNonceSize = 12;
}

Result<AeadKey> AeadKey::create(SecretBytes key)
{
    if (key.size() != kKeySize) {
        return failure(CryptoError::BadLength);
    }
    return AeadKey(std::move(key));
}

AeadKey::AeadKey(SecretBytes key)
    : m_key(std::move(key))
{
}

Result<QByteArray> AeadKey::seal(Random &random, QByteArrayView plaintext, QByteArrayView associatedData) const
{
    QByteArray nonce(kNonceSize, Qt::Uninitialized);
    random.fill(std::as_writable_bytes(std::span(nonce.data(), static_cast<std::size_t>(kNonceSize))));
    WARDLINE_TRY(const QByteArray sealed, openssl::aesGcmSeal(m_key.span(), nonce, plaintext, associatedData));
    return nonce + sealed;
}

Result<SecretBytes> AeadKey::open(QByteArrayView record, QByteArrayView associatedData) const
{
    if (record.size() < kNonceSize) {
        return failure(CryptoError::NotAuthentic);
    }
    return openssl::aesGcmOpen(m_key.span(), record.first(kNonceSize), record.sliced(kNonceSize), associatedData);
}

} // namespace wardline::crypto

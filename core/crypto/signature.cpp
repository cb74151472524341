// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/signature.h"

#include "core/crypto/openssl.h"

namespace wardline::crypto {

Result<SigningKey> SigningKey::generate(Random &random)
{
    SecretBytes seed(32);
    random.fill(seed.span());
    return fromSeed(std::move(seed));
}

Result<SigningKey> SigningKey::fromSeed(SecretBytes seed)
{
    WARDLINE_TRY(QByteArray publicKey, openssl::ed25519PublicKey(seed.span()));
    return SigningKey(std::move(seed), std::move(publicKey));
}

SigningKey::SigningKey(SecretBytes seed, QByteArray publicKey)
    : m_seed(std::move(seed))
    , m_publicKey(std::move(publicKey))
{
}

Result<QByteArray> SigningKey::sign(QByteArrayView message) const
{
    return openssl::ed25519Sign(m_seed.span(), message);
}

Status verifySignature(QByteArrayView publicKey, QByteArrayView message, QByteArrayView signature)
{
    return openssl::ed25519Verify(publicKey, message, signature);
}

} // namespace wardline::crypto

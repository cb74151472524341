// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"

#include <QByteArray>

namespace wardline::crypto {

/// An Ed25519 signing key (RFC 8032). Not shared between threads.
class SigningKey
{
public:
    [[nodiscard]] static Result<SigningKey> generate(Random &random);
    /// From the 32-byte seed.
    [[nodiscard]] static Result<SigningKey> fromSeed(SecretBytes seed);

    [[nodiscard]] const QByteArray &publicKey() const { return m_publicKey; }
    [[nodiscard]] const SecretBytes &seed() const { return m_seed; }
    /// 64 bytes.
    [[nodiscard]] Result<QByteArray> sign(QByteArrayView message) const;

private:
    SigningKey(SecretBytes seed, QByteArray publicKey);
    SecretBytes m_seed;
    QByteArray m_publicKey;
};

/// NotAuthentic when the signature is not of this message by this key.
[[nodiscard]] Status verifySignature(QByteArrayView publicKey, QByteArrayView message, QByteArrayView signature);

} // namespace wardline::crypto

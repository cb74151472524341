// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"

#include <QByteArray>

namespace wardline::omemo {

/// What one message is encrypted with: the payload goes to everybody, the secret to each device through its session.
struct SealedPayload
{
    QByteArray payload;
    QByteArray iv; ///< 0.3 only
    SecretBytes secret;
};

/// XEP-0384 4.4: AES-256-CBC with HMAC-SHA-256, both keys from one of 32 random bytes by HKDF. The secret is that key
/// and the MAC of 16 bytes.
[[nodiscard]] Result<SealedPayload> sealPayload2(Random &random, QByteArrayView plaintext);
/// NotAuthentic.
[[nodiscard]] Result<SecretBytes> openPayload2(const SecretBytes &secret, QByteArrayView payload);

/// XEP-0384 0.3, 4.4: AES-128-GCM. The secret is the key and the tag, 16 bytes each.
[[nodiscard]] Result<SealedPayload> sealPayload03(Random &random, QByteArrayView plaintext);
/// NotAuthentic. Takes the tag at the end of the payload too, where programs before 2017 left it.
[[nodiscard]] Result<SecretBytes> openPayload03(const SecretBytes &secret, QByteArrayView iv, QByteArrayView payload);

} // namespace wardline::omemo

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"

#include <QByteArray>

namespace wardline::crypto {

/// An AES-256-GCM key that seals small records. A record is nonce (12 random bytes) || ciphertext || tag (16): with random
/// nonces one key may seal 2^32 records. Not shared between threads.
class AeadKey
{
public:
    static constexpr std::size_t kKeySize = 32;

    /// BadLength unless the key has 32 bytes.
    [[nodiscard]] static Result<AeadKey> create(SecretBytes key);

    /// `associatedData` is authenticated, not hidden: it binds the record to its place (a name, a version).
    [[nodiscard]] Result<QByteArray> seal(Random &random, QByteArrayView plaintext, QByteArrayView associatedData) const;
    /// NotAuthentic for a wrong key, an altered record or another place.
    [[nodiscard]] Result<SecretBytes> open(QByteArrayView record, QByteArrayView associatedData) const;

private:
    explicit AeadKey(SecretBytes key);
    SecretBytes m_key;
};

} // namespace wardline::crypto

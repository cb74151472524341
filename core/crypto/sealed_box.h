// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"

#include <QByteArray>

namespace wardline::crypto {

/// An X25519 key pair. The private half is 32 bytes.
struct SealedBoxKeys {
    SecretBytes privateKey;
    QByteArray publicKey;
};

[[nodiscard]] Result<SealedBoxKeys> generateSealedBoxKeys(Random &random);
/// The pair of a private half that is kept or derived elsewhere. BadLength unless it has 32 bytes.
[[nodiscard]] Result<SealedBoxKeys> sealedBoxKeysFrom(SecretBytes privateKey);

/// Sealed to a public key: whoever seals cannot open. Record = ephemeral public key (32) || AES-256-GCM ciphertext || tag; key and
/// nonce come by HKDF-SHA-256 from the X25519 secret, both public keys and `label`.
[[nodiscard]] Result<QByteArray> sealTo(Random &random, QByteArrayView publicKey, QByteArrayView label, QByteArrayView plaintext);
/// NotAuthentic for a wrong key, label or altered record; WeakKey for an ephemeral key of low order.
[[nodiscard]] Result<SecretBytes> openSealed(const SealedBoxKeys &keys, QByteArrayView label, QByteArrayView record);

} // namespace wardline::crypto

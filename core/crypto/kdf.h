// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secret_bytes.h"

#include <QByteArray>

namespace wardline::crypto {

/// Cost of a scrypt derivation (RFC 7914): memory is 128 * n * r bytes.
struct ScryptCost {
    std::uint64_t n = 1U << 17;
    std::uint32_t r = 8;
    std::uint32_t p = 1;
    bool operator==(const ScryptCost &) const = default;
};

/// 32 bytes from a password (RFC 7914). BadLength for a cost outside 2^10..2^20 and 512 MiB. Takes a good part of a second: not
/// on the thread that draws.
[[nodiscard]] Result<SecretBytes> deriveFromPassword(const SecretBytes &password, QByteArrayView salt, const ScryptCost &cost);

/// A key of `length` bytes for one purpose, named by `label` (HKDF-SHA-256, RFC 5869).
[[nodiscard]] Result<SecretBytes> deriveKey(const SecretBytes &secret, QByteArrayView salt, QByteArrayView label,
                                            std::size_t length = 32);

/// PBKDF2-HMAC-SHA-256 (RFC 8018 5.2), 32 bytes: the Hi() function of SCRAM (RFC 5802 2.2).
[[nodiscard]] Result<SecretBytes> pbkdf2Sha256(const SecretBytes &password, QByteArrayView salt, std::uint32_t iterations);

} // namespace wardline::crypto

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/kdf.h"

#include "core/crypto/openssl.h"

namespace wardline::crypto {

Result<SecretBytes> deriveFromPassword(const SecretBytes &password, QByteArrayView salt, const ScryptCost &cost)
{
    // The cost is read from a file that an attacker may have written: neither trivially small nor a way to eat all memory.
    if (cost.n < (1U << 10) || cost.n > (1U << 20) || cost.r > 16 || cost.p > 4) {
        return failure(CryptoError::BadLength);
    }
    return openssl::scrypt(password.span(), salt, cost.n, cost.r, cost.p, 32);
}

Result<SecretBytes> deriveKey(const SecretBytes &secret, QByteArrayView salt, QByteArrayView label, std::size_t length)
{
    return openssl::hkdf(openssl::Digest::Sha256, secret.span(), salt, label, length);
}

Result<SecretBytes> pbkdf2Sha256(const SecretBytes &password, QByteArrayView salt, std::uint32_t iterations)
{
    return openssl::pbkdf2(openssl::Digest::Sha256, password.span(), salt, iterations, 32);
}

} // namespace wardline::crypto

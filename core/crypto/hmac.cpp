// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/hmac.h"

#include "core/crypto/openssl.h"

namespace wardline::crypto {

QByteArray sha256(QByteArrayView data)
{
    // SHA-256 of bytes in memory cannot fail short of a broken provider, which `value()` then reports by ending the process.
    return openssl::hash(openssl::Digest::Sha256, data).value();
}

SecretBytes hmacSha256(const SecretBytes &key, QByteArrayView data)
{
    return openssl::hmac(openssl::Digest::Sha256, key.span(), data).value();
}

bool constantTimeEqual(QByteArrayView a, QByteArrayView b)
{
    if (a.size() != b.size()) {
        return false;
    }
    unsigned difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i) {
        difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
    }
    return difference == 0;
}

} // namespace wardline::crypto

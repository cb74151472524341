// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secret_bytes.h"

#include <QByteArray>

namespace wardline::crypto {

/// SHA-256 (FIPS 180-4), 32 bytes.
[[nodiscard]] QByteArray sha256(QByteArrayView data);
/// HMAC-SHA-256 (RFC 2104), 32 bytes.
[[nodiscard]] SecretBytes hmacSha256(const SecretBytes &key, QByteArrayView data);
/// Whether two byte strings are the same, in time that depends on their lengths only.
[[nodiscard]] bool constantTimeEqual(QByteArrayView a, QByteArrayView b);

} // namespace wardline::crypto

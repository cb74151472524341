// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

namespace wardline::crypto {

enum class CryptoError {
    BadLength, ///< a key, nonce, salt or cost parameter outside what the primitive takes
    NotAuthentic, ///< a tag, MAC or signature does not fit: altered data or the wrong key
    WeakKey, ///< a public key of low order
    ProviderFailed, ///< OpenSSL refused or ran out of memory
};

} // namespace wardline::crypto

template <>
struct wardline::ErrorDomain<wardline::crypto::CryptoError> {
    static constexpr const char *name = "crypto";
};

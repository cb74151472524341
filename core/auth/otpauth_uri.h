// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/auth_error.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"

#include <QString>

namespace wardline::auth {

/// `otpauth://totp/Issuer:account?secret=BASE32&issuer=Issuer`, the text that authenticator apps scan. The URI holds the seed
/// and so is a secret as a whole. Any thread.
struct OtpauthUri {
    static constexpr std::size_t kMaximumSize = 2048;

    QString issuer; ///< may be empty
    QString account;
    SecretBytes seed; ///< decoded

    /// UriInvalid for anything but TOTP with SHA-1, six digits and 30 s (all may be left out), for a repeated parameter, bad
    /// percent-encoding or UTF-8, two different issuers, or more than 2048 bytes; SeedInvalid.
    [[nodiscard]] static Result<OtpauthUri> parse(const SecretBytes &uri);
    /// UriInvalid if it would not parse again.
    [[nodiscard]] Result<SecretBytes> build() const;
};

} // namespace wardline::auth

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/secret_bytes.h"

#include <QString>

namespace wardline::stream {

/// XEP-0484: what signs in again without password and code. Move-only; the value is a bearer secret.
struct FastToken {
    SecretBytes value; ///< the `token` attribute as it stands, ASCII
    QString mechanism; ///< "HT-SHA-256-NONE"
    Instant expiry {}; ///< said by the relay
    bool totpVerified = false; ///< the sign-in it descends from proved a code

    [[nodiscard]] FastToken clone() const { return {value.clone(), mechanism, expiry, totpVerified}; }
};

} // namespace wardline::stream

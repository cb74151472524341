// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stream/fast_token.h"

#include <optional>

namespace wardline::stream {

/// What proves who we are. Move-only; the stream wipes each part as soon as it was used or is known to be of no use.
struct Credentials {
    SecretBytes password; ///< UTF-8; may be empty when there is a token
    SecretBytes code; ///< six digits or a recovery code, if asked for together with the password; empty: ask when demanded
    SecretBytes ticket; ///< for enrolment; empty: ask when demanded
    std::optional<FastToken> token; ///< tried instead of the password where the relay offers FAST
};

} // namespace wardline::stream

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret_bytes.h"

#include <vector>

namespace wardline::stream {

/// What the relay hands out once after an enrolment: single-use replacements for a code. Move-only.
struct RecoveryCodes {
    std::vector<SecretBytes> codes; ///< as printed by the relay, "ABCD-EFGH-JKMN"

    RecoveryCodes() = default;
    RecoveryCodes(RecoveryCodes &&) = default;
    RecoveryCodes &operator=(RecoveryCodes &&) = default;
    RecoveryCodes(const RecoveryCodes &) = delete;
    RecoveryCodes &operator=(const RecoveryCodes &) = delete;
    ~RecoveryCodes() = default;
};

} // namespace wardline::stream

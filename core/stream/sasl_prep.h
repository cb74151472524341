// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secret_bytes.h"

namespace wardline::stream {

/// RFC 4013 (SASLprep) for a query string in UTF-8: maps, normalises (NFKC of Unicode 3.2), refuses prohibited characters and
/// mixed direction. PasswordNotAllowed for those, for bytes that are no UTF-8, and for an empty result.
[[nodiscard]] Result<SecretBytes> saslPrep(const SecretBytes &text);

} // namespace wardline::stream

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret_bytes.h"

#include <map>
#include <optional>
#include <string>

namespace wardline::ctl {

/// Reads `{"name": "value", ...}` (RFC 8259, string values only) without a copy outside SecretBytes. Names are short
/// ASCII. Nothing for anything else, a name twice, or an escape that is no character.
[[nodiscard]] std::optional<std::map<std::string, SecretBytes>> parseSecretObject(const SecretBytes &line);

} // namespace wardline::ctl

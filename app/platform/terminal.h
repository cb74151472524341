// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret_bytes.h"

#include <QString>

#include <optional>

namespace wardline::platform {

/// Asks on the controlling terminal without echo. Nothing when there is no terminal, or nothing was typed. Blocks.
[[nodiscard]] std::optional<SecretBytes> askSecret(const QString &question);
[[nodiscard]] bool hasTerminal();

} // namespace wardline::platform

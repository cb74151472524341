// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"

namespace wardline::ctl {

/// Fetches and verifies what the organisation published, and says what it certifies of whom. Fails where something was
/// refused or could not be had; what was known before is shown all the same.
[[nodiscard]] Prepared showTrust(Words words);

} // namespace wardline::ctl

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/environment.h"
#include "core/service/sign_in_service.h"

#include <vector>

namespace wardline::service {

/// Who has signed in here before, as far as policy lets the profiles tell, the latest first. Reads the file system.
[[nodiscard]] std::vector<KnownAccount> knownAccounts(const Environment &environment);

} // namespace wardline::service

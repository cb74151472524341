// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"

namespace wardline::ctl {

[[nodiscard]] Prepared listAudit(Words words);
[[nodiscard]] Prepared verifyAudit(Words words);
[[nodiscard]] Prepared exportAudit(Words words);

} // namespace wardline::ctl

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"

namespace wardline::ctl {

[[nodiscard]] Prepared listOutbox(Words words);
[[nodiscard]] Prepared cancelWaiting(Words words);
/// Who has one message, and since when.
[[nodiscard]] Prepared showDelivery(Words words);

} // namespace wardline::ctl

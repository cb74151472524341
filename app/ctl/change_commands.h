// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"

namespace wardline::ctl {

[[nodiscard]] Prepared correctMessage(Words words);
[[nodiscard]] Prepared showHeldMessage(Words words);
[[nodiscard]] Prepared retractMessage(Words words);
[[nodiscard]] Prepared moderateMessage(Words words);
[[nodiscard]] Prepared reactToMessage(Words words);

} // namespace wardline::ctl

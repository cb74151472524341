// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"

namespace wardline::ctl {

[[nodiscard]] Prepared sendMessages(Words words);
[[nodiscard]] Prepared listenForMessages(Words words);
[[nodiscard]] Prepared showHistory(Words words);
[[nodiscard]] Prepared searchMessages(Words words);

} // namespace wardline::ctl

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"

namespace wardline::ctl {

/// A sentence for the person at the command line.
[[nodiscard]] QString errorWords(const Error &error);
/// What the program ends with because of it.
[[nodiscard]] ExitCode exitCodeFor(const Error &error);

} // namespace wardline::ctl

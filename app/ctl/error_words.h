// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"

namespace wardline::ctl {

/// A sentence for the person at the command line.
[[nodiscard]] QString errorWords(const Error &error);
/// Who or what stands in the way of an encrypted message.
[[nodiscard]] QString obstacleWords(const service::EncryptionObstacle &obstacle);
/// For scripts: "certified", "expired", "not-listed" ...
[[nodiscard]] QString certificateWord(service::Certificate certificate);
/// What the program ends with because of it.
[[nodiscard]] ExitCode exitCodeFor(const Error &error);

} // namespace wardline::ctl

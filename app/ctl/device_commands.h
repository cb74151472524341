// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"

namespace wardline::ctl {

[[nodiscard]] Prepared listDevices(Words words);
[[nodiscard]] Prepared verifyDevice(Words words);
[[nodiscard]] Prepared distrustDevice(Words words);

/// In the words of the specifications: "verified", "certified", "blind", "undecided", "distrusted", "revoked".
[[nodiscard]] QString trustWord(model::Trust trust);
/// Why a message has no text, as scripts read it: "older-than-device" and so on.
[[nodiscard]] QString unreadableWord(model::Unreadable reason);

} // namespace wardline::ctl

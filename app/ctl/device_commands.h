// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"

namespace wardline::ctl {

[[nodiscard]] Prepared listDevices(Words words);
[[nodiscard]] Prepared verifyDevice(Words words);
[[nodiscard]] Prepared distrustDevice(Words words);
[[nodiscard]] Prepared admitDevice(Words words);
[[nodiscard]] Prepared certifyDevice(Words words);
[[nodiscard]] Prepared vouchForDevice(Words words);
[[nodiscard]] Prepared showOwnCode(Words words);
[[nodiscard]] Prepared compareCode(Words words);
[[nodiscard]] Prepared showSafetyNumber(Words words);
[[nodiscard]] Prepared resetDevice(Words words);

/// In the words of the specifications: "verified", "certified", "blind", "undecided", "distrusted", "revoked".
[[nodiscard]] QString trustWord(model::Trust trust);
/// Why a message has no text, as scripts read it: "older-than-device" and so on.
[[nodiscard]] QString unreadableWord(model::Unreadable reason);
/// The same for people, with what to do.
[[nodiscard]] QString unreadableWords(model::Unreadable reason);

} // namespace wardline::ctl

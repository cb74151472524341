// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace wardline::history {

// What the parts of a history file are bound to. Part of the format.
inline constexpr QByteArrayView kBackupPurpose = "backup";
inline constexpr QByteArrayView kBackupChain = "wardline history chain v1";

} // namespace wardline::history

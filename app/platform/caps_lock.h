// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace wardline::platform {

/// Whether Caps Lock is on, where the platform can be asked: the X server's keyboard state under X11, the keyboards'
/// lights elsewhere on Linux. Nothing where neither tells (a Wayland session without a light, a remote desktop); then
/// the typed letters have to. Takes well under a millisecond; ask when a key was pressed, not in a loop. Main thread.
[[nodiscard]] std::optional<bool> isCapsLockOn();

} // namespace wardline::platform

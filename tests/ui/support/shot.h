// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/door_shots.h"

namespace wardline::test {

inline constexpr QSize kDesk{1240, 780};
inline constexpr QSize kMiddle{900, 700};
inline constexpr QSize kNarrow{420, 720};

/// Presses a button by its name.
void press(UiRig &rig, const char *name);

/// The parts around the conversation: lists, people, search, what is said above them.
[[nodiscard]] QList<Shot> workShots();

/// Menus and choices that are open.
[[nodiscard]] QList<Shot> menuShots();

/// What is being written.
[[nodiscard]] QList<Shot> composerShots();

/// Downtime, what waits, who has a message.
[[nodiscard]] QList<Shot> deliveryShots();

/// What is said of end-to-end encryption.
[[nodiscard]] QList<Shot> encryptionShots();

/// Devices, certificates, comparing and vouching.
[[nodiscard]] QList<Shot> trustShots();

} // namespace wardline::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/notification_sink.h"
#include "core/service/notifier.h"
#include "core/service/sound_player.h"

#include <QString>

namespace wardline::ui {

/// The notice as the desktop gets it: short, safe against control characters, with nothing in it that the notice does
/// not hold.
[[nodiscard]] service::DesktopNotification notificationOf(const service::Notice &notice);
/// Names a notice's place on the desktop.
[[nodiscard]] QString notificationKey(const model::Jid &conversation);

/// "Sound is off: STAT cannot ring"; "" while it can, or while that is not known.
[[nodiscard]] QString soundOffWords(service::SoundState state, bool isSwitchedOn);
/// Why: "The loudspeaker is muted."; "" while it is not.
[[nodiscard]] QString soundReasonWords(service::SoundState state, bool isSwitchedOn);
/// What the device said after a test: "Played on “Built-in audio” at 45 %."
[[nodiscard]] QString soundReportWords(const service::SoundReport &report);
/// "The newest message here was not shown: quiet hours."
[[nodiscard]] QString alertReasonWords(service::AlertReason reason);

} // namespace wardline::ui

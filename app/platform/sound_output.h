// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timer.h"
#include "core/service/sound_player.h"

#include <memory>

namespace wardline::platform {

/// The person's sound system: PulseAudio, or PipeWire speaking its protocol, on Linux. Connects by itself a moment
/// after it was made and again whenever the sound system comes back. The timers outlive it.
[[nodiscard]] std::unique_ptr<service::SoundPlayer> makeSoundOutput(TimerFactory &timers);

} // namespace wardline::platform

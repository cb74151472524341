// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timer.h"

namespace wardline {

/// Timers on the event loop of the calling thread.
class QtTimerFactory final : public TimerFactory
{
public:
    [[nodiscard]] std::unique_ptr<Timer> createTimer(std::function<void()> onTimeout) override;
};

} // namespace wardline

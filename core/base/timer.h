// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace wardline {

/// Calls back once after a delay, on the thread that made it. Destroying it cancels it.
class Timer
{
public:
    virtual ~Timer() = default;
    /// Starts or restarts the delay.
    virtual void start(std::chrono::milliseconds delay) = 0;
    virtual void stop() = 0;
    [[nodiscard]] virtual bool isActive() const = 0;
};

/// Makes timers. Injected, so that tests own time.
class TimerFactory
{
public:
    virtual ~TimerFactory() = default;
    [[nodiscard]] virtual std::unique_ptr<Timer> createTimer(std::function<void()> onTimeout) = 0;
};

} // namespace wardline

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace wardline {

/// Wall-clock instant, UTC, milliseconds. What is stored and shown.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
/// Monotonic instant, milliseconds since an arbitrary start. What timers and limits are measured by.
using MonotonicInstant = std::chrono::time_point<std::chrono::steady_clock, std::chrono::milliseconds>;

/// Source of time. Injected, so that tests own time. Implementations are safe to call from any thread.
class Clock
{
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
    [[nodiscard]] virtual MonotonicInstant monotonic() const = 0;
};

} // namespace wardline

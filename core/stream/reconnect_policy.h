// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"

#include <chrono>
#include <cstdint>

namespace wardline::stream {

struct ReconnectLimits {
    std::chrono::milliseconds first {1'000};
    std::chrono::milliseconds most {60'000};
    bool operator==(const ReconnectLimits &) const = default;
};

/// How long to wait before the next attempt: exponential with full jitter over the upper half, so that a ward does not come back
/// in one wave. Pure; the loop belongs to the service.
class ReconnectPolicy
{
public:
    explicit ReconnectPolicy(Random &random, ReconnectLimits limits = {});

    /// After a failure or a loss. Between half of the present step and the whole of it; the step doubles up to the limit.
    [[nodiscard]] std::chrono::milliseconds nextDelay();
    /// The network came back: try at once, and begin with short waits again. A flapping network cannot use it to hammer: a second
    /// return without established() in between waits as nextDelay().
    [[nodiscard]] std::chrono::milliseconds networkReturned();
    /// A session stood: begin again with short waits.
    void established();

private:
    Random &m_random;
    ReconnectLimits m_limits;
    std::uint32_t m_failures = 0;
    bool m_immediateUsed = false;
};

} // namespace wardline::stream

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

namespace wardline {

/// A clock that stands still until a test moves it. One thread.
class FakeClock final : public Clock
{
public:
    /// Starts at 2026-01-01T00:00:00Z unless told otherwise.
    explicit FakeClock(Instant start = Instant(std::chrono::milliseconds(1767225600000)))
        : m_now(start)
    {
    }
    [[nodiscard]] Instant now() const override { return m_now; }
    [[nodiscard]] MonotonicInstant monotonic() const override { return m_monotonic; }
    /// Time passes: both clocks move.
    void advance(std::chrono::milliseconds by)
    {
        m_now += by;
        m_monotonic += by;
    }
    /// Someone set the wall clock: only that one moves.
    void jumpWallClock(std::chrono::milliseconds by) { m_now += by; }

private:
    Instant m_now;
    MonotonicInstant m_monotonic {};
};

} // namespace wardline

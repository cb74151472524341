// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/fake_clock.h"
#include "core/base/timer.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace wardline {

/// Timers that fire when a test moves the clock. Timers must not outlive the factory. One thread.
class FakeTimerFactory final : public TimerFactory
{
public:
    explicit FakeTimerFactory(FakeClock &clock)
        : m_clock(clock)
    {
    }

    [[nodiscard]] std::unique_ptr<Timer> createTimer(std::function<void()> onTimeout) override
    {
        return std::make_unique<FakeTimer>(*this, std::move(onTimeout));
    }

    /// Moves the clock and fires what falls due on the way, in order of due time.
    void advance(std::chrono::milliseconds by)
    {
        const MonotonicInstant end = m_clock.monotonic() + by;
        while (FakeTimer *next = nextDue(end)) {
            m_clock.advance(std::max(std::chrono::milliseconds(0), *next->due - m_clock.monotonic()));
            next->due.reset();
            next->callback();
        }
        m_clock.advance(end - m_clock.monotonic());
    }

    [[nodiscard]] std::size_t activeCount() const
    {
        return static_cast<std::size_t>(
            std::count_if(m_timers.begin(), m_timers.end(), [](const FakeTimer *t) { return t->due.has_value(); }));
    }

private:
    struct FakeTimer final : Timer {
        FakeTimer(FakeTimerFactory &owner, std::function<void()> onTimeout)
            : factory(owner)
            , callback(std::move(onTimeout))
        {
            factory.m_timers.push_back(this);
        }
        ~FakeTimer() override { std::erase(factory.m_timers, this); }
        FakeTimer(const FakeTimer &) = delete;
        FakeTimer &operator=(const FakeTimer &) = delete;
        void start(std::chrono::milliseconds delay) override { due = factory.m_clock.monotonic() + delay; }
        void stop() override { due.reset(); }
        [[nodiscard]] bool isActive() const override { return due.has_value(); }

        FakeTimerFactory &factory;
        std::function<void()> callback;
        std::optional<MonotonicInstant> due;
    };

    [[nodiscard]] FakeTimer *nextDue(MonotonicInstant end) const
    {
        FakeTimer *best = nullptr;
        for (FakeTimer *timer : m_timers) {
            if (timer->due && *timer->due <= end && (!best || *timer->due < *best->due)) {
                best = timer;
            }
        }
        return best;
    }

    FakeClock &m_clock;
    std::vector<FakeTimer *> m_timers;
};

} // namespace wardline

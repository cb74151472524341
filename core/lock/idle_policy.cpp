// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lock/idle_policy.h"

#include <algorithm>

namespace wardline::lock {

using std::chrono::milliseconds;

IdlePolicy::IdlePolicy(IdleSettings settings, const Clock &clock)
    : m_settings(settings)
    , m_clock(clock)
    , m_lastMonotonic(clock.monotonic())
    , m_lastWall(clock.now())
{
}

void IdlePolicy::restart()
{
    touch(milliseconds(0));
}

void IdlePolicy::setSettings(IdleSettings settings)
{
    m_settings = settings;
}

void IdlePolicy::touch(milliseconds ago)
{
    const MonotonicInstant monotonic = m_clock.monotonic() - ago;
    if (ago == milliseconds(0) || monotonic > m_lastMonotonic) {
        m_lastMonotonic = monotonic;
        m_lastWall = m_clock.now() - ago;
    }
}

milliseconds IdlePolicy::remaining() const
{
    const milliseconds allowed = m_settings.lockAfter;
    const milliseconds byMonotonic = m_lastMonotonic + allowed - m_clock.monotonic();
    const milliseconds byWall = m_lastWall + allowed - m_clock.now();
    return std::min(byMonotonic, byWall);
}

std::optional<IdleVerdict> IdlePolicy::lateVerdict() const
{
    if (remaining() < -kLate) {
        return IdleVerdict {IdleVerdict::Kind::Lock, LockReason::TimeJump, {}, {}};
    }
    return std::nullopt;
}

IdleVerdict IdlePolicy::verdict() const
{
    const milliseconds left = remaining();
    const milliseconds warn = std::min<milliseconds>(m_settings.warnBefore, m_settings.lockAfter);
    if (left <= milliseconds(0)) {
        return {IdleVerdict::Kind::Lock, LockReason::Idle, {}, {}};
    }
    if (left <= warn) {
        // The page counts down in seconds.
        return {IdleVerdict::Kind::Warn, LockReason::Idle, left, std::min(left, milliseconds(1000))};
    }
    return {IdleVerdict::Kind::Active, LockReason::Idle, left, left - warn};
}

IdleVerdict IdlePolicy::noteOwnInput()
{
    if (const std::optional<IdleVerdict> late = lateVerdict()) {
        return *late;
    }
    touch(milliseconds(0));
    return verdict();
}

IdleVerdict IdlePolicy::check(std::optional<milliseconds> desktopIdle)
{
    if (const std::optional<IdleVerdict> late = lateVerdict()) {
        return *late;
    }
    // A desktop that claims to have been idle for a negative or absurd time is not believed.
    if (m_settings.preset == IdlePreset::Personal && desktopIdle && *desktopIdle >= milliseconds(0)) {
        touch(std::min<milliseconds>(*desktopIdle, std::chrono::hours(24)));
    }
    return verdict();
}

} // namespace wardline::lock

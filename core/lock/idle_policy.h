// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/lock/lock_reason.h"

#include <chrono>
#include <optional>

namespace wardline::lock {

/// Whose input counts. Shared workstation: our own window's alone, because a colleague at the same desktop keeps the system busy.
/// Personal: our own or any on the desktop, because work in the record next to us is work.
enum class IdlePreset { Shared, Personal };

struct IdleSettings {
    IdlePreset preset = IdlePreset::Shared;
    std::chrono::seconds lockAfter {300};
    std::chrono::seconds warnBefore {30};
    bool operator==(const IdleSettings &) const = default;
};

/// What the idle time means now.
struct IdleVerdict {
    enum class Kind { Active, Warn, Lock };
    Kind kind = Kind::Active;
    LockReason reason = LockReason::Idle; ///< for Lock
    std::chrono::milliseconds remaining {}; ///< until the lock; 0 for Lock
    std::chrono::milliseconds checkAgainIn {}; ///< when to look next at the latest
    bool operator==(const IdleVerdict &) const = default;
};

/// When to warn and when to lock for idleness. The due time is kept by the monotonic and by the wall clock, and the one that comes
/// first counts, so that neither sleep nor a clock set forward (or back) leaves the screen open. Pure but for the clock. One thread.
class IdlePolicy
{
public:
    /// A look this long after the due time means that the program could not look in time: it locks, whatever input came since.
    static constexpr std::chrono::milliseconds kLate {3000};

    IdlePolicy(IdleSettings settings, const Clock &clock);

    /// Somebody signed in or unlocked: counting starts anew.
    void restart();
    void setSettings(IdleSettings settings);
    [[nodiscard]] const IdleSettings &settings() const { return m_settings; }
    /// A key or the pointer in our own window. Too late (see `kLate`) it does not count; the verdict is then Lock.
    [[nodiscard]] IdleVerdict noteOwnInput();
    /// `desktopIdle` is what IdleSource says; it counts with the personal preset only.
    [[nodiscard]] IdleVerdict check(std::optional<std::chrono::milliseconds> desktopIdle);

    /// Until the due time; negative once it has passed.
    [[nodiscard]] std::chrono::milliseconds remaining() const;

private:
    void touch(std::chrono::milliseconds ago);
    [[nodiscard]] std::optional<IdleVerdict> lateVerdict() const;
    [[nodiscard]] IdleVerdict verdict() const;

    IdleSettings m_settings;
    const Clock &m_clock;
    MonotonicInstant m_lastMonotonic;
    Instant m_lastWall;
};

} // namespace wardline::lock

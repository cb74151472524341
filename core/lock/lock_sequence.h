// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/lock/lock_participant.h"

#include <chrono>
#include <vector>

namespace wardline::lock {

/// How long each participant took.
struct LockStepTime {
    QLatin1StringView name;
    LockStage stage = LockStage::KeepDrafts;
    std::chrono::milliseconds took {};
    bool operator==(const LockStepTime &) const = default;
};

/// The ordered list of all who wipe when the workstation locks: by stage, within a stage in the order of joining. Participants
/// outlive the sequence or leave it. One thread.
class LockSequence
{
public:
    /// A lock that takes longer than this in all is a defect: people walk away from the screen.
    static constexpr std::chrono::milliseconds kBudget {500};

    explicit LockSequence(const Clock &clock);
    void join(LockParticipant &participant);
    void leave(LockParticipant &participant) noexcept;
    [[nodiscard]] std::size_t size() const { return m_participants.size(); }
    /// Runs all of them, whatever happens; a participant that locks again from within is not run twice.
    std::vector<LockStepTime> run() noexcept;

private:
    const Clock &m_clock;
    std::vector<LockParticipant *> m_participants;
    bool m_isRunning = false;
};

} // namespace wardline::lock

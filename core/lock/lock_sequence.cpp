// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lock/lock_sequence.h"

#include <algorithm>

namespace wardline::lock {

LockSequence::LockSequence(const Clock &clock)
    : m_clock(clock)
{
}

void LockSequence::join(LockParticipant &participant)
{
    const auto place = std::upper_bound(m_participants.begin(), m_participants.end(), participant.stage(),
                                        [](LockStage stage, const LockParticipant *other) { return stage < other->stage(); });
    m_participants.insert(place, &participant);
}

void LockSequence::leave(LockParticipant &participant) noexcept
{
    std::erase(m_participants, &participant);
}

std::vector<LockStepTime> LockSequence::run() noexcept
{
    std::vector<LockStepTime> report;
    if (m_isRunning) {
        return report;
    }
    m_isRunning = true;
    // A participant may leave, or make others leave, while it wipes (a closing dialog takes its view along): walk over a copy and ask
    // the list each time.
    const std::vector<LockParticipant *> order = m_participants;
    report.reserve(order.size());
    for (LockParticipant *participant : order) {
        if (std::find(m_participants.begin(), m_participants.end(), participant) == m_participants.end()) {
            continue;
        }
        LockStepTime step {participant->name(), participant->stage(), {}};
        const MonotonicInstant start = m_clock.monotonic();
        participant->wipe();
        step.took = m_clock.monotonic() - start;
        report.push_back(step);
    }
    m_isRunning = false;
    return report;
}

} // namespace wardline::lock

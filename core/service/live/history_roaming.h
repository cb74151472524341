// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/history_service.h"
#include "core/service/live/roaming_fetch.h"
#include "core/service/live/roaming_keep.h"

#include <QObject>

#include <functional>

namespace wardline::service {

/// The last hours follow their person: at the beginning of a session what other workstations keep on the relay is
/// fetched behind the scenes, from then on this one keeps its own. Main thread.
class HistoryRoaming final : public QObject
{
    Q_OBJECT
public:
    HistoryRoaming(SessionParts &parts, HistoryMerger &merger, LiveMessageService &messages);
    ~HistoryRoaming() override;

    /// Rooms and archives are read.
    void caughtUp();
    void disconnected();
    /// The session ends at once: what is sealed goes out.
    void aboutToClose();
    /// The session ends in order: `done` when what changed is on the relay, or gone from it, or that could not be done.
    void flush(std::function<void()> done);

    [[nodiscard]] const RoamingState &state() const { return m_state; }
    /// Nothing is under way any more, whatever came of it.
    [[nodiscard]] bool isSettled() const;

Q_SIGNALS:
    void changed();

private:
    void onKey();
    void fetch();
    void withdraw();
    void onFetched(const Result<RoamingFetch::Outcome> &outcome);
    void setKind(RoamingState::Kind kind);

    SessionParts &m_parts;
    RoamingNode m_node;
    RoamingFetch m_fetch;
    RoamingKeep m_keep;
    std::unique_ptr<Timer> m_again;
    RoamingState m_state;
    bool m_isCaughtUp = false;
    bool m_isFetching = false;
    bool m_isWithdrawing = false;
    bool m_isWithdrawn = false; ///< the relay has said so in this session
    std::function<void()> m_flushed; ///< waits for the withdrawal
    bool m_wasRolledBack = false;
};

} // namespace wardline::service

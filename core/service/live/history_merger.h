// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/kept_message.h"
#include "core/service/live/live_message_service.h"
#include "core/service/live/live_room_service.h"
#include "core/service/live/session_parts.h"
#include "core/store/history_rows.h"

#include <QObject>

#include <functional>

namespace wardline::service {

/// Puts histories from elsewhere under what is in the cache and lets the lists and the timeline show them as ordinary
/// history: nobody is notified of what is old. Main thread.
class HistoryMerger final : public QObject
{
    Q_OBJECT
public:
    HistoryMerger(SessionParts &parts, LiveRoomService &rooms, LiveMessageService &messages);

    /// In one transaction.
    void merge(model::KeptHistory history, std::function<void(Result<store::MergedHistory>)> done);
    /// What policy keeps no longer is not brought back.
    [[nodiscard]] Instant notBefore() const;

Q_SIGNALS:
    void merged(int added, int revealed);

private:
    void announce(const store::MergedHistory &merged, const QList<model::Jid> &directs);

    SessionParts &m_parts;
    LiveRoomService &m_rooms;
    LiveMessageService &m_messages;
};

} // namespace wardline::service

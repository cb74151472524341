// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/history_merger.h"

#include "core/service/live/futures.h"

namespace wardline::service {

HistoryMerger::HistoryMerger(SessionParts &parts, LiveRoomService &rooms, LiveMessageService &messages)
    : m_parts(parts)
    , m_rooms(rooms)
    , m_messages(messages)
{
}

Instant HistoryMerger::notBefore() const
{
    const int days = m_parts.environment.rules.cacheDays;
    return days > 0 ? m_parts.environment.clock.now() - std::chrono::hours(24) * days : Instant{};
}

void HistoryMerger::merge(model::KeptHistory history, std::function<void(Result<store::MergedHistory>)> done)
{
    QList<model::Jid> directs;
    for (const model::KeptConversation &kept : std::as_const(history.conversations)) {
        if (kept.kind == model::ConversationKind::Direct) {
            directs.append(kept.jid);
        }
    }
    const auto writing = m_parts.store().threads().write(
        [history = std::move(history), oldest = notBefore()](store::WritableDatabase &database) {
            return store::mergeHistory(database, history, oldest);
        });
    afterwards(writing, this, [this, directs, done = std::move(done)](const Result<store::MergedHistory> &merged) {
        if (merged) {
            announce(*merged, directs);
        }
        done(merged);
    });
}

void HistoryMerger::announce(const store::MergedHistory &merged, const QList<model::Jid> &directs)
{
    if (merged.changed.isEmpty()) {
        return;
    }
    for (auto it = merged.changed.cbegin(); it != merged.changed.cend(); ++it) {
        if (directs.contains(it.key())) {
            m_rooms.announceDirect(it.key());
        }
        Q_EMIT m_messages.historyChanged(it.key());
    }
    m_rooms.refresh();
    Q_EMIT this->merged(merged.added, merged.revealed);
}

} // namespace wardline::service

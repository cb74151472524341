// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/history_sync.h"
#include "core/service/live/live_room_service.h"
#include "core/service/live/session_parts.h"

#include <QObject>
#include <QSet>

#include <deque>
#include <map>
#include <memory>
#include <optional>

namespace wardline::service {

/// Sends what waits in the outbox, in order within each conversation, and follows each stanza until the relay has it.
///
/// What was handed to an earlier stream and may have arrived is only sent again after the newest history of its
/// conversation was read: if it had arrived it is no longer in the outbox then. It goes under its old origin-id either
/// way. What was encrypted for other people than belong to the room by now does not leave: it fails, and who wrote it
/// looks and sends it again. Main thread.
class OutboxSender final : public QObject
{
    Q_OBJECT
public:
    OutboxSender(SessionParts &parts, LiveRoomService &rooms, const HistorySync &history, QObject *parent = nullptr);

    /// A session stands that does not resume the old one: nothing is under way any more.
    void beginSession();
    void acknowledged(stream::StanzaHandle handle);
    void uncertain(const std::vector<stream::StanzaHandle> &handles);
    /// The relay or the room sent our stanza back as an error.
    void refused(const model::Jid &from, const QString &originId);
    /// From now on nothing of this message leaves; false if it has been handed to the relay already.
    [[nodiscard]] bool hold(model::MessageId id);
    /// Whether somebody may have this message: it was handed to a stream, now or before.
    [[nodiscard]] bool mayHaveLeft(model::MessageId id) const { return m_handedOver.contains(id); }
    /// Whether it was handed to the stream since `beginSession`.
    [[nodiscard]] bool wasSentInSession(model::MessageId id) const { return m_ofSession.contains(id); }
    void release(model::MessageId id) { m_held.remove(id); }
    /// Messages are called otherwise now; from what to what.
    void moved(const QHash<model::MessageId, model::MessageId> &places);
    /// Looks whether anything can be sent now. Calls in a row cost one look.
    void kick();
    /// What the present stream was given and has not acknowledged.
    [[nodiscard]] const std::map<stream::StanzaHandle, store::OutboxEntry> &underWay() const { return m_underWay; }
    [[nodiscard]] int waitingCount() const { return m_waitingCount.value_or(0); }

Q_SIGNALS:
    void changed(const wardline::model::Jid &conversation, wardline::model::MessageId id);
    void waitingCountChanged(int count);

private:
    void load(qint64 afterPosition);
    void send(const store::OutboxEntry &entry);
    void recount();
    void settle(const store::OutboxEntry &entry);
    void settleLater(const store::OutboxEntry &entry);
    [[nodiscard]] bool maySend(const store::OutboxEntry &entry) const;
    [[nodiscard]] bool areMembersKnown(const store::OutboxEntry &entry);
    [[nodiscard]] bool haveMembersChanged(const store::OutboxEntry &entry) const;
    void fail(const store::OutboxEntry &entry, model::DeliveryTrouble trouble);

    SessionParts &m_parts;
    LiveRoomService &m_rooms;
    const HistorySync &m_history;
    std::map<stream::StanzaHandle, store::OutboxEntry> m_underWay;
    QSet<model::MessageId> m_handedOver; ///< and not acknowledged
    QSet<model::MessageId> m_held; ///< taken back before they left
    QSet<model::MessageId> m_ofSession;
    QSet<qint64> m_sent; ///< positions handed to the present session
    QSet<model::Jid> m_blocked; ///< during one look: something earlier of this conversation waits
    std::unique_ptr<Timer> m_again; ///< the room did not say who belongs to it, or the disk had no room
    std::optional<int> m_waitingCount; ///< nothing: not counted yet
    std::deque<store::OutboxEntry> m_settling; ///< the relay has them, and the disk had no room to say so
    bool m_isLooking = false;
    bool m_lookAgain = false;
};

} // namespace wardline::service

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/content_reader.h"
#include "core/service/live/live_room_service.h"
#include "core/service/live/outgoing_stanza.h"
#include "core/service/live/session_parts.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <deque>
#include <memory>

namespace wardline::service {

/// Tells the senders of messages what became of them here: arrived, opened, cannot be read. Always to the devices of
/// the sender, never to a room (a marker to a room of a hundred is a hundred stanzas), always as well protected as a
/// message to that person, and only about messages whose sender asks.
///
/// Between two people it leaves at once. What is owed for rooms is gathered for some seconds, which differ between
/// people, and leaves as one stanza a sender; what was opened meanwhile is not told as arrived too. Main thread.
class DeliveryMarks final : public QObject
{
    Q_OBJECT
public:
    /// Most messages that one stanza tells of.
    static constexpr qsizetype kMaxIds = 40;

    DeliveryMarks(SessionParts &parts, const LiveRoomService &rooms, const OutgoingStanzas &stanzas);

    void arrived(const OwedMark &mark);
    /// Everything of this sender up to this message was shown to the person.
    void opened(const OwedMark &mark);
    void unable(const OwedMark &mark);
    /// A connection stands: what could not leave leaves, what the last session owed included.
    void connected();
    /// The session ends: what is owed is kept for the next one.
    void keep();

private:
    struct Owed
    {
        QStringList arrived; ///< origin-ids, oldest first
        QHash<model::Jid, QString> opened; ///< the newest, by conversation
        QHash<QString, model::Jid> places; ///< of what arrived
        QStringList unable;
        bool isDurable = false; ///< worth a place in archives
        [[nodiscard]] bool isEmpty() const { return arrived.isEmpty() && opened.isEmpty() && unable.isEmpty(); }
    };

    void schedule(const OwedMark &mark);
    void flush();
    void leave(const model::Jid &person, Owed owed);
    void seal(const model::Jid &person, const Outgoing &outgoing);
    void takeKept(const QByteArray &kept);

    SessionParts &m_parts;
    const LiveRoomService &m_rooms;
    const OutgoingStanzas &m_stanzas;
    QHash<model::Jid, Owed> m_owed; ///< by sender
    std::unique_ptr<Timer> m_timer;
    bool m_isLoaded = false; ///< what the last session owed
};

} // namespace wardline::service

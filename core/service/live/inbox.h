// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/arrival.h"
#include "core/service/live/stanza_opener.h"
#include "core/service/message_alteration.h"

#include <QHash>
#include <QList>
#include <QObject>

#include <deque>
#include <memory>
#include <vector>

namespace wardline::service {

/// Whether one of these took a text back that was here.
[[nodiscard]] bool removesText(const QList<store::MessageAction> &actions, const QList<store::StoredAction> &outcomes);

/// Writes into the audit log that something was not encrypted in a conversation that is, and whether policy refused it;
/// nothing for anything else. `id` of its row, if it has one.
void recordClearText(SessionParts &parts, const Reading &reading, model::MessageId id);

/// Writes into the audit log that something was sealed long before the relay gave it out; nothing for anything else.
void recordDelayed(SessionParts &parts, const Reading &reading, model::MessageId id);

/// Whether the same write may succeed later: there was no room, or the disk could not be written.
[[nodiscard]] bool mayPass(const Error &error);

/// What an action that was applied to a message has done.
[[nodiscard]] MessageAlteration alterationBy(const store::MessageAction &action, model::MessageId id);

/// Stores what arrives live, in order, in as few transactions as the moment allows: while one batch is written the next
/// gathers. Each stanza is acknowledged to the relay only when what it carried is durable. What the disk has no room
/// for waits here and is written when it has; what can never be stored makes nothing else wait. Main thread.
class Inbox final : public QObject
{
    Q_OBJECT
public:
    Inbox(SessionParts &parts, LiveRoomService &rooms, const ArrivalReader &reader, QObject *parent = nullptr);

    /// A live message or a carbon. `token` is acknowledged when it is stored, or at once when there is nothing to
    /// store.
    void take(const Arrival &arrival, std::optional<stream::ReceivedToken> token);
    /// The newest result of an archive is known to be in the cache: from here on each live message continues that
    /// stretch.
    void setArchiveTail(const model::Jid &archive, const QString &archiveId);
    /// What comes live follows nothing that is known, until a tail is set again: something may have been missed.
    void forgetArchiveTail(const model::Jid &archive) { m_tails.remove(archive); }
    /// What came live of an archive while it had no tail: behind all that was read of it, oldest first.
    [[nodiscard]] QStringList withoutTail(const model::Jid &archive) const { return m_untailed.value(archive); }
    /// A new session begins that does not resume the old one: what comes next may leave a gap.
    void beginSession();
    /// It is known now who is in the room, or what kind of room it is: what it said before is read.
    void roomKnown(const model::Jid &room);

Q_SIGNALS:
    void stored(const wardline::model::Jid &conversation, const QList<wardline::model::MessageId> &ids);
    void changed(const wardline::model::Jid &conversation, wardline::model::MessageId id,
                 wardline::model::MessageId previousId);
    /// Messages that were here moved; from where to where.
    void reordered(const wardline::model::Jid &conversation);
    void moved(const QHash<wardline::model::MessageId, wardline::model::MessageId> &places);
    /// Only the archive tells: a room said something, and not who; or what came follows nothing that is known.
    void missed(const wardline::model::Jid &archive);
    /// After `changed`, where it was an action.
    void altered(const wardline::service::MessageAlteration &what);
    /// A message of somebody else that asks for a receipt is durable.
    void receiptOwed(const wardline::service::OwedMark &mark);
    /// It is durable, new, and cannot be read here.
    void unreadableOwed(const wardline::service::OwedMark &mark);
    /// What others say changed what is known of these messages of ours.
    void marked(const QList<wardline::store::MarkedMessage> &messages);
    void failed(const wardline::Error &error);
    /// Somebody tried to change somebody else's message.
    void forgedAction();
    /// A text was taken back and is gone from its row.
    void textRemoved();

private:
    struct Waiting
    {
        Reading reading;
        std::optional<stream::ReceivedToken> token;
        int session = 0;
        bool followsTail = true; ///< arrived after the newest page of its archive was known
    };

    /// What a room said before it told who is in it: relays go on with an earlier session of this device.
    struct Early
    {
        Arrival arrival;
        std::optional<stream::ReceivedToken> token;
        int session = 0;
    };

    [[nodiscard]] bool isEarly(const Arrival &arrival) const;
    [[nodiscard]] bool isNameless(const Arrival &arrival) const;
    [[nodiscard]] bool isUnheard(const Arrival &arrival, const Reading &reading) const;
    void take(const Arrival &arrival, std::optional<stream::ReceivedToken> token, int session);
    void takeEarly(const model::Jid &room);
    void flush();
    void writeLater(std::vector<Waiting> batch, const store::IncomingBatch &incoming, const Error &error);
    void finish(const std::vector<Waiting> &batch, const OpenedBatch &opened, const store::StoredBatch &outcome);
    void tell(const Reading &reading, const store::StoredAction &result,
              QHash<model::Jid, QList<model::MessageId>> &inserted);
    void tell(const Reading &reading, const store::StoredMessage &result,
              QHash<model::Jid, QList<model::MessageId>> &inserted);
    void acknowledge(const std::optional<stream::ReceivedToken> &token, int session);

    SessionParts &m_parts;
    LiveRoomService &m_rooms;
    const ArrivalReader &m_reader;
    std::deque<Waiting> m_waiting;
    std::deque<Early> m_early;
    std::unique_ptr<Timer> m_earlyTimer; ///< a room that never says it is read all the same
    std::unique_ptr<Timer> m_again; ///< active: the disk took nothing, and it is too early to try again
    int m_oneByOne = 0; ///< so many are written alone: one of them cannot be stored
    QHash<model::Jid, QString> m_tails;
    QHash<model::Jid, QStringList> m_untailed;
    int m_session = 0; ///< tokens of an earlier stream mean nothing to this one
    bool m_isWriting = false;
};

} // namespace wardline::service

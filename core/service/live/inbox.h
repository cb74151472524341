// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/arrival.h"
#include "core/service/live/stanza_opener.h"
#include "core/service/message_alteration.h"

#include <QHash>
#include <QList>
#include <QObject>

#include <deque>

namespace wardline::service {

/// Whether one of these took a text back that was here.
[[nodiscard]] bool removesText(const QList<store::MessageAction> &actions, const QList<store::StoredAction> &outcomes);

/// What an action that was applied to a message has done.
[[nodiscard]] MessageAlteration alterationBy(const store::MessageAction &action, model::MessageId id);

/// Stores what arrives live, in order, in as few transactions as the moment allows: while one batch is written the next
/// gathers. Each stanza is acknowledged to the relay only when what it carried is durable. Main thread.
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
    /// A new session begins that does not resume the old one: what comes next may leave a gap.
    void beginSession();

Q_SIGNALS:
    void stored(const wardline::model::Jid &conversation, const QList<wardline::model::MessageId> &ids);
    void changed(const wardline::model::Jid &conversation, wardline::model::MessageId id,
                 wardline::model::MessageId previousId);
    /// After `changed`, where it was an action.
    void altered(const wardline::service::MessageAlteration &what);
    /// A message of somebody else that asks for a receipt is durable.
    void receiptOwed(const wardline::xmpp::MessageStanza &message);
    void failed(const wardline::Error &error);
    /// Somebody tried to change somebody else's message.
    void forgedAction();
    /// A text was taken back and is gone from its row.
    void textRemoved();

private:
    struct Waiting
    {
        Reading reading;
        xmpp::MessageStanza stanza;
        std::optional<stream::ReceivedToken> token;
        int session = 0;
        bool followsTail = true; ///< arrived after the newest page of its archive was known
    };

    void flush();
    void finish(const std::vector<Waiting> &batch, const OpenedBatch &opened,
                const Result<store::StoredBatch> &outcome);
    void tell(const Reading &reading, const store::StoredAction &result,
              QHash<model::Jid, QList<model::MessageId>> &inserted);
    void tell(const Reading &reading, const store::StoredMessage &result,
              QHash<model::Jid, QList<model::MessageId>> &inserted);
    void acknowledge(const std::optional<stream::ReceivedToken> &token, int session);

    SessionParts &m_parts;
    LiveRoomService &m_rooms;
    const ArrivalReader &m_reader;
    std::deque<Waiting> m_waiting;
    QHash<model::Jid, QString> m_tails;
    int m_session = 0; ///< tokens of an earlier stream mean nothing to this one
    bool m_isWriting = false;
};

} // namespace wardline::service

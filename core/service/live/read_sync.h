// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/live_room_service.h"
#include "core/service/live/node_publisher.h"
#include "core/service/live/session_parts.h"
#include "core/xmpp/message_stanza.h"
#include "core/xmpp/xep0490_displayed.h"

#include <QHash>
#include <QObject>

#include <memory>

namespace wardline::service {

/// How far each conversation was read, the same on all devices of the person (XEP-0490). Published some seconds after
/// the reading, the newest place of each conversation once; only ids that the right archive gave. Main thread.
class ReadSync final : public QObject
{
    Q_OBJECT
public:
    ReadSync(SessionParts &parts, const LiveRoomService &rooms);

    void connected();
    /// Read up to here on this device.
    void noteRead(const model::Jid &conversation, model::MessageId id);
    /// Takes the own account's event about the node; false for any other message.
    bool takeEvent(const xmpp::MessageStanza &message);
    /// New messages of a conversation are durable: a place that was not known may be now.
    void messagesStored(const model::Jid &conversation);

Q_SIGNALS:
    /// Another device read on: fewer are unread.
    void readElsewhere(const wardline::model::Jid &conversation);

private:
    [[nodiscard]] model::Jid archiveOf(const model::Jid &conversation) const;
    void take(const xmpp::PubSubItem &item);
    void apply(const xmpp::DisplayedState &state);
    void publishAll();
    void publish(const model::Jid &conversation, model::MessageId id);

    SessionParts &m_parts;
    NodePublisher m_publisher{m_parts.link};
    const LiveRoomService &m_rooms;
    QHash<model::Jid, model::MessageId> m_owed; ///< read here and not published
    QHash<model::Jid, xmpp::DisplayedState> m_unknown; ///< places whose message is not in the cache yet
    QHash<model::Jid, QString> m_published; ///< the newest id that the node has
    std::unique_ptr<Timer> m_timer;
};

} // namespace wardline::service

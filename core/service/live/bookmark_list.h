// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/jid.h"
#include "core/service/live/node_publisher.h"
#include "core/service/live/relay_link.h"
#include "core/xmpp/message_stanza.h"
#include "core/xmpp/xep0402_bookmarks.h"

#include <QHash>
#include <QObject>

namespace wardline::service {

/// A room that the relay says is ours.
struct RoomBookmark
{
    model::Jid room;
    QString name;
    bool operator==(const RoomBookmark &) const = default;
};

/// The account's bookmarks (XEP-0402): which rooms we are to be in. Our relay writes them as it changes memberships; on
/// others they are the person's own. Main thread.
class BookmarkList final : public QObject
{
    Q_OBJECT
public:
    BookmarkList(RelayLink &link, model::Jid own, QObject *parent = nullptr);

    void load();
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    [[nodiscard]] bool contains(const model::Jid &room) const { return m_bookmarks.contains(room); }
    /// Adds or changes one, for this account on all its devices. A refusal is nothing to the person: the room works
    /// without.
    void publish(const RoomBookmark &bookmark);
    /// Takes a PEP event about bookmarks; false when the message is something else.
    bool takeEvent(const xmpp::MessageStanza &message);

Q_SIGNALS:
    void loaded(const QList<wardline::service::RoomBookmark> &bookmarks);
    void added(const wardline::service::RoomBookmark &bookmark);
    void removed(const wardline::model::Jid &room);
    /// The relay did not answer, or with a trouble of its own: worth asking again in a while.
    void unanswered();
    /// Somebody else than our own account's service sent bookmarks.
    void forgedEvent();

private:
    void take(const xmpp::PubSubItem &item);
    [[nodiscard]] QList<RoomBookmark> known() const;

    RelayLink &m_link;
    NodePublisher m_publisher{m_link};
    model::Jid m_own;
    QHash<model::Jid, xmpp::Bookmark> m_bookmarks;
    bool m_isLoaded = false;
};

} // namespace wardline::service

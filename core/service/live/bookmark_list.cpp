// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/bookmark_list.h"

#include "core/xmpp/xep0163_pep.h"

namespace wardline::service {

namespace {
constexpr qsizetype kMaxBookmarks = 1'000;

/// There are no bookmarks there: the node was never made, or this relay keeps none.
bool saysThereAreNone(const Error &error)
{
    return error.is(stream::IqError::ItemNotFound) || error.is(stream::IqError::ServiceUnavailable)
        || error.is(stream::IqError::FeatureNotImplemented);
}
} // namespace

BookmarkList::BookmarkList(RelayLink &link, model::Jid own, QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_own(std::move(own))
{
}

void BookmarkList::load()
{
    stream::XmppStream *stream = m_link.stream();
    if (stream == nullptr) {
        return;
    }
    const auto question = xmpp::IqStanza::get({}, xmpp::PubSubItems::all(xmpp::Bookmark::kNode.toString()));
    stream->iq().request(this, question, [this](const Result<xmpp::IqStanza> &answer) {
        if (!answer && answer.error().is(stream::IqError::Disconnected)) {
            return; // asked again with the next connection
        }
        if (!answer
            && (!saysThereAreNone(answer.error())
                || (m_isLoaded && !answer.error().is(stream::IqError::ItemNotFound)))) {
            if (m_isLoaded) {
                Q_EMIT loaded(known()); // what we knew stays true until the relay says otherwise
            }
            Q_EMIT unanswered();
            return;
        }
        m_bookmarks.clear();
        if (const auto items = answer ? answer->payload<xmpp::PubSubItems>() : std::unexpected(answer.error())) {
            for (const xmpp::PubSubItem &item : items->items) {
                const auto bookmark = xmpp::Bookmark::fromItem(item);
                if (bookmark && bookmark->autoJoin && m_bookmarks.size() < kMaxBookmarks) {
                    m_bookmarks.insert(bookmark->room, *bookmark);
                }
            }
        }
        m_isLoaded = true;
        Q_EMIT loaded(known());
    });
}

QList<RoomBookmark> BookmarkList::known() const
{
    QList<RoomBookmark> list;
    for (const xmpp::Bookmark &bookmark : m_bookmarks) {
        list.append({bookmark.room, bookmark.name});
    }
    return list;
}

void BookmarkList::publish(const RoomBookmark &bookmark)
{
    if (m_link.stream() == nullptr) {
        return;
    }
    xmpp::Bookmark full = m_bookmarks.value(bookmark.room);
    full.room = bookmark.room;
    full.name = bookmark.name;
    full.autoJoin = true;
    m_bookmarks.insert(full.room, full);
    m_publisher.publish(xmpp::Bookmark::kNode.toString(), full.toItem(), xmpp::Bookmark::nodeOptions());
}

bool BookmarkList::takeEvent(const xmpp::MessageStanza &message)
{
    const auto event = xmpp::unwrapPepEvent(message, m_own);
    if (!event) {
        Q_EMIT forgedEvent();
        return true;
    }
    if (!*event) {
        return false;
    }
    if ((*event)->account.bare() != m_own || (*event)->event.node != xmpp::Bookmark::kNode || !m_isLoaded) {
        return true;
    }
    for (const xmpp::PubSubItem &item : (*event)->event.items) {
        take(item);
    }
    for (const QString &id : (*event)->event.retracted) {
        const auto room = model::Jid::parse(id);
        if (room && m_bookmarks.remove(*room) > 0) {
            Q_EMIT removed(*room);
        }
    }
    return true;
}

void BookmarkList::take(const xmpp::PubSubItem &item)
{
    const auto bookmark = xmpp::Bookmark::fromItem(item);
    if (!bookmark) {
        return;
    }
    const bool wasKnown = m_bookmarks.contains(bookmark->room);
    if (!bookmark->autoJoin) {
        if (m_bookmarks.remove(bookmark->room) > 0) {
            Q_EMIT removed(bookmark->room);
        }
        return;
    }
    if (m_bookmarks.size() < kMaxBookmarks || wasKnown) {
        m_bookmarks.insert(bookmark->room, *bookmark);
        if (!wasKnown) {
            Q_EMIT added({bookmark->room, bookmark->name});
        }
    }
}

} // namespace wardline::service

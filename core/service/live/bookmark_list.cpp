// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/bookmark_list.h"

#include "core/xmpp/xep0163_pep.h"

namespace wardline::service {

namespace {
constexpr qsizetype kMaxBookmarks = 1'000;
}

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
        const bool wasCut = !answer
            && (answer.error().is(stream::IqError::Disconnected) || answer.error().is(stream::IqError::Timeout));
        if (wasCut || (!answer && !answer.error().is(stream::IqError::ItemNotFound) && m_isLoaded)) {
            return; // what we knew stays true until the relay says otherwise
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
        QList<RoomBookmark> list;
        for (const xmpp::Bookmark &bookmark : std::as_const(m_bookmarks)) {
            list.append({bookmark.room, bookmark.name});
        }
        Q_EMIT loaded(list);
    });
}

void BookmarkList::publish(const RoomBookmark &bookmark)
{
    stream::XmppStream *stream = m_link.stream();
    if (stream == nullptr) {
        return;
    }
    xmpp::Bookmark full = m_bookmarks.value(bookmark.room);
    full.room = bookmark.room;
    full.name = bookmark.name;
    full.autoJoin = true;
    m_bookmarks.insert(full.room, full);
    xmpp::PubSubPublish request;
    request.node = xmpp::Bookmark::kNode.toString();
    request.items = {full.toItem()};
    request.options = xmpp::publishOptions(xmpp::Bookmark::nodeOptions());
    stream->iq().request(this, xmpp::IqStanza::set({}, request), [](const Result<xmpp::IqStanza> &) {});
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

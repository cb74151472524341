// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0048_bookmark_storage.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

namespace {

constexpr auto kNs = BookmarkStorage::kNamespace;

Result<Bookmark> readConference(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, u"conference", kNs));
    Bookmark bookmark;
    WARDLINE_TRY(bookmark.room, wire::requiredJid(element, u"jid"));
    if (!bookmark.room.isBare() || bookmark.room.local().isEmpty()) {
        return failure(XmppError::BadAddress, QStringLiteral("jid"));
    }
    WARDLINE_TRY(bookmark.name, wire::text(element, u"name", wire::kMaxLine));
    WARDLINE_TRY(bookmark.autoJoin, wire::boolean(element, u"autojoin"));
    WARDLINE_TRY(bookmark.nick, wire::childContent(element, u"nick", wire::kMaxToken));
    return bookmark;
}

} // namespace

PepNodeOptions BookmarkStorage::nodeOptions()
{
    return {.access = PepAccess::Whitelist, .persistItems = true, .maxItems = 1, .sendLastItem = true};
}

Result<BookmarkStorage> BookmarkStorage::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    if (element.children().size() > wire::kMaxItems) {
        return failure(XmppError::TooLarge);
    }
    BookmarkStorage storage;
    for (const xml::Element &child : element.children()) {
        if (Result<Bookmark> bookmark = readConference(child)) {
            storage.rooms.append(*std::move(bookmark));
        } else {
            storage.others.append(child);
        }
    }
    return storage;
}

xml::Element BookmarkStorage::toXml() const
{
    xml::Element element(kName, kNamespace);
    for (const Bookmark &bookmark : rooms) {
        xml::Element conference(u"conference", kNs);
        conference.setAttribute(u"jid", bookmark.room.toString());
        conference.setOptionalAttribute(u"name", bookmark.name);
        if (bookmark.autoJoin) {
            conference.setAttribute(u"autojoin", u"true");
        }
        if (!bookmark.nick.isEmpty()) {
            conference.addText(u"nick", kNs, bookmark.nick);
        }
        element.add(std::move(conference));
    }
    for (const xml::Element &other : others) {
        element.add(other);
    }
    return element;
}

} // namespace wardline::xmpp

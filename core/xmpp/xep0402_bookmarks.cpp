// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0402_bookmarks.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

namespace {

constexpr auto kNs = Bookmark::kNode;

} // namespace

PepNodeOptions Bookmark::nodeOptions()
{
    return {.access = PepAccess::Whitelist, .persistItems = true, .maxItems = 0, .sendLastItem = false};
}

Result<Bookmark> Bookmark::fromItem(const PubSubItem &item)
{
    if (!item.payload) {
        return failure(XmppError::Missing, QStringLiteral("conference"));
    }
    const xml::Element &conference = *item.payload;
    WARDLINE_CHECK(wire::expect(conference, u"conference", kNs));
    const std::optional<model::Jid> room = model::Jid::parse(item.id);
    if (!room || !room->isBare() || room->local().isEmpty()) {
        return failure(XmppError::BadAddress, QStringLiteral("id"));
    }
    Bookmark bookmark;
    bookmark.room = *room;
    WARDLINE_TRY(bookmark.name, wire::text(conference, u"name", wire::kMaxLine));
    WARDLINE_TRY(bookmark.autoJoin, wire::boolean(conference, u"autojoin"));
    WARDLINE_TRY(bookmark.nick, wire::childContent(conference, u"nick", wire::kMaxToken));
    if (const xml::Element *extensions = conference.child(u"extensions", kNs); extensions != nullptr) {
        bookmark.extensions = extensions->children();
    }
    return bookmark;
}

PubSubItem Bookmark::toItem() const
{
    xml::Element conference(u"conference", kNs);
    conference.setOptionalAttribute(u"name", name);
    if (autoJoin) {
        conference.setAttribute(u"autojoin", u"true");
    }
    if (!nick.isEmpty()) {
        conference.addText(u"nick", kNs, nick);
    }
    if (!extensions.isEmpty()) {
        xml::Element extensionsElement(u"extensions", kNs);
        for (const xml::Element &extension : extensions) {
            extensionsElement.add(extension);
        }
        conference.add(std::move(extensionsElement));
    }
    return {.id = room.toString(), .payload = std::move(conference), .publisher = {}};
}

} // namespace wardline::xmpp

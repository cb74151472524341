// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0045_muc_admin.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

namespace {

MucAdmin withItem(const MucItem &item)
{
    MucAdmin admin;
    admin.items.append(item);
    return admin;
}

} // namespace

MucAdmin MucAdmin::listOf(model::Affiliation affiliation)
{
    MucItem item;
    item.affiliation = affiliation;
    return withItem(item);
}

MucAdmin MucAdmin::listOf(model::RoomRole role)
{
    MucItem item;
    item.role = role;
    return withItem(item);
}

MucAdmin MucAdmin::setAffiliation(const model::Jid &person, model::Affiliation affiliation, const QString &reason)
{
    MucItem item;
    item.jid = person.bare();
    item.affiliation = affiliation;
    item.reason = reason;
    return withItem(item);
}

MucAdmin MucAdmin::setRole(const QString &nick, model::RoomRole role, const QString &reason)
{
    MucItem item;
    item.nick = nick;
    item.role = role;
    item.reason = reason;
    return withItem(item);
}

Result<MucAdmin> MucAdmin::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    if (element.children().size() > wire::kMaxItems) {
        return failure(XmppError::TooLarge);
    }
    MucAdmin admin;
    admin.items.reserve(element.children().size());
    for (const xml::Element &child : element.children()) {
        if (child.is(u"item", kNamespace)) {
            WARDLINE_TRY(MucItem item, MucItem::fromXml(child, kNamespace));
            admin.items.append(std::move(item));
        }
    }
    return admin;
}

xml::Element MucAdmin::toXml() const
{
    xml::Element element(kName, kNamespace);
    for (const MucItem &item : items) {
        element.add(item.toXml(kNamespace));
    }
    return element;
}

} // namespace wardline::xmpp

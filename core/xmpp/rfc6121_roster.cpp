// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/rfc6121_roster.h"

#include "core/xmpp/sender_check.h"
#include "core/xmpp/wire.h"

namespace wardline::xmpp {

namespace {

constexpr wire::Words<Subscription, 5> kSubscriptions {{
    {Subscription::None, u"none"},
    {Subscription::To, u"to"},
    {Subscription::From, u"from"},
    {Subscription::Both, u"both"},
    {Subscription::Remove, u"remove"},
}};

constexpr qsizetype kMaxGroups = 256;

} // namespace

Result<RosterItem> RosterItem::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    RosterItem item;
    WARDLINE_TRY(item.jid, wire::requiredJid(element, u"jid"));
    item.jid = item.jid.bare();
    WARDLINE_TRY(item.name, wire::text(element, u"name", wire::kMaxLine));
    if (const QString word = element.attribute(u"subscription"); !word.isEmpty()) {
        const std::optional<Subscription> subscription = wire::fromWord(kSubscriptions, word);
        if (!subscription) {
            return failure(XmppError::BadValue, QStringLiteral("subscription"));
        }
        item.subscription = *subscription;
    }
    item.isAsking = element.attribute(u"ask") == u"subscribe";
    WARDLINE_TRY(item.isApproved, wire::boolean(element, u"approved"));
    if (element.children().size() > kMaxGroups) {
        return failure(XmppError::TooLarge, QStringLiteral("groups"));
    }
    for (const xml::Element &child : element.children()) {
        if (!child.is(u"group", kNamespace)) {
            continue;
        }
        WARDLINE_TRY(QString group, wire::content(child, wire::kMaxToken));
        if (!group.isEmpty() && !item.groups.contains(group)) {
            item.groups.append(std::move(group));
        }
    }
    return item;
}

xml::Element RosterItem::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setAttribute(u"jid", jid.toString());
    element.setOptionalAttribute(u"name", name);
    if (subscription != Subscription::None) {
        element.setAttribute(u"subscription", wire::toWord(kSubscriptions, subscription));
    }
    if (isAsking) {
        element.setAttribute(u"ask", u"subscribe");
    }
    if (isApproved) {
        element.setAttribute(u"approved", u"true");
    }
    for (const QString &group : groups) {
        element.addText(u"group", kNamespace, group);
    }
    return element;
}

Result<Roster> Roster::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    if (element.children().size() > wire::kMaxItems) {
        return failure(XmppError::TooLarge);
    }
    Roster roster;
    if (element.hasAttribute(u"ver")) {
        WARDLINE_TRY(roster.version, wire::text(element, u"ver"));
    }
    roster.items.reserve(element.children().size());
    for (const xml::Element &child : element.children()) {
        // One contact that cannot be read must not cost the whole roster.
        if (Result<RosterItem> item = RosterItem::fromXml(child)) {
            roster.items.append(*std::move(item));
        }
    }
    return roster;
}

xml::Element Roster::toXml() const
{
    xml::Element element(kName, kNamespace);
    if (version) {
        element.setAttribute(u"ver", *version);
    }
    for (const RosterItem &item : items) {
        element.add(item.toXml());
    }
    return element;
}

Result<std::optional<RosterPush>> unwrapRosterPush(const IqStanza &request, const model::Jid &own)
{
    if (request.type != IqType::Set || !request.has<Roster>()) {
        return std::optional<RosterPush>();
    }
    if (!isOwnAccount(request.from, own)) {
        return failure(XmppError::ForeignSender);
    }
    // RFC 6121 2.1.6: a push has exactly one item; here a bad one is an error, not left out.
    const QList<xml::Element> &children = request.content->children();
    if (children.size() != 1) {
        return failure(XmppError::BadValue, QStringLiteral("items"));
    }
    RosterPush push;
    WARDLINE_TRY(push.item, RosterItem::fromXml(children.first()));
    if (request.content->hasAttribute(u"ver")) {
        WARDLINE_TRY(push.version, wire::text(*request.content, u"ver"));
    }
    return push;
}

} // namespace wardline::xmpp

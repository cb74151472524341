// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/presence_stanza.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

namespace {

constexpr wire::Words<PresenceType, 8> kTypes {{
    {PresenceType::Available, u""},
    {PresenceType::Unavailable, u"unavailable"},
    {PresenceType::Subscribe, u"subscribe"},
    {PresenceType::Subscribed, u"subscribed"},
    {PresenceType::Unsubscribe, u"unsubscribe"},
    {PresenceType::Unsubscribed, u"unsubscribed"},
    {PresenceType::Probe, u"probe"},
    {PresenceType::Error, u"error"},
}};

constexpr wire::Words<PresenceShow, 5> kShows {{
    {PresenceShow::Online, u""},
    {PresenceShow::Chat, u"chat"},
    {PresenceShow::Away, u"away"},
    {PresenceShow::ExtendedAway, u"xa"},
    {PresenceShow::DoNotDisturb, u"dnd"},
}};

int readPriority(const QString &text)
{
    bool isNumber = false;
    const int priority = text.trimmed().toInt(&isNumber);
    return isNumber && priority >= -128 && priority <= 127 ? priority : 0;
}

} // namespace

Result<PresenceStanza> PresenceStanza::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    PresenceStanza stanza;
    WARDLINE_TRY(stanza.from, wire::jid(element, u"from"));
    WARDLINE_TRY(stanza.to, wire::jid(element, u"to"));
    WARDLINE_TRY(stanza.id, wire::text(element, u"id"));
    const std::optional<PresenceType> type = wire::fromWord(kTypes, element.attribute(u"type"));
    if (!type) {
        return failure(XmppError::BadValue, QStringLiteral("type"));
    }
    stanza.type = *type;
    for (const xml::Element &child : element.children()) {
        if (child.ns() != kNamespace) {
            stanza.payloads.append(child);
        } else if (child.name() == u"show") {
            stanza.show = wire::fromWord(kShows, QStringView(child.text()).trimmed()).value_or(PresenceShow::Online);
        } else if (child.name() == u"status") {
            if (stanza.status.isEmpty()) {
                WARDLINE_TRY(stanza.status, wire::content(child, wire::kMaxLine));
            }
        } else if (child.name() == u"priority") {
            stanza.priority = readPriority(child.text());
        } else if (child.name() == StanzaError::kName) {
            WARDLINE_TRY(stanza.error, StanzaError::fromXml(child));
        } else {
            stanza.payloads.append(child);
        }
    }
    return stanza;
}

xml::Element PresenceStanza::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setOptionalAttribute(u"from", from.toString());
    element.setOptionalAttribute(u"to", to.toString());
    element.setOptionalAttribute(u"id", id);
    element.setOptionalAttribute(u"type", wire::toWord(kTypes, type));
    if (show != PresenceShow::Online) {
        element.addText(u"show", kNamespace, wire::toWord(kShows, show));
    }
    if (!status.isEmpty()) {
        element.addText(u"status", kNamespace, status);
    }
    if (priority != 0) {
        element.addText(u"priority", kNamespace, QString::number(priority));
    }
    for (const xml::Element &payload : payloads) {
        element.add(payload);
    }
    if (error) {
        element.add(error->toXml());
    }
    return element;
}

} // namespace wardline::xmpp

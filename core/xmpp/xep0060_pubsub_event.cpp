// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0060_pubsub_event.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

namespace {

constexpr auto kNs = PubSubEvent::kNamespace;

constexpr wire::Words<PubSubEvent::Kind, 4> kKinds {{
    {PubSubEvent::Kind::Items, u"items"},
    {PubSubEvent::Kind::Purged, u"purge"},
    {PubSubEvent::Kind::Deleted, u"delete"},
    {PubSubEvent::Kind::Configured, u"configuration"},
}};

Status readItems(const xml::Element &list, PubSubEvent &event)
{
    if (list.children().size() > wire::kMaxItems) {
        return failure(XmppError::TooLarge);
    }
    for (const xml::Element &child : list.children()) {
        if (child.is(u"item", kNs)) {
            WARDLINE_TRY(PubSubItem item, PubSubItem::fromXml(child, kNs));
            event.items.append(std::move(item));
        } else if (child.is(u"retract", kNs)) {
            WARDLINE_TRY(QString id, wire::requiredText(child, u"id"));
            event.retracted.append(std::move(id));
        }
    }
    return {};
}

} // namespace

Result<PubSubEvent> PubSubEvent::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    for (const xml::Element &child : element.children()) {
        const std::optional<Kind> kind = wire::fromWord(kKinds, child.name());
        if (child.ns() != kNs || !kind) {
            continue;
        }
        PubSubEvent event;
        event.kind = *kind;
        WARDLINE_TRY(event.node, wire::requiredText(child, u"node"));
        if (event.kind == Kind::Items) {
            WARDLINE_CHECK(readItems(child, event));
        }
        return event;
    }
    return failure(XmppError::Missing, QStringLiteral("items"));
}

xml::Element PubSubEvent::toXml() const
{
    xml::Element child(wire::toWord(kKinds, kind), kNs);
    child.setAttribute(u"node", node);
    for (const PubSubItem &item : items) {
        child.add(item.toXml(kNs));
    }
    for (const QString &id : retracted) {
        xml::Element retract(u"retract", kNs);
        retract.setAttribute(u"id", id);
        child.add(std::move(retract));
    }
    xml::Element element(kName, kNs);
    element.add(std::move(child));
    return element;
}

} // namespace wardline::xmpp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0060_pubsub.h"

#include "core/xmpp/payload.h"
#include "core/xmpp/wire.h"

namespace wardline::xmpp {

namespace {

constexpr auto kNs = PubSubItems::kNamespace;

/// The child that makes a `<pubsub/>` what it is.
Result<const xml::Element *> verb(const xml::Element &element, QStringView name)
{
    WARDLINE_CHECK(wire::expect(element, PubSubItems::kName, kNs));
    const xml::Element *child = element.child(name, kNs);
    if (child == nullptr) {
        return failure(XmppError::WrongElement, name.toString());
    }
    return child;
}

Result<QList<PubSubItem>> readItems(const xml::Element &parent)
{
    if (parent.children().size() > wire::kMaxItems) {
        return failure(XmppError::TooLarge);
    }
    QList<PubSubItem> items;
    for (const xml::Element &child : parent.children()) {
        if (child.is(u"item", kNs)) {
            WARDLINE_TRY(PubSubItem item, PubSubItem::fromXml(child, kNs));
            items.append(std::move(item));
        }
    }
    return items;
}

xml::Element pubsub(xml::Element child)
{
    xml::Element element(PubSubItems::kName, kNs);
    element.add(std::move(child));
    return element;
}

xml::Element nodeElement(QStringView name, const QString &node)
{
    xml::Element element(name, kNs);
    element.setAttribute(u"node", node);
    return element;
}

} // namespace

Result<PubSubItem> PubSubItem::fromXml(const xml::Element &element, QStringView ns)
{
    WARDLINE_CHECK(wire::expect(element, u"item", ns));
    PubSubItem item;
    WARDLINE_TRY(item.id, wire::text(element, u"id"));
    // Only the service sets it, and nothing is granted by it: unreadable is as good as absent.
    item.publisher = wire::jid(element, u"publisher").value_or(model::Jid());
    if (element.children().size() > 1) {
        return failure(XmppError::BadValue, QStringLiteral("item"));
    }
    if (!element.children().isEmpty()) {
        item.payload = element.children().first();
    }
    return item;
}

xml::Element PubSubItem::toXml(QStringView ns) const
{
    xml::Element element(u"item", ns);
    element.setOptionalAttribute(u"id", id);
    element.setOptionalAttribute(u"publisher", publisher.toString());
    if (payload) {
        element.add(*payload);
    }
    return element;
}

PubSubItems PubSubItems::all(const QString &node)
{
    return {.node = node, .maxItems = {}, .items = {}, .page = {}};
}

PubSubItems PubSubItems::latest(const QString &node)
{
    return {.node = node, .maxItems = 1, .items = {}, .page = {}};
}

PubSubItems PubSubItems::byId(const QString &node, const QStringList &ids)
{
    PubSubItems request = all(node);
    for (const QString &id : ids) {
        request.items.append({.id = id, .payload = {}, .publisher = {}});
    }
    return request;
}

const PubSubItem *PubSubItems::item(QStringView id) const
{
    for (const PubSubItem &item : items) {
        if (item.id == id) {
            return &item;
        }
    }
    return nullptr;
}

Result<PubSubItems> PubSubItems::fromXml(const xml::Element &element)
{
    WARDLINE_TRY(const xml::Element *list, verb(element, u"items"));
    PubSubItems result;
    WARDLINE_TRY(result.node, wire::requiredText(*list, u"node"));
    if (list->hasAttribute(u"max_items")) {
        result.maxItems = wire::parseCount(list->attribute(u"max_items"));
        if (!result.maxItems) {
            return failure(XmppError::BadValue, QStringLiteral("max_items"));
        }
    }
    WARDLINE_TRY(result.items, readItems(*list));
    WARDLINE_TRY(result.page, findPayload<RsmResult>(element.children()));
    return result;
}

xml::Element PubSubItems::toXml() const
{
    xml::Element list = nodeElement(u"items", node);
    if (maxItems) {
        list.setAttribute(u"max_items", wire::countText(*maxItems));
    }
    for (const PubSubItem &item : items) {
        list.add(item.toXml(kNs));
    }
    xml::Element element = pubsub(std::move(list));
    if (page) {
        element.add(page->toXml());
    }
    return element;
}

Result<PubSubPublish> PubSubPublish::fromXml(const xml::Element &element)
{
    WARDLINE_TRY(const xml::Element *list, verb(element, u"publish"));
    PubSubPublish publish;
    WARDLINE_TRY(publish.node, wire::requiredText(*list, u"node"));
    WARDLINE_TRY(publish.items, readItems(*list));
    if (const xml::Element *options = element.child(u"publish-options", kNs); options != nullptr) {
        WARDLINE_TRY(publish.options, findPayload<DataForm>(options->children()));
    }
    return publish;
}

xml::Element PubSubPublish::toXml() const
{
    xml::Element list = nodeElement(u"publish", node);
    for (const PubSubItem &item : items) {
        list.add(item.toXml(kNs));
    }
    xml::Element element = pubsub(std::move(list));
    if (options) {
        xml::Element optionsElement(u"publish-options", kNs);
        optionsElement.add(options->toXml());
        element.add(std::move(optionsElement));
    }
    return element;
}

Result<PubSubRetract> PubSubRetract::fromXml(const xml::Element &element)
{
    WARDLINE_TRY(const xml::Element *list, verb(element, u"retract"));
    PubSubRetract retract;
    WARDLINE_TRY(retract.node, wire::requiredText(*list, u"node"));
    WARDLINE_TRY(retract.notify, wire::boolean(*list, u"notify"));
    WARDLINE_TRY(const QList<PubSubItem> items, readItems(*list));
    for (const PubSubItem &item : items) {
        retract.ids.append(item.id);
    }
    return retract;
}

xml::Element PubSubRetract::toXml() const
{
    xml::Element list = nodeElement(u"retract", node);
    if (notify) {
        list.setAttribute(u"notify", u"true");
    }
    for (const QString &id : ids) {
        list.add(PubSubItem {.id = id, .payload = {}, .publisher = {}}.toXml(kNs));
    }
    return pubsub(std::move(list));
}

Result<PubSubSubscribe> PubSubSubscribe::fromXml(const xml::Element &element)
{
    PubSubSubscribe subscribe;
    subscribe.isUnsubscribe = element.hasChild(u"unsubscribe", kNs);
    WARDLINE_TRY(const xml::Element *request, verb(element, subscribe.isUnsubscribe ? u"unsubscribe" : u"subscribe"));
    WARDLINE_TRY(subscribe.node, wire::requiredText(*request, u"node"));
    WARDLINE_TRY(subscribe.subscriber, wire::requiredJid(*request, u"jid"));
    return subscribe;
}

xml::Element PubSubSubscribe::toXml() const
{
    xml::Element request = nodeElement(isUnsubscribe ? u"unsubscribe" : u"subscribe", node);
    request.setAttribute(u"jid", subscriber.toString());
    return pubsub(std::move(request));
}

} // namespace wardline::xmpp

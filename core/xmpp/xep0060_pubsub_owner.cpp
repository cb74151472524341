// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0060_pubsub_owner.h"

#include "core/xmpp/payload.h"
#include "core/xmpp/wire.h"

namespace wardline::xmpp {

namespace {

constexpr auto kNs = PubSubConfigure::kNamespace;

Result<const xml::Element *> verb(const xml::Element &element, QStringView name)
{
    WARDLINE_CHECK(wire::expect(element, PubSubConfigure::kName, kNs));
    const xml::Element *child = element.child(name, kNs);
    if (child == nullptr) {
        return failure(XmppError::WrongElement, name.toString());
    }
    return child;
}

} // namespace

Result<PubSubConfigure> PubSubConfigure::fromXml(const xml::Element &element)
{
    WARDLINE_TRY(const xml::Element *child, verb(element, u"configure"));
    PubSubConfigure configure;
    WARDLINE_TRY(configure.node, wire::requiredText(*child, u"node"));
    WARDLINE_TRY(configure.form, findPayload<DataForm>(child->children()));
    return configure;
}

xml::Element PubSubConfigure::toXml() const
{
    xml::Element child(u"configure", kNs);
    child.setAttribute(u"node", node);
    if (form) {
        child.add(form->toXml());
    }
    xml::Element element(kName, kNs);
    element.add(std::move(child));
    return element;
}

Result<PubSubDelete> PubSubDelete::fromXml(const xml::Element &element)
{
    WARDLINE_TRY(const xml::Element *child, verb(element, u"delete"));
    PubSubDelete request;
    WARDLINE_TRY(request.node, wire::requiredText(*child, u"node"));
    return request;
}

xml::Element PubSubDelete::toXml() const
{
    xml::Element child(u"delete", kNs);
    child.setAttribute(u"node", node);
    xml::Element element(kName, kNs);
    element.add(std::move(child));
    return element;
}

} // namespace wardline::xmpp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/rfc6120_bind.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

Result<ResourceBind> ResourceBind::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    ResourceBind bind;
    WARDLINE_TRY(bind.resource, wire::childContent(element, u"resource", wire::kMaxToken));
    WARDLINE_TRY(const QString address, wire::childContent(element, u"jid", 4 * wire::kMaxToken));
    if (!address.isEmpty()) {
        const auto jid = model::Jid::parse(address);
        if (!jid) {
            return failure(XmppError::BadAddress);
        }
        bind.jid = *jid;
    }
    return bind;
}

xml::Element ResourceBind::toXml() const
{
    xml::Element element(kName, kNamespace);
    if (!resource.isEmpty()) {
        element.addText(u"resource", kNamespace, resource);
    }
    if (!jid.isEmpty()) {
        element.addText(u"jid", kNamespace, jid.toString());
    }
    return element;
}

} // namespace wardline::xmpp

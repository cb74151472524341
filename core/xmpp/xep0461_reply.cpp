// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0461_reply.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

Result<Reply> Reply::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    Reply reply;
    WARDLINE_TRY(reply.id, wire::requiredText(element, u"id"));
    WARDLINE_TRY(reply.to, wire::jid(element, u"to"));
    return reply;
}

xml::Element Reply::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setOptionalAttribute(u"to", to.toString());
    element.setAttribute(u"id", id);
    return element;
}

} // namespace wardline::xmpp

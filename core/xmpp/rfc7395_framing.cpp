// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/rfc7395_framing.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

Result<StreamOpen> StreamOpen::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    StreamOpen open;
    WARDLINE_TRY(open.to, wire::text(element, u"to", 4 * wire::kMaxToken));
    WARDLINE_TRY(open.from, wire::text(element, u"from", 4 * wire::kMaxToken));
    WARDLINE_TRY(open.id, wire::text(element, u"id"));
    WARDLINE_TRY(open.version, wire::text(element, u"version", 16));
    return open;
}

xml::Element StreamOpen::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setOptionalAttribute(u"to", to).setOptionalAttribute(u"from", from).setOptionalAttribute(u"id", id);
    return element.setOptionalAttribute(u"version", version);
}

Result<StreamClose> StreamClose::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    StreamClose close;
    WARDLINE_TRY(close.seeOtherUri, wire::text(element, u"see-other-uri", 4 * wire::kMaxToken));
    return close;
}

xml::Element StreamClose::toXml() const
{
    return xml::Element(kName, kNamespace).setOptionalAttribute(u"see-other-uri", seeOtherUri);
}

} // namespace wardline::xmpp

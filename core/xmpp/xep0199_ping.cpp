// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0199_ping.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

Result<Ping> Ping::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    return Ping();
}

xml::Element Ping::toXml() const
{
    return xml::Element(kName, kNamespace);
}

} // namespace wardline::xmpp

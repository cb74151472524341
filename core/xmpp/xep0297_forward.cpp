// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0297_forward.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

Result<Forwarded> Forwarded::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    Forwarded forwarded;
    bool hasStanza = false;
    for (const xml::Element &child : element.children()) {
        if (isPayload<Delay>(child)) {
            WARDLINE_TRY(forwarded.delay, Delay::fromXml(child));
        } else if (child.ns() == MessageStanza::kNamespace) {
            if (hasStanza) {
                return failure(XmppError::BadValue, QStringLiteral("stanza"));
            }
            forwarded.stanza = child;
            hasStanza = true;
        }
    }
    if (!hasStanza) {
        return failure(XmppError::Missing, QStringLiteral("stanza"));
    }
    return forwarded;
}

xml::Element Forwarded::toXml() const
{
    xml::Element element(kName, kNamespace);
    if (delay) {
        element.add(delay->toXml());
    }
    element.add(stanza);
    return element;
}

} // namespace wardline::xmpp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0203_delay.h"

#include "core/xmpp/wire.h"
#include "core/xmpp/xep0082_time.h"

namespace wardline::xmpp {

Result<Delay> Delay::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    Delay delay;
    const std::optional<Instant> stamp = parseDateTime(element.attribute(u"stamp"));
    if (!stamp) {
        return failure(XmppError::BadValue, QStringLiteral("stamp"));
    }
    delay.stamp = *stamp;
    delay.from = wire::jid(element, u"from").value_or(model::Jid());
    delay.reason = element.text().left(wire::kMaxLine);
    return delay;
}

xml::Element Delay::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setOptionalAttribute(u"from", from.toString());
    element.setAttribute(u"stamp", dateTimeText(stamp));
    element.setText(reason);
    return element;
}

} // namespace wardline::xmpp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0202_time.h"

#include "core/xmpp/wire.h"
#include "core/xmpp/xep0082_time.h"

namespace wardline::xmpp {

Result<EntityTime> EntityTime::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    if (element.children().isEmpty()) {
        return EntityTime();
    }
    const std::optional<Instant> utc = parseDateTime(element.childText(u"utc", kNamespace));
    const std::optional<int> zone = parseTimeZone(element.childText(u"tzo", kNamespace));
    if (!utc || !zone) {
        return failure(XmppError::BadValue, QStringLiteral("time"));
    }
    return EntityTime {.reading = Reading {.utc = *utc, .minutesEast = *zone}};
}

xml::Element EntityTime::toXml() const
{
    xml::Element element(kName, kNamespace);
    if (reading) {
        element.addText(u"tzo", kNamespace, timeZoneText(reading->minutesEast));
        element.addText(u"utc", kNamespace, dateTimeText(reading->utc));
    }
    return element;
}

} // namespace wardline::xmpp

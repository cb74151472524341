// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/wardline_unreadable.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

Result<UnreadableReport> UnreadableReport::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    UnreadableReport report;
    WARDLINE_TRY(report.id, wire::requiredText(element, u"id"));
    return report;
}

xml::Element UnreadableReport::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setAttribute(u"id", id);
    return element;
}

} // namespace wardline::xmpp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0421_occupant_id.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

Result<OccupantId> OccupantId::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    OccupantId occupant;
    WARDLINE_TRY(occupant.id, wire::requiredText(element, u"id"));
    return occupant;
}

xml::Element OccupantId::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setAttribute(u"id", id);
    return element;
}

} // namespace wardline::xmpp

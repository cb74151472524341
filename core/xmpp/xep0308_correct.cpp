// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0308_correct.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

Result<Correction> Correction::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    Correction correction;
    WARDLINE_TRY(correction.id, wire::requiredText(element, u"id"));
    return correction;
}

xml::Element Correction::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setAttribute(u"id", id);
    return element;
}

} // namespace wardline::xmpp

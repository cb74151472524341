// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0424_retract.h"

#include "core/xmpp/payload.h"
#include "core/xmpp/wire.h"
#include "core/xmpp/xep0425_moderate.h"

namespace wardline::xmpp {

Result<Retraction> Retraction::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    Retraction retraction;
    WARDLINE_TRY(retraction.id, wire::requiredText(element, u"id"));
    return retraction;
}

xml::Element Retraction::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setAttribute(u"id", id);
    return element;
}

Result<Fastening> Fastening::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    Fastening fastening;
    WARDLINE_TRY(fastening.id, wire::requiredText(element, u"id"));
    fastening.content = element.children();
    return fastening;
}

xml::Element Fastening::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setAttribute(u"id", id);
    for (const xml::Element &child : content) {
        element.add(child);
    }
    return element;
}

Result<std::optional<RetractedId>> retractedId(const QList<xml::Element> &payloads)
{
    for (const xml::Element &payload : payloads) {
        if (isPayload<Retraction>(payload) && !payload.hasChild(Moderation::kName, Moderation::kNamespace)) {
            WARDLINE_TRY(const Retraction retraction, Retraction::fromXml(payload));
            return RetractedId{retraction.id, false};
        }
        if (isPayload<Fastening>(payload) && payload.hasChild(Retraction::kName, Retraction::kOldNamespace)) {
            WARDLINE_TRY(const Fastening fastening, Fastening::fromXml(payload));
            return RetractedId{fastening.id, true};
        }
    }
    return std::optional<RetractedId>();
}

} // namespace wardline::xmpp

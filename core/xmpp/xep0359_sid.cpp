// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0359_sid.h"

#include "core/xmpp/payload.h"
#include "core/xmpp/wire.h"

namespace wardline::xmpp {

Result<OriginId> OriginId::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    OriginId origin;
    WARDLINE_TRY(origin.id, wire::requiredText(element, u"id"));
    return origin;
}

xml::Element OriginId::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setAttribute(u"id", id);
    return element;
}

Result<StanzaId> StanzaId::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    StanzaId stanzaId;
    WARDLINE_TRY(stanzaId.id, wire::requiredText(element, u"id"));
    WARDLINE_TRY(stanzaId.by, wire::requiredJid(element, u"by"));
    return stanzaId;
}

xml::Element StanzaId::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setAttribute(u"id", id);
    element.setAttribute(u"by", by.toString());
    return element;
}

QString stanzaIdBy(const QList<xml::Element> &payloads, const model::Jid &assigner)
{
    QString found;
    for (const xml::Element &payload : payloads) {
        if (!isPayload<StanzaId>(payload)) {
            continue;
        }
        const Result<StanzaId> candidate = StanzaId::fromXml(payload);
        if (!candidate || candidate->by != assigner) {
            continue;
        }
        if (!found.isEmpty()) {
            return {};
        }
        found = candidate->id;
    }
    return found;
}

} // namespace wardline::xmpp

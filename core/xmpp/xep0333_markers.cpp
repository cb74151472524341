// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0333_markers.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

namespace {

constexpr wire::Words<ChatMarker::Kind, 4> kKinds {{
    {ChatMarker::Kind::Markable, u"markable"},
    {ChatMarker::Kind::Received, u"received"},
    {ChatMarker::Kind::Displayed, u"displayed"},
    {ChatMarker::Kind::Acknowledged, u"acknowledged"},
}};

} // namespace

Result<ChatMarker> ChatMarker::fromXml(const xml::Element &element)
{
    const std::optional<Kind> kind = wire::fromWord(kKinds, element.name());
    if (element.ns() != kNamespace || !kind) {
        return failure(XmppError::WrongElement);
    }
    ChatMarker marker;
    marker.kind = *kind;
    if (marker.kind != Kind::Markable) {
        WARDLINE_TRY(marker.id, wire::requiredText(element, u"id"));
    }
    return marker;
}

xml::Element ChatMarker::toXml() const
{
    xml::Element element(wire::toWord(kKinds, kind), kNamespace);
    element.setOptionalAttribute(u"id", id);
    return element;
}

} // namespace wardline::xmpp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/wardline_room_kind.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

using namespace Qt::StringLiterals;

Result<SealedRoomKind> SealedRoomKind::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    WARDLINE_TRY(const QString word, wire::requiredText(element, u"kind"));
    const auto kind = model::roomKindFromWord(word);
    if (!kind || *kind == model::RoomKind::Unstated) {
        return failure(XmppError::BadValue, u"kind"_s);
    }
    return SealedRoomKind{*kind};
}

xml::Element SealedRoomKind::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setAttribute(u"kind", model::roomKindWord(kind));
    return element;
}

} // namespace wardline::xmpp

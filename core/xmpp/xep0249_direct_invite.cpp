// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0249_direct_invite.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

Result<DirectInvite> DirectInvite::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    DirectInvite invite;
    WARDLINE_TRY(invite.room, wire::requiredJid(element, u"jid"));
    if (!invite.room.isBare() || invite.room.local().isEmpty()) {
        return failure(XmppError::BadAddress, QStringLiteral("jid"));
    }
    WARDLINE_TRY(invite.reason, wire::text(element, u"reason", wire::kMaxLine));
    return invite;
}

xml::Element DirectInvite::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setAttribute(u"jid", room.toString());
    element.setOptionalAttribute(u"reason", reason);
    return element;
}

} // namespace wardline::xmpp

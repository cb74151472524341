// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0045_muc_invite.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

bool MucInvite::isInvite(const xml::Element &element)
{
    return element.is(kName, kNamespace) && element.hasChild(u"invite", kNamespace);
}

Result<MucInvite> MucInvite::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    const xml::Element *invite = element.child(u"invite", kNamespace);
    if (invite == nullptr) {
        return failure(XmppError::Missing, QStringLiteral("invite"));
    }
    MucInvite result;
    WARDLINE_TRY(result.to, wire::jid(*invite, u"to"));
    WARDLINE_TRY(result.from, wire::jid(*invite, u"from"));
    WARDLINE_TRY(result.reason, wire::childContent(*invite, u"reason", wire::kMaxLine));
    return result;
}

xml::Element MucInvite::toXml() const
{
    xml::Element invite(u"invite", kNamespace);
    invite.setOptionalAttribute(u"to", to.toString());
    invite.setOptionalAttribute(u"from", from.toString());
    if (!reason.isEmpty()) {
        invite.addText(u"reason", kNamespace, reason);
    }
    xml::Element element(kName, kNamespace);
    element.add(std::move(invite));
    return element;
}

} // namespace wardline::xmpp

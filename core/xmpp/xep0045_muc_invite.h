// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/xml/element.h"

namespace wardline::xmpp {

/// XEP-0045 7.8.2: an invitation that goes through the room: https://xmpp.org/extensions/xep-0045.html#invite-mediated
///
/// Shares the element of `MucUser`; an element without an invitation is an error here. It counts only when the message comes from
/// the room itself; who is said to invite is then the room's word.
struct MucInvite {
    static constexpr QStringView kName = u"x";
    static constexpr QStringView kNamespace = u"http://jabber.org/protocol/muc#user";

    model::Jid to; ///< when sending
    model::Jid from; ///< when receiving
    QString reason;

    /// Whether a muc#user element is an invitation.
    [[nodiscard]] static bool isInvite(const xml::Element &element);

    [[nodiscard]] static Result<MucInvite> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const MucInvite &) const = default;
};

} // namespace wardline::xmpp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/affiliation.h"
#include "core/model/jid.h"
#include "core/xml/element.h"
#include "core/xmpp/xep0045_muc.h"

namespace wardline::xmpp {

/// XEP-0045 9: lists of members and rights, as content of an IQ to the room: https://xmpp.org/extensions/xep-0045.html#modifymember
///
/// Get with one item that names an affiliation or a role asks for that list; Set changes the items given.
struct MucAdmin {
    static constexpr QStringView kName = u"query";
    static constexpr QStringView kNamespace = u"http://jabber.org/protocol/muc#admin";

    QList<MucItem> items;

    [[nodiscard]] static MucAdmin listOf(model::Affiliation affiliation);
    [[nodiscard]] static MucAdmin listOf(model::RoomRole role);
    /// Affiliations belong to bare addresses: the resource is cut.
    [[nodiscard]] static MucAdmin setAffiliation(const model::Jid &person, model::Affiliation affiliation,
                                                 const QString &reason = {});
    /// Roles belong to nicks in the room. RoomRole::None removes the occupant (kick).
    [[nodiscard]] static MucAdmin setRole(const QString &nick, model::RoomRole role, const QString &reason = {});

    /// A malformed item is an error: who is encrypted to depends on the list, and a hole in it would go unseen.
    [[nodiscard]] static Result<MucAdmin> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const MucAdmin &) const = default;
};

} // namespace wardline::xmpp

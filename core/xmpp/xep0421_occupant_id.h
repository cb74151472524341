// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"

namespace wardline::xmpp {

/// Who an occupant is, across nicks and visits: https://xmpp.org/extensions/xep-0421.html. Counts only in stanzas from a room that
/// announces the feature; other rooms let a forged one through.
struct OccupantId {
    static constexpr QStringView kName = u"occupant-id";
    static constexpr QStringView kNamespace = u"urn:xmpp:occupant-id:0";

    QString id;

    [[nodiscard]] static Result<OccupantId> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const OccupantId &) const = default;
};

} // namespace wardline::xmpp

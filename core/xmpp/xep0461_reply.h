// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/xml/element.h"

namespace wardline::xmpp {

/// This message answers another one: https://xmpp.org/extensions/xep-0461.html
struct Reply {
    static constexpr QStringView kName = u"reply";
    static constexpr QStringView kNamespace = u"urn:xmpp:reply:0";

    QString id; ///< in rooms the stanza-id that the room gave, else the origin-id or `id` attribute
    model::Jid to; ///< who wrote what is answered; in rooms the occupant's address; empty when not said

    [[nodiscard]] static Result<Reply> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const Reply &) const = default;
};

} // namespace wardline::xmpp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"

namespace wardline::xmpp {

/// Tells the relay whether somebody is looking: a stream element, no stanza: https://xmpp.org/extensions/xep-0352.html
struct ClientState {
    static constexpr QStringView kNamespace = u"urn:xmpp:csi:0";

    enum class Kind { Active, Inactive };

    Kind kind = Kind::Active;

    [[nodiscard]] static Result<ClientState> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const ClientState &) const = default;
};

} // namespace wardline::xmpp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"

namespace wardline::xmpp {

/// XMPP Ping, content of an IQ Get: https://xmpp.org/extensions/xep-0199.html. Any answer, a refusal too, proves that there is somebody.
struct Ping {
    static constexpr QStringView kName = u"ping";
    static constexpr QStringView kNamespace = u"urn:xmpp:ping";

    [[nodiscard]] static Result<Ping> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const Ping &) const = default;
};

} // namespace wardline::xmpp

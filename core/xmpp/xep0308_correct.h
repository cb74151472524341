// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"

namespace wardline::xmpp {

/// This message replaces an earlier one: https://xmpp.org/extensions/xep-0308.html. Counts only from the same sender (XEP-0308 5).
struct Correction {
    static constexpr QStringView kName = u"replace";
    static constexpr QStringView kNamespace = u"urn:xmpp:message-correct:0";

    QString id; ///< the `id` attribute of the first version

    [[nodiscard]] static Result<Correction> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const Correction &) const = default;
};

} // namespace wardline::xmpp

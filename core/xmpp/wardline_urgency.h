// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/urgency.h"
#include "core/xml/element.h"

namespace wardline::xmpp {

/// Our own: how soon somebody must act on a message. Only inside of an encrypted envelope; whoever does not know it
/// shows the text.
///
///     <urgency xmlns='urn:wardline:care:0' level='stat'/>
struct UrgencyMark
{
    static constexpr QStringView kName = u"urgency";
    static constexpr QStringView kNamespace = u"urn:wardline:care:0";

    model::Urgency level = model::Urgency::Fyi;

    [[nodiscard]] static Result<UrgencyMark> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const UrgencyMark &) const = default;
};

} // namespace wardline::xmpp

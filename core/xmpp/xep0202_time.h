// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/xml/element.h"

#include <optional>

namespace wardline::xmpp {

/// Entity Time: what somebody's clock says: https://xmpp.org/extensions/xep-0202.html. Without a reading it is the question.
struct EntityTime {
    static constexpr QStringView kName = u"time";
    static constexpr QStringView kNamespace = u"urn:xmpp:time";

    struct Reading {
        Instant utc {};
        int minutesEast = 0; ///< the entity's time zone
        bool operator==(const Reading &) const = default;
    };
    std::optional<Reading> reading;

    [[nodiscard]] static Result<EntityTime> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const EntityTime &) const = default;
};

} // namespace wardline::xmpp

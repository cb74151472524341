// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"

#include <QStringList>

namespace wardline::xmpp {

inline constexpr QStringView kFastNamespace = u"urn:xmpp:fast:0";

/// XEP-0484 3.1: the offer inside `<inline/>`.
struct FastFeature {
    static constexpr QStringView kName = u"fast";
    static constexpr QStringView kNamespace = kFastNamespace;

    QStringList mechanisms;
    bool operator==(const FastFeature &) const = default;

    [[nodiscard]] static Result<FastFeature> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
};

/// XEP-0484 3.3: `<request-token/>` inside `<authenticate/>`.
struct FastTokenRequest {
    static constexpr QStringView kName = u"request-token";
    static constexpr QStringView kNamespace = kFastNamespace;

    QString mechanism;
    bool operator==(const FastTokenRequest &) const = default;

    [[nodiscard]] static Result<FastTokenRequest> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
};

/// XEP-0484 3.4 and 3.5: `<fast/>` inside `<authenticate/>` says that a token signs in; with `invalidate` for the last time.
struct FastUse {
    static constexpr QStringView kName = u"fast";
    static constexpr QStringView kNamespace = kFastNamespace;

    bool invalidate = false;
    bool operator==(const FastUse &) const = default;

    [[nodiscard]] static Result<FastUse> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
};

} // namespace wardline::xmpp

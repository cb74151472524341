// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"

namespace wardline::xmpp {

inline constexpr QStringView kBind2Namespace = u"urn:xmpp:bind:0";

/// XEP-0386 4: binding inside `<authenticate/>`, and the offer of it inside `<inline/>`.
struct Bind2Request {
    static constexpr QStringView kName = u"bind";
    static constexpr QStringView kNamespace = kBind2Namespace;

    QString tag; ///< beginning of the resource
    bool enableCarbons = false; ///< XEP-0280 8, inline
    bool operator==(const Bind2Request &) const = default;

    [[nodiscard]] static Result<Bind2Request> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
};

/// XEP-0386 3: what may be switched on while binding.
struct Bind2Feature {
    static constexpr QStringView kName = u"bind";
    static constexpr QStringView kNamespace = kBind2Namespace;

    bool carbons = false;
    bool csi = false;
    bool operator==(const Bind2Feature &) const = default;

    [[nodiscard]] static Result<Bind2Feature> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
};

} // namespace wardline::xmpp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/xml/element.h"

namespace wardline::xmpp {

/// RFC 6120 7: resource binding; the feature, the request (with or without a wished resource) and the result (with an address).
struct ResourceBind {
    static constexpr QStringView kName = u"bind";
    static constexpr QStringView kNamespace = u"urn:ietf:params:xml:ns:xmpp-bind";

    QString resource;
    model::Jid jid;
    bool operator==(const ResourceBind &) const = default;

    [[nodiscard]] static Result<ResourceBind> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
};

} // namespace wardline::xmpp

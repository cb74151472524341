// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"
#include "core/xmpp/xep0030_disco.h"

#include <optional>

namespace wardline::xmpp {

/// Entity Capabilities: a short name, in presence, for what disco#info would answer: https://xmpp.org/extensions/xep-0115.html
struct Caps {
    static constexpr QStringView kName = u"c";
    static constexpr QStringView kNamespace = u"http://jabber.org/protocol/caps";

    QString node; ///< the program's web address
    QString version; ///< Base64 of the hash, see `capsVersion`
    QString hash; ///< "sha-1"

    [[nodiscard]] static Result<Caps> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const Caps &) const = default;
};

/// XEP-0115 5.1, with SHA-1 as it demands. SHA-1 names an answer here and protects nothing: never decide about security by it.
/// Nothing if `info` is ill-formed by 5.4 (an identity, feature or FORM_TYPE twice).
[[nodiscard]] std::optional<QString> capsVersion(const DiscoInfo &info);

} // namespace wardline::xmpp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"

namespace wardline::xmpp {

inline constexpr QStringView kFramingNamespace = u"urn:ietf:params:xml:ns:xmpp-framing";
/// RFC 6120 4.8.1: features and stream errors.
inline constexpr QStringView kStreamsNamespace = u"http://etherx.jabber.org/streams";
/// RFC 6120 4.8.2: stanzas.
inline constexpr QStringView kClientNamespace = u"jabber:client";

/// RFC 7395 3.4: `<open/>`, the stream header of the WebSocket binding.
struct StreamOpen {
    static constexpr QStringView kName = u"open";
    static constexpr QStringView kNamespace = kFramingNamespace;

    QString to;
    QString from;
    QString id;
    QString version;
    bool operator==(const StreamOpen &) const = default;

    [[nodiscard]] static Result<StreamOpen> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
};

/// RFC 7395 3.6: `<close/>`; with an address, the server wants us elsewhere.
struct StreamClose {
    static constexpr QStringView kName = u"close";
    static constexpr QStringView kNamespace = kFramingNamespace;

    QString seeOtherUri;
    bool operator==(const StreamClose &) const = default;

    [[nodiscard]] static Result<StreamClose> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
};

} // namespace wardline::xmpp

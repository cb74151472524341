// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"

namespace wardline::xmpp {

/// RFC 6120 4.9.3, in its order.
enum class StreamCondition {
    BadFormat,
    BadNamespacePrefix,
    Conflict,
    ConnectionTimeout,
    HostGone,
    HostUnknown,
    ImproperAddressing,
    InternalServerError,
    InvalidFrom,
    InvalidNamespace,
    InvalidXml,
    NotAuthorized,
    NotWellFormed,
    PolicyViolation,
    RemoteConnectionFailed,
    Reset,
    ResourceConstraint,
    RestrictedXml,
    SeeOtherHost,
    SystemShutdown,
    UndefinedCondition,
    UnsupportedEncoding,
    UnsupportedFeature,
    UnsupportedStanzaType,
    UnsupportedVersion,
};

/// RFC 6120 4.9: `<stream:error/>`. The human-readable text is not kept.
struct StreamFailure {
    static constexpr QStringView kName = u"error";
    static constexpr QStringView kNamespace = u"http://etherx.jabber.org/streams";

    StreamCondition condition = StreamCondition::UndefinedCondition;
    bool operator==(const StreamFailure &) const = default;

    /// A condition we do not know is UndefinedCondition (RFC 6120 4.9.3.21).
    [[nodiscard]] static Result<StreamFailure> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
};

/// The condition's name on the wire.
[[nodiscard]] QStringView wordFor(StreamCondition condition);

} // namespace wardline::xmpp

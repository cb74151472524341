// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace wardline::xmpp {

inline constexpr QStringView kSaslNamespace = u"urn:ietf:params:xml:ns:xmpp-sasl";

/// RFC 6120 6.5, in its order.
enum class SaslCondition {
    Aborted,
    AccountDisabled,
    CredentialsExpired,
    EncryptionRequired,
    IncorrectEncoding,
    InvalidAuthzid,
    InvalidMechanism,
    MalformedRequest,
    MechanismTooWeak,
    NotAuthorized,
    TemporaryAuthFailure,
};

/// RFC 6120 6.3.3: what `<mechanisms/>` in the stream features offers.
struct SaslMechanisms {
    static constexpr QStringView kName = u"mechanisms";
    static constexpr QStringView kNamespace = kSaslNamespace;

    QStringList names;
    bool operator==(const SaslMechanisms &) const = default;

    [[nodiscard]] static Result<SaslMechanisms> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
};

/// `<failure/>` of RFC 6120 6.5 and of XEP-0388, whose conditions are the same. A condition we do not know is NotAuthorized.
struct SaslFailure {
    static constexpr QStringView kName = u"failure";

    SaslCondition condition = SaslCondition::NotAuthorized;
    bool operator==(const SaslFailure &) const = default;

    [[nodiscard]] static SaslFailure fromXml(const xml::Element &element);
    /// `ns`: of RFC 6120 or of XEP-0388.
    [[nodiscard]] xml::Element toXml(QStringView ns) const;
};

/// RFC 6120 6.4.2: Base64, "=" for no data, nothing for no element. BadValue for anything else, TooLarge above `limit` bytes.
[[nodiscard]] Result<QByteArray> saslData(const xml::Element &element, qsizetype limit = 64 * 1024);
/// The text for such an element: Base64, or "=" for no data.
[[nodiscard]] QString saslText(QByteArrayView data);

} // namespace wardline::xmpp

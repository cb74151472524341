// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/xml/element.h"

#include <optional>

namespace wardline::xmpp {

/// RFC 6120 8.3.2: what the sender may do about it.
enum class StanzaErrorType { Auth, Cancel, Continue, Modify, Wait };

/// RFC 6120 8.3.3. A condition that we do not know reads as UndefinedCondition.
enum class StanzaErrorCondition {
    BadRequest,
    Conflict,
    FeatureNotImplemented,
    Forbidden,
    Gone,
    InternalServerError,
    ItemNotFound,
    JidMalformed,
    NotAcceptable,
    NotAllowed,
    NotAuthorized,
    PolicyViolation,
    RecipientUnavailable,
    Redirect,
    RegistrationRequired,
    RemoteServerNotFound,
    RemoteServerTimeout,
    ResourceConstraint,
    ServiceUnavailable,
    SubscriptionRequired,
    UndefinedCondition,
    UnexpectedRequest,
};

/// Why a stanza was refused, as the other side says it: https://www.rfc-editor.org/rfc/rfc6120#section-8.3
struct StanzaError {
    static constexpr QStringView kName = u"error";
    static constexpr QStringView kNamespace = u"jabber:client";

    StanzaErrorType type = StanzaErrorType::Cancel;
    StanzaErrorCondition condition = StanzaErrorCondition::UndefinedCondition;
    QString text; ///< from the relay or a stranger: never shown as our own words
    model::Jid by; ///< empty if not said
    std::optional<xml::Element> application; ///< RFC 6120 8.3.4: a condition of an extension

    /// Whether an extension's condition (such as XEP-0060's precondition-not-met) is given.
    [[nodiscard]] bool hasApplication(QStringView name, QStringView ns) const;

    [[nodiscard]] static Result<StanzaError> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const StanzaError &) const = default;
};

/// "item-not-found": for logs and JSON output.
[[nodiscard]] QStringView conditionWord(StanzaErrorCondition condition);

} // namespace wardline::xmpp

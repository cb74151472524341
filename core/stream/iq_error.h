// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/xmpp/stanza_error.h"

namespace wardline::stream {

/// How a question can fail. The first three arise here, the others are the conditions of RFC 6120 8.3.3 in its order.
enum class IqError {
    Timeout,
    Disconnected, ///< the stream ended, or was not there
    Malformed, ///< the answer breaks RFC 6120
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

[[nodiscard]] IqError iqErrorFor(xmpp::StanzaErrorCondition condition);

} // namespace wardline::stream

template <>
struct wardline::ErrorDomain<wardline::stream::IqError> {
    static constexpr const char *name = "iq";
};

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/iq_error.h"

namespace wardline::stream {

namespace {

/// The conditions of IqError stand in the same order as those of the wire.
constexpr int kFirstCondition = static_cast<int>(IqError::BadRequest);
static_assert(static_cast<int>(IqError::UnexpectedRequest) - kFirstCondition
              == static_cast<int>(xmpp::StanzaErrorCondition::UnexpectedRequest));
static_assert(static_cast<int>(IqError::ServiceUnavailable) - kFirstCondition
              == static_cast<int>(xmpp::StanzaErrorCondition::ServiceUnavailable));

} // namespace

IqError iqErrorFor(xmpp::StanzaErrorCondition condition)
{
    return static_cast<IqError>(static_cast<int>(condition) + kFirstCondition);
}

} // namespace wardline::stream

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/secret_bytes.h"
#include "core/stream/recovery_codes.h"
#include "core/stream/session_info.h"
#include "core/xml/element.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace wardline::stream {

/// Put this on the wire.
struct SendFrame {
    SecretBytes frame;
};
/// A code is demanded; go on with Negotiator::provideCode.
struct WantCode {
};
/// A ticket is demanded; go on with Negotiator::provideTicket.
struct WantTicket {
};
/// Show the seed; go on with Negotiator::provideCode.
struct OfferEnrolment {
    SecretBytes otpauthUri;
};
struct ShowRecoveryCodes {
    RecoveryCodes codes;
};
/// The old session is gone (XEP-0198 5); the relay may have said how much of it arrived.
struct ResumeRefused {
    std::optional<std::uint32_t> handled;
};
/// Signed in and bound. Last action.
struct Finished {
    SessionInfo info;
    QString resumeId;
    std::chrono::seconds resumeMaximum {0};
    std::optional<std::uint32_t> resumedHandled; ///< set: the old session goes on, the relay has handled so many
    std::vector<xml::Element> early; ///< stanzas that came before counting began, in order
};
/// Over. Last action.
struct Failed {
    Error reason;
    std::optional<std::chrono::seconds> retryAfter;
};

using NegotiatorAction
    = std::variant<SendFrame, WantCode, WantTicket, OfferEnrolment, ShowRecoveryCodes, ResumeRefused, Finished, Failed>;
using NegotiatorActions = std::vector<NegotiatorAction>;

} // namespace wardline::stream

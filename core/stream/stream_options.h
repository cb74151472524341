// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/jid.h"
#include "core/stream/stream_management.h"
#include "core/stream/transport_options.h"

#include <chrono>
#include <cstdint>
#include <optional>

namespace wardline::stream {

/// How the one-time code travels (DESIGN: signing in). Decided by policy, never by the relay.
enum class TotpMode {
    RelayTask, ///< SASL2 task TOTP (XEP-0388, XEP-0400)
    Appended, ///< password followed by the digits, over PLAIN
    None, ///< the relay is not asked to verify a code
};

/// All that one connection is told, apart from secrets.
struct StreamOptions {
    TransportOptions transport;
    model::Jid account; ///< bare
    QString userAgentId; ///< UUID of the profile on this device; names the token slot at the relay
    QString software {QStringLiteral("Wardline")};
    QString device; ///< shown in the user's list of sessions; may be empty
    QString tag {QStringLiteral("Wardline")}; ///< Bind 2: beginning of the resource
    TotpMode totp = TotpMode::RelayTask;
    bool requireSasl2 = true; ///< RFC 6120 SASL is a Downgrade; meaningful with RelayTask
    bool requireCode = true; ///< with RelayTask: a sign-in without a code (or a token that descends from one) is SecondFactorMissing
    bool allowPlain = false; ///< PLAIN may carry the password where SCRAM is not offered; implied by Appended
    bool interactive = true; ///< codes and tickets can be asked for; else CodeRequired and TicketRequired
    bool requestToken = true; ///< FAST, where offered
    bool invalidateToken = false; ///< sign-out: present the token and ask the relay to forget it
    bool enableCarbons = true;
    bool addAuthenticator = false; ///< after the code, go on to enrol a further authenticator
    std::uint32_t maxScramIterations = 1'000'000; ///< more are ScramRefused: they are computed on this thread, and a relay must not stall it
    std::optional<ResumeState> resume; ///< try to take up this session; a failure binds a new one
    std::chrono::milliseconds stepTimeout {30'000}; ///< for each answer of the relay while signing in (waiting for the user does not count)
    std::chrono::milliseconds probeAfter {60'000}; ///< looked at in steps of this: a step in which nothing was heard leads to a probe
    std::chrono::milliseconds probeTimeout {20'000}; ///< silence after a probe that means the connection is lost
    qsizetype maxStanzaBytes = 256 * 1024; ///< larger ones are not sent: relays close the stream over them
};

} // namespace wardline::stream

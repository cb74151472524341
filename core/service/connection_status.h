// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"

#include <QString>

#include <chrono>
#include <optional>

namespace wardline::service {

enum class ConnectionPhase {
    Offline, ///< not connected and not trying
    Connecting,
    Online, ///< messages come and go
    WaitingToRetry, ///< cut; the next attempt is at `nextAttempt`
    CodeNeeded, ///< cut; the relay wants a new code before it lets us in again
};

/// Why there is no connection, where that leads to other words or another next step.
enum class ConnectionTrouble {
    Unreachable, ///< no way to the relay, or cut on the way
    Silent, ///< the relay did not answer in time
    Restarting, ///< the relay says that it stops or begins anew
    Busy, ///< the relay wants to be left alone for a while
    Redirected, ///< the relay wants us elsewhere, and policy does not let us follow: `redirectedTo`
    Replaced, ///< the same profile signed in elsewhere, or an administrator ended the session
    Forbidden, ///< the relay ended the session for a breach of its rules
    Certificate, ///< the relay could not prove who it is
    Refused, ///< any other reason that the relay gave
};

/// What is true of the connection, since when, and until when this session receives.
struct ConnectionStatus
{
    ConnectionPhase phase = ConnectionPhase::Offline;
    Instant since{};
    Instant nextAttempt{}; ///< meaningful while waiting to retry
    Instant receivingUntil{}; ///< the end of the sign-in (policy, 12 h by default); epoch when unknown
    std::optional<Error> lastError;
    std::optional<ConnectionTrouble> trouble{}; ///< nothing while online
    QString redirectedTo{}; ///< the host that the relay named
    Instant lastContact{}; ///< when the relay last said anything; epoch: never since the sign-in
    /// By how much the relay's clock is ahead of this computer's; negative: behind. Nothing: not measured.
    std::optional<std::chrono::milliseconds> relayAhead{};
};

} // namespace wardline::service

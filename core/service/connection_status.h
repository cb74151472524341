// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"

#include <optional>

namespace wardline::service {

enum class ConnectionPhase {
    Offline, ///< not connected and not trying
    Connecting,
    Online, ///< messages come and go
    WaitingToRetry, ///< cut; the next attempt is at `nextAttempt`
    CodeNeeded, ///< cut; the relay wants a new code before it lets us in again
};

/// What is true of the connection, since when, and until when this session receives.
struct ConnectionStatus
{
    ConnectionPhase phase = ConnectionPhase::Offline;
    Instant since{};
    Instant nextAttempt{}; ///< meaningful while waiting to retry
    Instant receivingUntil{}; ///< the end of the sign-in (policy, 12 h by default); epoch when unknown
    std::optional<Error> lastError;
};

} // namespace wardline::service

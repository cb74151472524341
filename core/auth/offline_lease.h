// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/auth_error.h"
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"

#include <chrono>
#include <optional>

namespace wardline::auth {

/// How long a password alone may open a profile after an online sign-in. A check by the program, no cryptography: who owns
/// the machine and knows the password can go round it. Value type.
struct OfflineLease {
    /// Time services correct clocks by this much without anybody cheating.
    static constexpr std::chrono::minutes kClockTolerance {2};

    Instant lastOnline {}; ///< both factors were proven to the relay
    Instant lastSeen {}; ///< the latest instant at which this profile was open
    bool operator==(const OfflineLease &) const = default;

    /// LeaseExpired; LeaseClockWentBack.
    [[nodiscard]] Status check(Instant now, std::chrono::milliseconds length) const;

    [[nodiscard]] SecretBytes serialize() const;
    /// Nothing for other bytes.
    [[nodiscard]] static std::optional<OfflineLease> parse(const SecretBytes &bytes);
};

} // namespace wardline::auth

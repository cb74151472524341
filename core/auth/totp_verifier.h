// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/attempt_store.h"
#include "core/base/clock.h"
#include "core/base/secret_bytes.h"

#include <chrono>

namespace wardline::auth {

/// Checks codes on the device: one step of tolerance either side, each code once, and growing delays after wrong ones that a
/// restart does not shorten. One thread.
///
/// The attempt is written down as failed before the code is compared and corrected after a right one, so ending the process at any
/// moment never gives a free try. When the counters cannot be written, no code is accepted.
class TotpVerifier
{
public:
    static constexpr std::uint32_t kFreeAttempts = 3; ///< wrong codes before the first wait
    static constexpr std::chrono::seconds kFirstDelay {30}; ///< doubles with each further wrong code
    static constexpr std::chrono::seconds kLongestDelay {3600};

    TotpVerifier(const Clock &clock, AttemptStore &store);

    /// A new seed was enrolled with a code of this step: counters begin anew, and that code is spent.
    [[nodiscard]] Status beginEnrolment(std::optional<std::uint64_t> provenStep = std::nullopt);

    /// CodeInvalid, CodeReplayed (both count as wrong), AttemptsDelayed (the code was not looked at), AttemptsDamaged (likewise; the
    /// longest delay starts), or the store's error.
    [[nodiscard]] Status verify(const SecretBytes &seed, const SecretBytes &code);

    /// How long until a code is looked at; 0 when now.
    [[nodiscard]] std::chrono::milliseconds retryAfter();

    /// The wait after this many wrong codes in a row.
    [[nodiscard]] static std::chrono::milliseconds delayAfter(std::uint32_t failures);

private:
    [[nodiscard]] Result<AttemptRecord> current();

    const Clock &m_clock;
    AttemptStore &m_store;
};

} // namespace wardline::auth

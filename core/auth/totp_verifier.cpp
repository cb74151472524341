// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/auth/totp_verifier.h"

#include "core/auth/totp.h"

#include <algorithm>

namespace wardline::auth {

namespace {
constexpr std::uint32_t kMaximumFailures = 1'000'000; // a counter that cannot wrap round
}

TotpVerifier::TotpVerifier(const Clock &clock, AttemptStore &store)
    : m_clock(clock)
    , m_store(store)
{
}

std::chrono::milliseconds TotpVerifier::delayAfter(std::uint32_t failures)
{
    if (failures < kFreeAttempts) {
        return std::chrono::milliseconds(0);
    }
    const std::uint32_t doublings = std::min<std::uint32_t>(failures - kFreeAttempts, 16);
    return std::min<std::chrono::milliseconds>(kFirstDelay * (1LL << doublings), kLongestDelay);
}

Status TotpVerifier::beginEnrolment(std::optional<std::uint64_t> provenStep)
{
    return m_store.save(AttemptRecord {.failures = 0, .notBefore = {}, .lastAcceptedStep = provenStep});
}

/// The record as it counts now. Damage, and a wall clock that was set back, restart the wait instead of ending or stretching it.
Result<AttemptRecord> TotpVerifier::current()
{
    Result<AttemptRecord> loaded = m_store.load();
    const Instant now = m_clock.now();
    if (!loaded) {
        if (!loaded.error().is(AuthError::AttemptsDamaged)) {
            return loaded;
        }
        // Which codes were used is lost as well: everything up to the end of the present window counts as used.
        const AttemptRecord restarted {.failures = kFreeAttempts + 7, .notBefore = now + kLongestDelay,
                                       .lastAcceptedStep = totp::stepAt(now) + 1};
        WARDLINE_CHECK(m_store.save(restarted));
        return failure(AuthError::AttemptsDamaged);
    }
    const std::chrono::milliseconds longest = delayAfter(loaded->failures);
    if (loaded->notBefore - now > longest) {
        loaded->notBefore = now + longest;
        WARDLINE_CHECK(m_store.save(*loaded));
    }
    return loaded;
}

Status TotpVerifier::verify(const SecretBytes &seed, const SecretBytes &code)
{
    WARDLINE_TRY(AttemptRecord record, current());
    const Instant now = m_clock.now();
    if (now < record.notBefore) {
        return failure(AuthError::AttemptsDelayed);
    }
    const AttemptRecord before = record;
    record.failures = std::min(record.failures + 1, kMaximumFailures);
    record.notBefore = now + delayAfter(record.failures);
    WARDLINE_CHECK(m_store.save(record));

    WARDLINE_TRY(const std::uint64_t step, totp::matchStep(seed, code, now));
    if (before.lastAcceptedStep && step <= *before.lastAcceptedStep) {
        return failure(AuthError::CodeReplayed);
    }
    return m_store.save(AttemptRecord {.failures = 0, .notBefore = {}, .lastAcceptedStep = step});
}

std::chrono::milliseconds TotpVerifier::retryAfter()
{
    const Result<AttemptRecord> record = current();
    if (!record) {
        return record.error().is(AuthError::AttemptsDamaged) ? std::chrono::milliseconds(kLongestDelay)
                                                              : std::chrono::milliseconds(0);
    }
    return std::max(std::chrono::milliseconds(0), std::chrono::milliseconds(record->notBefore - m_clock.now()));
}

} // namespace wardline::auth

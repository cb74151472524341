// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/auth_error.h"
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"

#include <chrono>
#include <cstdint>

/// RFC 6238 with the parameters of XEP-0400: HMAC-SHA-1, six digits, steps of 30 s from the Unix epoch. Any thread, no state.
namespace wardline::auth::totp {

inline constexpr std::chrono::seconds kStep {30};
inline constexpr int kDigits = 6;
/// RFC 4226 4, R6: at least 128 bits.
inline constexpr std::size_t kMinimumSeed = 16;
inline constexpr std::size_t kMaximumSeed = 64;

/// The step an instant falls into; 0 for instants before 1970.
[[nodiscard]] std::uint64_t stepAt(Instant instant);
/// How long until the next code begins: more than 0, at most 30 s.
[[nodiscard]] std::chrono::milliseconds untilNextCode(Instant instant);

/// The six digits of a step. SeedInvalid for a seed of wrong length.
[[nodiscard]] Result<SecretBytes> codeForStep(const SecretBytes &seed, std::uint64_t step);

/// The step whose code this is, from one before to one after the instant (RFC 6238 5.2), the latest if several match.
/// CodeInvalid otherwise. Takes the same time for any code of six digits.
[[nodiscard]] Result<std::uint64_t> matchStep(const SecretBytes &seed, const SecretBytes &code, Instant instant);

/// Base32 (RFC 4648 6) as authenticators show it: letter case, blanks and missing padding do not matter. SeedInvalid.
[[nodiscard]] Result<SecretBytes> decodeSeed(const SecretBytes &base32);
/// Upper case, no padding.
[[nodiscard]] Result<SecretBytes> encodeSeed(const SecretBytes &seed);

} // namespace wardline::auth::totp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/auth/totp.h"

#include <liboath/oath.h>

#include <cstdlib>
#include <optional>

namespace wardline::auth::totp {

namespace {

constexpr std::size_t kMaximumBase32 = 256;

/// liboath's global state, set up once.
bool isReady()
{
    static const bool ready = oath_init() == OATH_OK;
    return ready;
}

bool isSixDigits(const SecretBytes &code)
{
    if (code.size() != std::size_t(kDigits)) {
        return false;
    }
    for (const std::byte byte : code.span()) {
        if (byte < std::byte('0') || byte > std::byte('9')) {
            return false;
        }
    }
    return true;
}

/// Takes over what liboath allocated: a copy in locked pages, the original wiped and freed.
SecretBytes takeOver(char *memory, std::size_t size)
{
    const std::span<std::byte> bytes = std::as_writable_bytes(std::span(memory, size));
    SecretBytes secret = SecretBytes::copyOf(std::span<const std::byte>(bytes));
    wipe(bytes);
    std::free(memory);
    return secret;
}

} // namespace

std::uint64_t stepAt(Instant instant)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(instant.time_since_epoch()).count();
    return seconds < 0 ? 0 : static_cast<std::uint64_t>(seconds / kStep.count());
}

std::chrono::milliseconds untilNextCode(Instant instant)
{
    const std::chrono::milliseconds step = kStep;
    std::chrono::milliseconds into = instant.time_since_epoch() % step;
    if (into < std::chrono::milliseconds(0)) {
        into += step;
    }
    return step - into;
}

Result<SecretBytes> codeForStep(const SecretBytes &seed, std::uint64_t step)
{
    if (seed.size() < kMinimumSeed || seed.size() > kMaximumSeed || !isReady()) {
        return failure(AuthError::SeedInvalid);
    }
    // RFC 6238 4.2: TOTP is HOTP (RFC 4226) with the step as its counter. liboath ends the digits with a zero byte.
    SecretBytes code(std::size_t(kDigits) + 1);
    const int status = oath_hotp_generate(reinterpret_cast<const char *>(seed.data()), seed.size(), step, unsigned(kDigits), false,
                                          OATH_HOTP_DYNAMIC_TRUNCATION, reinterpret_cast<char *>(code.data()));
    if (status != OATH_OK) {
        return failure(AuthError::SeedInvalid, QString::fromLatin1(oath_strerror_name(status)));
    }
    code.truncate(std::size_t(kDigits));
    return code;
}

Result<std::uint64_t> matchStep(const SecretBytes &seed, const SecretBytes &code, Instant instant)
{
    if (!isSixDigits(code)) {
        return failure(AuthError::CodeInvalid);
    }
    const std::uint64_t now = stepAt(instant);
    std::optional<std::uint64_t> matched;
    for (std::uint64_t step = now == 0 ? 0 : now - 1; step <= now + 1; ++step) {
        WARDLINE_TRY(const SecretBytes expected, codeForStep(seed, step));
        if (expected.equals(code)) {
            matched = step;
        }
    }
    if (!matched) {
        return failure(AuthError::CodeInvalid);
    }
    return *matched;
}

Result<SecretBytes> decodeSeed(const SecretBytes &base32)
{
    if (base32.size() > kMaximumBase32 || !isReady()) {
        return failure(AuthError::SeedInvalid);
    }
    SecretBytes text(base32.size());
    std::size_t length = 0;
    bool padded = false;
    for (const std::byte byte : base32.span()) {
        const char c = static_cast<char>(byte);
        if (c == ' ' || c == '-') {
            continue;
        }
        if (c == '=') {
            padded = true;
            continue;
        }
        const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        if (padded || !((upper >= 'A' && upper <= 'Z') || (upper >= '2' && upper <= '7'))) {
            return failure(AuthError::SeedInvalid);
        }
        text.data()[length++] = static_cast<std::byte>(upper);
    }
    text.truncate(length);
    if (text.isEmpty()) {
        return failure(AuthError::SeedInvalid);
    }
    char *decoded = nullptr;
    std::size_t size = 0;
    if (oath_base32_decode(reinterpret_cast<const char *>(text.data()), text.size(), &decoded, &size) != OATH_OK) {
        return failure(AuthError::SeedInvalid);
    }
    SecretBytes seed = takeOver(decoded, size);
    if (seed.size() < kMinimumSeed || seed.size() > kMaximumSeed) {
        return failure(AuthError::SeedInvalid);
    }
    return seed;
}

Result<SecretBytes> encodeSeed(const SecretBytes &seed)
{
    if (seed.size() < kMinimumSeed || seed.size() > kMaximumSeed || !isReady()) {
        return failure(AuthError::SeedInvalid);
    }
    char *encoded = nullptr;
    std::size_t size = 0;
    if (oath_base32_encode(reinterpret_cast<const char *>(seed.data()), seed.size(), &encoded, &size) != OATH_OK) {
        return failure(AuthError::SeedInvalid);
    }
    SecretBytes text = takeOver(encoded, size);
    std::size_t length = text.size();
    while (length > 0 && text.data()[length - 1] == std::byte('=')) {
        --length;
    }
    text.truncate(length);
    return text;
}

} // namespace wardline::auth::totp

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/local_code.h"

#include "core/auth/file_attempt_store.h"
#include "core/auth/otpauth_uri.h"
#include "core/auth/totp_verifier.h"

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {
const QString kSeedBlob = u"totp-seed"_s;
constexpr std::size_t kSeedSize = 20; // RFC 4226 4: 160 bits
} // namespace

LocalCode::LocalCode(Environment &environment)
    : m_environment(environment)
{
}

Result<SecretBytes> LocalCode::enrol(const model::Jid &account)
{
    auth::OtpauthUri uri;
    uri.issuer = u"Wardline"_s;
    uri.account = account.toString();
    uri.seed = SecretBytes(kSeedSize);
    m_environment.random.fill(uri.seed.span());
    m_newSeed = uri.seed.clone();
    return uri.build();
}

Result<std::chrono::seconds> LocalCode::verify(Profile &profile, const SecretBytes &code)
{
    auth::DiskProfileFiles files(profile.directory().path());
    auth::FileAttemptStore attempts(files);
    auth::TotpVerifier verifier(m_environment.clock, attempts);
    if (isEnrolling()) {
        WARDLINE_CHECK(verifier.beginEnrolment());
    }
    Result<SecretBytes> seed =
        isEnrolling() ? Result<SecretBytes>(m_newSeed.clone()) : profile.vault().readLasting(kSeedBlob);
    const Status verified = seed ? verifier.verify(*seed, code) : Status(std::unexpected(seed.error()));
    if (verified) {
        return std::chrono::seconds(0);
    }
    const std::chrono::milliseconds wait = verifier.retryAfter();
    if (wait.count() > 0) {
        return std::chrono::ceil<std::chrono::seconds>(wait);
    }
    return std::unexpected(verified.error());
}

void LocalCode::keep(Profile &profile)
{
    (void)profile.vault().storeLasting(kSeedBlob, m_newSeed);
    m_newSeed.clear();
}

bool LocalCode::isEnrolled(Profile &profile)
{
    return profile.vault().readLasting(kSeedBlob).has_value();
}

} // namespace wardline::service

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/jid.h"
#include "core/service/live/environment.h"
#include "core/service/live/profile.h"

namespace wardline::service {

/// The second factor of policy `totp.mode = "local"`: a code that this device checks against a seed in the vault
/// (auth::TotpVerifier). It protects the workstation, not the account. Main thread.
class LocalCode
{
public:
    explicit LocalCode(Environment &environment);

    /// Makes a seed and hands out its otpauth URI; the next `verify` is against it until `keep` or `forget`.
    [[nodiscard]] Result<SecretBytes> enrol(const model::Jid &account);
    [[nodiscard]] bool isEnrolling() const { return !m_newSeed.isEmpty(); }
    /// Zero for a right code; how long to wait after too many wrong ones; an error for a wrong one.
    [[nodiscard]] Result<std::chrono::seconds> verify(Profile &profile, const SecretBytes &code);
    /// The new seed was proven: into the open vault with it.
    void keep(Profile &profile);
    void forget() { m_newSeed.clear(); }
    /// Whether the open vault has a seed.
    [[nodiscard]] static bool isEnrolled(Profile &profile);

private:
    Environment &m_environment;
    SecretBytes m_newSeed;
};

} // namespace wardline::service

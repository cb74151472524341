// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/machine_secret.h"

#include <optional>

namespace wardline::auth {

/// A machine secret that a test sets. Tests only.
class FakeMachineSecret final : public MachineSecret
{
public:
    [[nodiscard]] Result<SecretBytes> read() const override
    {
        if (!m_secret) {
            return failure(AuthError::MachineSecretMissing);
        }
        return m_secret->clone();
    }
    void set(SecretBytes secret) { m_secret = std::move(secret); }

private:
    std::optional<SecretBytes> m_secret;
};

} // namespace wardline::auth

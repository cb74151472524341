// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/auth_error.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"

namespace wardline::auth {

/// A 256-bit secret that the administrator gave this machine (policy `device_secret = machine`), for workstations whose
/// keyring is never unlocked. It cannot be replaced by us: after a password change an old header and the old password still
/// open an old copy of the profile on this machine. That is the price of this policy, and the documents say so.
class MachineSecret
{
public:
    virtual ~MachineSecret() = default;
    /// MachineSecretMissing or MachineSecretUnsafe.
    [[nodiscard]] virtual Result<SecretBytes> read() const = 0;
};

} // namespace wardline::auth

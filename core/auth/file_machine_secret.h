// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/machine_secret.h"

#include <QString>

#include <cstdint>

namespace wardline::auth {

/// A file of exactly 32 random bytes that the administrator put on this machine: a regular file (no link) owned by root, not
/// writable by group or others, not readable by others. Our users read it through its group. Linux; elsewhere always
/// MachineSecretMissing. Any thread.
class FileMachineSecret final : public MachineSecret
{
public:
    /// `owner` is the user id the file must belong to; anything but root is for tests.
    explicit FileMachineSecret(QString path, std::uint32_t owner = 0);
    [[nodiscard]] Result<SecretBytes> read() const override;

private:
    QString m_path;
    std::uint32_t m_owner;
};

} // namespace wardline::auth

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/auth_error.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"

#include <QFuture>
#include <QString>

namespace wardline::auth {

/// The operating system's keeper of secrets: named byte strings that survive restarts and are not in our files.
///
/// Errors are the Keychain* codes of AuthError; there is never a fall-back to a file. Call from one thread; futures finish
/// there. An implementation bounds how long it waits (KeychainTimedOut).
class Keychain
{
public:
    virtual ~Keychain() = default;
    /// KeychainNotFound when nothing is stored under the name.
    [[nodiscard]] virtual QFuture<Result<SecretBytes>> read(const QString &name) = 0;
    /// Replaces what was there.
    [[nodiscard]] virtual QFuture<Status> write(const QString &name, SecretBytes secret) = 0;
    /// Success when nothing is there afterwards, so also when nothing was there before.
    [[nodiscard]] virtual QFuture<Status> remove(const QString &name) = 0;
};

} // namespace wardline::auth

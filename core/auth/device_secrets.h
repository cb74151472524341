// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/keychain.h"
#include "core/auth/machine_secret.h"
#include "core/auth/vault_header.h"
#include "core/base/random.h"

#include <QObject>
#include <QStringList>

#include <functional>

namespace wardline::auth {

/// The second half of a vault's protection, found where its header says. Part of Vault; one thread, with an event loop.
/// Answers come to `next` unless `context` is destroyed before.
class DeviceSecrets
{
public:
    using NextSecret = std::function<void(Result<SecretBytes>)>;
    using Next = std::function<void(Status)>;

    DeviceSecrets(Keychain &keychain, const MachineSecret &machine, Random &random);

    /// The 32 bytes that belong to this header. DeviceSecretMissing; Keychain*; MachineSecret*.
    void read(QObject *context, const VaultHeader &header, const NextSecret &next);
    /// New ones for a header that is to be written. A keychain holds them, proven by reading them back, before `next`.
    /// A machine's secret cannot be replaced: this answers what read() does.
    void make(QObject *context, const VaultHeader &header, const NextSecret &next);
    /// Forgets keychain entries, one after the other. Goes on after a failure and reports the first.
    void remove(QObject *context, QStringList names, const Next &next);

private:
    void confirm(QObject *context, const QString &name, SecretBytes secret, const NextSecret &next);

    Keychain &m_keychain;
    const MachineSecret &m_machine;
    Random &m_random;
};

} // namespace wardline::auth

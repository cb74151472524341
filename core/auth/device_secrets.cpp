// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/auth/device_secrets.h"

#include "core/auth/key_hierarchy.h"
#include "core/base/when_finished.h"
#include "core/crypto/kdf.h"

#include <memory>

namespace wardline::auth {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kMachineLabel = "wardline/1/machine-device-secret";

template <typename T, typename Next>
void after(const QFuture<Result<T>> &future, QObject *context, Next next)
{
    whenFinished(future, context, [next = std::move(next)](QFuture<Result<T>> done) {
        if (done.isCanceled() || done.resultCount() == 0) {
            next(failure(AuthError::KeychainFailed, u"abandoned"_s));
        } else {
            next(done.takeResult());
        }
    });
}

/// Every profile of a machine has its own secret.
Result<SecretBytes> fromMachine(const MachineSecret &machine, QByteArrayView vaultId)
{
    WARDLINE_TRY(const SecretBytes secret, machine.read());
    return crypto::deriveKey(secret, vaultId, kMachineLabel);
}

} // namespace

DeviceSecrets::DeviceSecrets(Keychain &keychain, const MachineSecret &machine, Random &random)
    : m_keychain(keychain)
    , m_machine(machine)
    , m_random(random)
{
}

void DeviceSecrets::read(QObject *context, const VaultHeader &header, const NextSecret &next)
{
    if (header.deviceSecret == DeviceSecretKind::Machine) {
        next(fromMachine(m_machine, header.vaultId));
        return;
    }
    after(m_keychain.read(header.keychainName(header.slot)), context, [next](Result<SecretBytes> secret) {
        if (!secret && secret.error().is(AuthError::KeychainNotFound)) {
            next(failure(AuthError::DeviceSecretMissing));
        } else if (secret && secret->size() != KeyHierarchy::kKeySize) {
            next(failure(AuthError::KeychainFailed, u"length"_s));
        } else {
            next(std::move(secret));
        }
    });
}

void DeviceSecrets::make(QObject *context, const VaultHeader &header, const NextSecret &next)
{
    if (header.deviceSecret == DeviceSecretKind::Machine) {
        read(context, header, next);
        return;
    }
    const auto secret = std::make_shared<SecretBytes>(KeyHierarchy::generateDataKey(m_random));
    const QString name = header.keychainName(header.slot);
    after(m_keychain.write(name, secret->clone()), context, [this, context, name, secret, next](const Status &written) {
        if (!written) {
            next(std::unexpected(written.error()));
            return;
        }
        confirm(context, name, std::move(*secret), next);
    });
}

/// A keychain that says "stored" and forgets would cost a profile: so it is asked.
void DeviceSecrets::confirm(QObject *context, const QString &name, SecretBytes secret, const NextSecret &next)
{
    const auto expected = std::make_shared<SecretBytes>(std::move(secret));
    after(m_keychain.read(name), context, [expected, next](const Result<SecretBytes> &stored) {
        if (!stored) {
            next(std::unexpected(stored.error()));
        } else if (!stored->equals(*expected)) {
            next(failure(AuthError::KeychainFailed, u"gave back other bytes"_s));
        } else {
            next(std::move(*expected));
        }
    });
}

void DeviceSecrets::remove(QObject *context, QStringList names, const Next &next)
{
    if (names.isEmpty()) {
        next({});
        return;
    }
    const QString name = names.takeFirst();
    after(m_keychain.remove(name), context, [this, context, names, next](const Status &removed) {
        remove(context, names, [removed, next](const Status &rest) { next(removed ? rest : removed); });
    });
}

} // namespace wardline::auth

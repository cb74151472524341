// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/fake_key_worker.h"
#include "core/auth/fake_keychain.h"
#include "core/auth/fake_machine_secret.h"
#include "core/auth/fake_profile_files.h"
#include "core/auth/vault.h"
#include "core/base/fake_clock.h"
#include "core/base/fake_random.h"

#include <QCoreApplication>
#include <QTest>

#include <memory>

/// What the tests of a vault share: a workstation of fakes.
namespace wardline::auth::test {

using namespace Qt::StringLiterals;

inline SecretBytes secret(QByteArrayView text)
{
    return SecretBytes::copyOf(text);
}

/// The outcome of an operation; lets the event loop run while a real worker thread derives.
inline Status done(const QFuture<Status> &future)
{
    for (int i = 0; i < 100 && !future.isFinished(); ++i) { // fakes only need the loop to turn
        QCoreApplication::processEvents();
    }
    for (int i = 0; i < 5000 && !future.isFinished(); ++i) {
        QTest::qWait(2);
    }
    return future.isFinished() && future.resultCount() > 0 ? future.result() : failure(AuthError::VaultBusy, u"did not finish"_s);
}

inline bool failsWith(const Status &status, AuthError code)
{
    if (!status && !status.error().is(code)) {
        qWarning() << status.error().toLogString();
    }
    return !status && status.error().is(code);
}

/// One workstation: its keychain and disk stay while vaults (processes) come and go.
struct Workstation {
    FakeClock clock;
    FakeRandom random;
    FakeKeyWorker worker;
    FakeKeychain keychain;
    FakeMachineSecret machine;
    FakeProfileFiles files;
    VaultOptions options {.cost = {.n = 1U << 10, .r = 8, .p = 1}, .deviceSecret = DeviceSecretKind::Keychain, .bootId = "boot-1"};

    [[nodiscard]] std::unique_ptr<Vault> process()
    {
        return std::make_unique<Vault>(VaultParts {clock, random, worker, keychain, machine, files}, options);
    }
    /// Whether this password opens the vault in a new process.
    [[nodiscard]] bool opensWith(QByteArrayView password)
    {
        const auto vault = process();
        return done(vault->open(secret(password))).has_value() && vault->isOpen();
    }
};

inline SecretBytes databaseKeyOf(const Vault &vault)
{
    return vault.keys()->databaseKey().value();
}

} // namespace wardline::auth::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/keychain.h"

#include <QObject>

#include <chrono>

namespace wardline::app {

/// The system's keychain through QtKeychain: Secret Service or KWallet on Linux, the Credential Manager on Windows. Its
/// insecure fall-back to plain files stays off.
///
/// Before each call on Linux the Secret Service is asked whether it runs and whether its default collection is locked, because
/// a call on a locked one opens a prompt and hangs as long as nobody answers: KeychainUnavailable and KeychainLocked come back
/// at once and without a prompt. One thread with an event loop.
///
/// Copies of a secret that we cannot avoid: QtKeychain's own byte arrays and libsecret's, until they are freed (the program
/// scrubs freed memory), and the message to the keychain service. Ours are wiped.
class QtKeychain final : public auth::Keychain
{
public:
    /// `service` is the name under which entries are filed; `timeout` bounds each call.
    explicit QtKeychain(QString service = QStringLiteral("wardline"), std::chrono::milliseconds timeout = std::chrono::seconds(10));
    ~QtKeychain() override;

    [[nodiscard]] QFuture<Result<SecretBytes>> read(const QString &name) override;
    [[nodiscard]] QFuture<Status> write(const QString &name, SecretBytes secret) override;
    [[nodiscard]] QFuture<Status> remove(const QString &name) override;

private:
    QString m_service;
    std::chrono::milliseconds m_timeout;
    QObject m_context;
};

} // namespace wardline::app

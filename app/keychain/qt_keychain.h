// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/keychain.h"

#include <QObject>

#include <chrono>
#include <functional>

namespace QKeychain {
class Job;
}

namespace wardline::app {

/// The system's keychain through QtKeychain: the Secret Service on Linux (gnome-keyring, or KWallet through its Secret Service
/// interface), the Credential Manager on Windows. QtKeychain's insecure fall-back to plain files stays off.
///
/// On Linux the Secret Service is asked first whether it runs and whether its default collection is locked, because a call on a
/// locked one opens a prompt and hangs as long as nobody answers: KeychainUnavailable and KeychainLocked come back without a
/// prompt. Needs an event loop on GLib there (Qt's default), since libsecret answers on it; without, each call ends as
/// KeychainTimedOut. One thread.
///
/// Copies of a secret that we cannot avoid: QtKeychain's Base64 text and libsecret's, until they are freed (the program
/// scrubs freed memory), and the message to the keychain service. The byte arrays shared with QtKeychain are wiped.
class QtKeychain final : public auth::Keychain
{
public:
    /// `service` is the name under which entries are filed; `timeout` bounds the question before a call and the call itself.
    explicit QtKeychain(QString service = QStringLiteral("wardline"), std::chrono::milliseconds timeout = std::chrono::seconds(10));
    ~QtKeychain() override;

    [[nodiscard]] QFuture<Result<SecretBytes>> read(const QString &name) override;
    [[nodiscard]] QFuture<Status> write(const QString &name, SecretBytes secret) override;
    [[nodiscard]] QFuture<Status> remove(const QString &name) override;

private:
    /// Runs a job that QtKeychain deletes; `next` gets it once: finished, or null when it took too long (and goes on alone).
    void run(QKeychain::Job *job, const QString &name, const std::function<void(QKeychain::Job *)> &next);

    QString m_service;
    std::chrono::milliseconds m_timeout;
    QObject m_context;
};

} // namespace wardline::app

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/vault.h"
#include "core/service/live/environment.h"

#include <QObject>

#include <memory>
#include <optional>

namespace wardline::service {

/// The root of the keys under which a person's last hours lie on the relay: made of the password, when somebody has
/// just proven it, and of the organisation's secret, which the relay never sees. Derived once on the key worker's
/// thread, then kept sealed in the vault until the password or the secret changes; in memory only while the vault is
/// open. Main thread.
class RoamingKey final : public QObject
{
    Q_OBJECT
public:
    enum class State { Off, NoSecret, Closed, Deriving, Ready };

    RoamingKey(Environment &environment, auth::Vault &vault);
    ~RoamingKey() override;

    /// The vault was opened with this password. `isNew`: it was made with it, or changed to it, just now.
    void proven(const SecretBytes &password, const model::Jid &account, bool isNew);
    /// The vault closes.
    void forget();

    [[nodiscard]] State state() const { return m_state; }
    /// Null unless Ready. Good until the next change.
    [[nodiscard]] const SecretBytes *root() const { return m_state == State::Ready ? &m_root : nullptr; }

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] bool takeKept(QByteArrayView mark);
    void setState(State state);

    Environment &m_environment;
    auth::Vault &m_vault;
    SecretBytes m_root;
    State m_state = State::Closed;
    int m_generation = 0; ///< what was being derived when the vault closed is of no use
};

} // namespace wardline::service

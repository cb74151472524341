// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/fake_account_session.h"
#include "core/service/fake_lock_service.h"
#include "core/service/fake_sign_in_service.h"
#include "core/service/workstation.h"

#include <memory>

namespace wardline::service {

/// The whole program behind its window, in memory and scripted. Sessions come and go as the port says; `data` stays.
class FakeWorkstation final : public Workstation
{
public:
    explicit FakeWorkstation(const Clock &clock)
        : m_clock(clock)
    {
        fakeSignIn.onSignedIn = [this] { open(); };
        fakeSignIn.onSignedOut = [this] {
            close();
            fakeLock.forget();
        };
        fakeLock.onLock = [this] {
            fakeLock.view.account = data.account;
            fakeLock.view.name = data.self.name;
            fakeLock.view.since = m_clock.now();
            fakeLock.view.receivingUntil = data.connection.receivingUntil;
            close();
        };
        fakeLock.onUnlock = [this] { open(); };
    }
    ~FakeWorkstation() override = default;

    [[nodiscard]] SignInService &signIn() override { return fakeSignIn; }
    [[nodiscard]] LockService &lock() override { return fakeLock; }
    [[nodiscard]] AccountSession *session() override { return m_session.get(); }
    [[nodiscard]] FakeAccountSession *fakeSession() { return m_session.get(); }
    [[nodiscard]] QList<PolicyLine> policy() const override { return policyLines; }
    [[nodiscard]] DataPlaces places() const override { return dataPlaces; }

    FakeData data;
    FakeSignInService fakeSignIn;
    FakeLockService fakeLock;
    QList<PolicyLine> policyLines;
    DataPlaces dataPlaces;

private:
    void open()
    {
        m_session = std::make_unique<FakeAccountSession>(data, m_clock);
        Q_EMIT sessionChanged(m_session.get());
    }
    void close()
    {
        if (m_session) {
            m_session->announceClose();
            const std::unique_ptr<FakeAccountSession> leaving = std::move(m_session);
            Q_EMIT sessionChanged(nullptr);
        }
    }

    const Clock &m_clock;
    std::unique_ptr<FakeAccountSession> m_session;
};

} // namespace wardline::service

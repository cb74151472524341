// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/fake_keychain.h"
#include "core/auth/fake_machine_secret.h"
#include "core/base/id_source.h"
#include "core/base/qt_timer_factory.h"
#include "core/base/system_clock.h"
#include "core/crypto/system_random.h"
#include "core/service/live/live_workstation.h"
#include "core/stream/websocket_transport.h"
#include "tests/core/service/ward_bench.h"

#include <functional>

namespace wardline::perf {

/// One person at one workstation with a real relay: the services, the cache and the wire are the product's; the keychain
/// and the password's derivation are made up. What is kept lies in a folder. Main thread.
class RelayPerson
{
public:
    enum class Protection { EndToEnd, Clear };

    RelayPerson(const QString &folder, const QString &url, const QString &authority, Protection protection);
    ~RelayPerson();

    [[nodiscard]] service::LiveWorkstation &workstation() { return *m_workstation; }
    [[nodiscard]] service::LiveAccountSession *session() { return m_workstation->session(); }
    /// Begins to sign in; the session is there some turns later.
    void beginSignIn(const QString &account, const QByteArray &password, const QByteArray &code);
    /// Until the session has caught up; false where it does not come to that.
    [[nodiscard]] bool signIn(const QString &account, const QByteArray &password, const QByteArray &code);
    /// In the room, now and after each later sign-in.
    [[nodiscard]] bool join(const model::Jid &room);
    /// Runs the event loop until then; whether it came to it.
    static bool until(const std::function<bool()> &condition, int seconds = 120);

private:
    QString m_folder;
    SystemClock m_clock;
    QtTimerFactory m_timers;
    crypto::SystemRandom m_random;
    RandomIdSource m_ids{m_random};
    stream::WebSocketTransportFactory m_transports{m_timers};
    auth::FakeKeychain m_keychain;
    auth::FakeMachineSecret m_machine;
    service::test::HeldKeyWorker m_worker;
    service::Rules m_rules;
    service::Environment m_environment;
    std::unique_ptr<service::LiveWorkstation> m_workstation;
};

} // namespace wardline::perf

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id_source.h"
#include "core/base/qt_timer_factory.h"
#include "core/base/system_clock.h"
#include "core/crypto/system_random.h"
#include "tests/core/service/ward_bench.h"

namespace wardline::perf {

/// The real services over a real encrypted cache in a folder that is kept from run to run; only the wire and the
/// keychain are made up. Main thread.
class BenchWard
{
public:
    /// A folder that does not exist yet is made at the first sign-in.
    BenchWard(const QString &folder, const QStringList &rooms);
    ~BenchWard();

    /// False when it did not come to a session. Runs the event loop.
    [[nodiscard]] bool signIn();
    /// Puts an invented history of `count` messages into a room, all read, unless it is there already.
    void fill(const model::Jid &room, int count, bool isHostile);
    [[nodiscard]] service::LiveWorkstation &workstation() { return *m_workstation; }
    [[nodiscard]] service::LiveAccountSession &session() { return *m_workstation->session(); }
    /// Somebody in a room writes; it arrives as the relay would send it.
    void say(const model::Jid &room, const QByteArray &text, qint64 number);
    /// The same, as it lies on the wire.
    [[nodiscard]] static QByteArray stanza(const model::Jid &room, const QByteArray &text, qint64 number);
    [[nodiscard]] service::test::FakeRelay &relay() { return m_relay; }

    /// The first and the last message of a filled room.
    [[nodiscard]] model::MessageId edge(const model::Jid &room, bool isNewest);
    /// Runs the event loop until then, at most a minute; whether it came to it.
    static bool until(const std::function<bool()> &condition);

private:
    QString m_folder;
    SystemClock m_clock;
    QtTimerFactory m_timers;
    crypto::SystemRandom m_random;
    RandomIdSource m_ids{m_random};
    stream::FakeTransportFactory m_transports;
    auth::FakeKeychain m_keychain;
    auth::FakeMachineSecret m_machine;
    service::test::HeldKeyWorker m_worker;
    service::Rules m_rules;
    service::Environment m_environment;
    service::test::FakeRelay m_relay{m_transports};
    std::unique_ptr<service::LiveWorkstation> m_workstation;
};

} // namespace wardline::perf

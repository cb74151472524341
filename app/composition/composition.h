// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/composition/rules_from_policy.h"
#include "app/keychain/qt_keychain.h"
#include "core/auth/file_machine_secret.h"
#include "core/auth/thread_key_worker.h"
#include "core/base/id_source.h"
#include "core/base/qt_timer_factory.h"
#include "core/base/system_clock.h"
#include "core/crypto/system_random.h"
#include "core/files/qt_http_client.h"
#include "core/policy/policy.h"
#include "core/service/live/environment.h"
#include "core/stream/websocket_transport.h"

#include <memory>

namespace wardline::app {

/// What both programs may be told on the command line.
struct CompositionOptions
{
    QString profile; ///< one profile folder instead of the person's
    QString policyFile; ///< may only tighten where the system has a policy
    QString authorityFile; ///< likewise
};

/// The composition root: the real clock, timers, randomness, keychain and network under the services. Main thread.
class Composition
{
public:
    /// PolicyInvalid, PolicyForbids, BadAuthorityFile: the program does not start, because it would start with looser
    /// rules.
    [[nodiscard]] static Result<std::unique_ptr<Composition>> create(const CompositionOptions &options);

    [[nodiscard]] service::Environment &environment() { return m_environment; }
    [[nodiscard]] const policy::Policy &policy() const { return m_policy; }

private:
    Composition(policy::Policy policy, service::Rules rules, const CompositionOptions &options);

    policy::Policy m_policy;
    service::Rules m_rules;
    SystemClock m_clock;
    QtTimerFactory m_timers;
    crypto::SystemRandom m_random;
    RandomIdSource m_ids;
    stream::WebSocketTransportFactory m_transports;
    QtKeychain m_keychain;
    auth::FileMachineSecret m_machineSecret;
    auth::ThreadKeyWorker m_keyWorker;
    files::QtHttpClient m_http;
    service::Environment m_environment;
};

/// Where profiles are kept when no folder is named.
[[nodiscard]] QString defaultProfilesRoot();

} // namespace wardline::app

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/keychain.h"
#include "core/auth/key_worker.h"
#include "core/auth/machine_secret.h"
#include "core/base/clock.h"
#include "core/base/id_source.h"
#include "core/base/random.h"
#include "core/base/timer.h"
#include "core/files/http_client.h"
#include "core/service/live/rules.h"
#include "core/stream/transport.h"

#include <QByteArray>
#include <QString>

namespace wardline::service {

/// The outside world of the services. Made by the composition root; all of it outlives them. Main thread.
struct Environment
{
    const Clock &clock;
    TimerFactory &timers;
    Random &random;
    IdSource &ids;
    stream::TransportFactory &transports;
    auth::Keychain &keychain;
    const auth::MachineSecret &machineSecret;
    auth::KeyWorker &keyWorker;
    const Rules &rules;
    QString profilesRoot; ///< where profiles are kept, one folder an account
    QString profilePath; ///< this one profile instead; empty: by account
    QByteArray bootId; ///< names this run of the operating system
    QString workstationName; ///< for the audit log
    files::HttpClient *http = nullptr; ///< null: no files are sent or fetched
    /// There is no window: each command is a run of its own, so that a question of an earlier one may be answered.
    bool isHeadless = false;
};

} // namespace wardline::service

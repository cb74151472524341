// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/audit_event.h"
#include "core/audit/audit_sink.h"
#include "core/base/timer.h"
#include "core/model/jid.h"

#include <map>
#include <memory>
#include <utility>

namespace wardline::service {

/// What was refused as forged, in the audit log: the first one of a sender and reason at once, those that follow within
/// a minute as one record with their number. So nobody can fill the log, and nothing is missing from it. A sender is
/// named where one is known. Main thread; what is still being counted is written when this goes.
class ForgeryRecords
{
public:
    static constexpr std::chrono::minutes kCountedFor{1};
    static constexpr std::size_t kMaxCounted = 64; ///< senders and reasons at a time; more are counted without a sender

    ForgeryRecords(TimerFactory &timers, audit::AuditSink &log, model::Jid own);
    ~ForgeryRecords();
    ForgeryRecords(const ForgeryRecords &) = delete;
    ForgeryRecords &operator=(const ForgeryRecords &) = delete;

    void record(audit::AuditReason reason, const model::Jid &sender = {}, int times = 1);

private:
    using Key = std::pair<audit::AuditReason, model::Jid>;
    void write(const Key &key, int times);
    void flush();

    audit::AuditSink &m_log;
    model::Jid m_own;
    std::map<Key, int> m_counted; ///< what came since the record that was written at once
    std::unique_ptr<Timer> m_minute;
};

} // namespace wardline::service

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/forgery_records.h"

namespace wardline::service {

ForgeryRecords::ForgeryRecords(TimerFactory &timers, audit::AuditSink &log, model::Jid own)
    : m_log(log)
    , m_own(std::move(own))
    , m_minute(timers.createTimer([this] { flush(); }))
{
}

ForgeryRecords::~ForgeryRecords()
{
    flush();
}

void ForgeryRecords::record(audit::AuditReason reason, const model::Jid &sender, int times)
{
    if (times <= 0) {
        return;
    }
    Key key{reason, sender.bare()};
    if (m_counted.size() >= kMaxCounted && !m_counted.contains(key)) {
        key.second = {};
    }
    const auto [found, isFirst] = m_counted.try_emplace(key, 0);
    if (!isFirst) {
        found->second += times;
        return;
    }
    write(key, times);
    if (!m_minute->isActive()) {
        m_minute->start(kCountedFor);
    }
}

void ForgeryRecords::write(const Key &key, int times)
{
    audit::AuditEvent event{audit::AuditEventType::ForgedStanzaRefused,
                            m_own.toString(),
                            audit::AuditOutcome::SeriousFailure,
                            key.first,
                            {},
                            {}};
    if (!key.second.isEmpty()) {
        event.objects.push_back({audit::AuditObjectKind::Person, key.second.toString()});
    }
    if (times > 1) {
        event.count = static_cast<std::uint64_t>(times);
    }
    (void)m_log.record(event);
}

void ForgeryRecords::flush()
{
    for (const auto &[key, times] : std::exchange(m_counted, {})) {
        if (times > 0) {
            write(key, times);
        }
    }
}

} // namespace wardline::service

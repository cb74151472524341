// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/audit_schema.h"
#include "core/audit/audit_sink.h"

#include <algorithm>

namespace wardline::audit {

/// Keeps events in a list; refuses what the log would refuse, so that a test notices. Tests only.
class FakeAuditSink final : public AuditSink
{
public:
    [[nodiscard]] Status record(const AuditEvent &event) override
    {
        if (m_failure) {
            return std::unexpected(*m_failure);
        }
        WARDLINE_CHECK(checkAuditEvent(event));
        m_events.push_back(event);
        return {};
    }
    [[nodiscard]] const std::vector<AuditEvent> &events() const { return m_events; }
    [[nodiscard]] std::size_t countOf(AuditEventType type) const
    {
        return static_cast<std::size_t>(
            std::count_if(m_events.begin(), m_events.end(), [type](const AuditEvent &e) { return e.type == type; }));
    }
    void clear() { m_events.clear(); }
    /// From now on every event is refused, as on a full disk. Nothing: works again.
    void failWith(std::optional<AuditError> error)
    {
        m_failure.reset();
        if (error) {
            m_failure.emplace(*error);
        }
    }

private:
    std::vector<AuditEvent> m_events;
    std::optional<Error> m_failure;
};

} // namespace wardline::audit

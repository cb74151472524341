// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lock/session_events.h"

namespace wardline::lock {

/// Events from a test, which also sees whether a suspend is still held up. Tests only.
class FakeSessionEvents final : public SessionEvents
{
public:
    void suspendMayProceed() override { m_holdsSuspend = false; }
    void emitEvent(SessionEvent event)
    {
        if (event == SessionEvent::AboutToSuspend) {
            m_holdsSuspend = true;
        }
        Q_EMIT happened(event);
    }
    [[nodiscard]] bool holdsSuspend() const { return m_holdsSuspend; }

private:
    bool m_holdsSuspend = false;
};

} // namespace wardline::lock

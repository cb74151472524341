// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/audit_event.h"
#include "core/base/result.h"

namespace wardline::audit {

/// Takes events. What must be recorded before it happens (export, wipe) waits for the answer and is not done on an error.
class AuditSink
{
public:
    virtual ~AuditSink() = default;
    /// An event that breaks its type's rules is refused, in tests as in the field.
    [[nodiscard]] virtual Status record(const AuditEvent &event) = 0;
};

} // namespace wardline::audit

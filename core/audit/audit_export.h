// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/audit_event.h"

#include <QByteArray>

#include <span>

namespace wardline::audit {

/// RFC 4180, UTF-8, CRLF, a header line first. A cell that a spreadsheet would take for a formula gets an apostrophe in front.
[[nodiscard]] QByteArray auditToCsv(std::span<const AuditRecord> records);

/// One JSON object a line: number, time (RFC 3339, UTC), origin, type, who, outcome, reason, count, objects [{kind, id}], signed.
/// `reason` and `count` are null where the event has none.
[[nodiscard]] QByteArray auditToJsonLines(std::span<const AuditRecord> records);

} // namespace wardline::audit

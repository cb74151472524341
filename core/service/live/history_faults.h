// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/audit_event.h"
#include "core/service/history_service.h"

#include <optional>

namespace wardline::service {

/// What a failure of files, seals or the store means to the person; the cause goes into the detail, for the log.
[[nodiscard]] Error foldHistoryError(const Error &error);
/// What the audit log says of a history that was refused; nothing where nobody is to blame.
[[nodiscard]] std::optional<audit::AuditReason> refusalReason(const Error &error);

} // namespace wardline::service

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/audit_event.h"
#include "core/base/error.h"
#include "core/stream/session_info.h"

namespace wardline::service {

/// How somebody proved who they are, in the words of the audit log.
[[nodiscard]] audit::AuditReason proofReason(const stream::SessionInfo &info);
/// Why a sign-in failed (a ServiceError), in the words of the audit log.
[[nodiscard]] audit::AuditReason failureReason(const Error &error);

} // namespace wardline::service

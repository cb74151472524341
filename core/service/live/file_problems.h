// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/audit_event.h"
#include "core/base/error.h"
#include "core/model/message_parts.h"

#include <optional>

namespace wardline::service {

/// What people are told of a file that failed on its way, and whether trying again may help.
struct FileFailure
{
    model::FileProblem problem = model::FileProblem::NotReachable;
    bool mayBeTriedAgain = true;
};
[[nodiscard]] FileFailure fileFailure(const Error &error);

/// What the audit log says of a file that was refused; nothing where that is no matter for it (the network).
[[nodiscard]] std::optional<audit::AuditReason> refusalReason(model::FileProblem problem);

/// What is answered to a person who wanted to send a file that cannot be.
[[nodiscard]] Error foldFileError(const Error &error);

} // namespace wardline::service

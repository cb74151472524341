// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"

namespace wardline::ctl {

void listAudit(SessionContext &context, QStringList words, Finish finish);
void verifyAudit(SessionContext &context, QStringList words, Finish finish);
void exportAudit(SessionContext &context, QStringList words, Finish finish);

} // namespace wardline::ctl

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"

namespace wardline::ctl {

void sendMessages(SessionContext &context, QStringList words, Finish finish);
void listenForMessages(SessionContext &context, QStringList words, Finish finish);
void showHistory(SessionContext &context, QStringList words, Finish finish);
void searchMessages(SessionContext &context, QStringList words, Finish finish);

} // namespace wardline::ctl

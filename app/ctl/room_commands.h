// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"

namespace wardline::ctl {

void listRooms(SessionContext &context, QStringList words, Finish finish);
void createRoom(SessionContext &context, QStringList words, Finish finish);
void joinRoom(SessionContext &context, QStringList words, Finish finish);
void listMembers(SessionContext &context, QStringList words, Finish finish);
void grantAffiliation(SessionContext &context, QStringList words, Finish finish);

} // namespace wardline::ctl

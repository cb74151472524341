// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/message.h"
#include "core/store/addresses.h"
#include "core/store/database.h"

namespace wardline::store {

/// The message in the row a statement with WARDLINE_MESSAGE_COLUMNS stands on.
[[nodiscard]] Result<model::Message> readMessage(const Statement &statement, const model::Jid &conversation, StoredJids &jids);

/// The column after those of WARDLINE_MESSAGE_COLUMNS.
inline constexpr int kMessageColumnCount = 19;
/// Where in WARDLINE_MESSAGE_COLUMNS the flags of message_parts.h are.
inline constexpr int kPartsColumn = 14;

} // namespace wardline::store

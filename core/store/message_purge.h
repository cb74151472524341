// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/store/database.h"

#include <optional>

namespace wardline::store {

/// What MessageStore::purge does. Makes several transactions.
[[nodiscard]] Result<int> purgeMessages(WritableDatabase &database, const std::optional<model::Jid> &conversation, Instant before);
/// After something was removed: the index forgets the words, the write-ahead log the pages. In one go.
[[nodiscard]] Status forgetRemoved(WritableDatabase &database);
/// Sets a conversation's newest message and unread count anew after some were removed.
[[nodiscard]] Status recountConversation(WritableDatabase &database, qint64 conversation);

} // namespace wardline::store

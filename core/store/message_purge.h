// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/store/database.h"

#include <optional>

namespace wardline::store {

/// What MessageStore::purge does. Makes several transactions.
[[nodiscard]] Result<int> purgeMessages(WritableDatabase &database, const std::optional<model::Jid> &conversation, Instant before);
/// Within the transaction that removes text: notes that forgetRemoved() is owed, also to the next start.
[[nodiscard]] Status noteRemoved(WritableDatabase &database);
/// Whether it is.
[[nodiscard]] Result<bool> owesForgetting(ReadableDatabase &database);
/// After something was removed: the index forgets the words, the write-ahead log the pages.
[[nodiscard]] Status forgetRemoved(WritableDatabase &database);
/// Sets a conversation's newest message and unread count anew after some were removed.
[[nodiscard]] Status recountConversation(WritableDatabase &database, qint64 conversation);

} // namespace wardline::store

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/store/conversation_store.h"
#include "core/store/database.h"

#include <optional>

namespace wardline::store {

/// The number an address has in this file, if it has one.
[[nodiscard]] Result<std::optional<qint64>> addressId(ReadableDatabase &database, const model::Jid &jid);
/// The same, giving it one. InvalidInput for the empty address.
[[nodiscard]] Result<qint64> internAddress(WritableDatabase &database, const model::Jid &jid);

/// The number of a conversation, if it is known.
[[nodiscard]] Result<std::optional<qint64>> conversationId(ReadableDatabase &database, const model::Jid &jid);
/// NotFound if it is not known.
[[nodiscard]] Result<qint64> existingConversation(ReadableDatabase &database, const model::Jid &jid);
/// Makes it as an untitled room if it is not known.
[[nodiscard]] Result<qint64> ensureConversation(WritableDatabase &database, const model::Jid &jid);
[[nodiscard]] Result<qint64> insertConversation(WritableDatabase &database, const ConversationRecord &record);

/// From what this file's own writer stored; a damaged value becomes the empty address.
[[nodiscard]] model::Jid storedJid(const QString &text);

/// The same for a statement with many rows and few addresses: parsing one costs more than reading a row. One per call.
class StoredJids
{
public:
    [[nodiscard]] model::Jid at(const Statement &statement, int column);

private:
    QHash<QString, model::Jid> m_known;
};

} // namespace wardline::store

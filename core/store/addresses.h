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
/// Makes it, untitled, if it is not known.
[[nodiscard]] Result<qint64> ensureConversation(WritableDatabase &database, const model::Jid &jid,
                                                model::ConversationKind kind = model::ConversationKind::Room);
[[nodiscard]] Result<qint64> insertConversation(WritableDatabase &database, const ConversationRecord &record);

/// From what this file's own writer stored; a damaged value becomes the empty address.
[[nodiscard]] model::Jid storedJid(const QString &text);

/// The addresses behind the numbers in rows. Many rows have few addresses, and parsing one costs more than reading a row: one object
/// per call remembers them.
class StoredJids
{
public:
    explicit StoredJids(ReadableDatabase &database);
    [[nodiscard]] Result<model::Jid> address(qint64 id);
    [[nodiscard]] Result<model::Jid> conversation(qint64 id);

private:
    [[nodiscard]] Result<model::Jid> find(QHash<qint64, model::Jid> &known, const ReadQuery &query, qint64 id);
    ReadableDatabase &m_database;
    QHash<qint64, model::Jid> m_addresses;
    QHash<qint64, model::Jid> m_conversations;
};

} // namespace wardline::store

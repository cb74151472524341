// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/addresses.h"

#include "core/store/queries.h"
#include "core/store/stored_values.h"

namespace wardline::store {

using namespace Qt::StringLiterals;

namespace {

Result<std::optional<qint64>> lookUp(ReadableDatabase &database, const ReadQuery &query, const model::Jid &jid)
{
    WARDLINE_TRY(Statement statement, database.prepare(query));
    statement.bind(1, jid.toString());
    WARDLINE_TRY(const bool hasRow, statement.step());
    return hasRow ? std::optional(statement.integer(0)) : std::nullopt;
}

} // namespace

Result<std::optional<qint64>> addressId(ReadableDatabase &database, const model::Jid &jid)
{
    return lookUp(database, queries::kAddressId, jid);
}

Result<qint64> internAddress(WritableDatabase &database, const model::Jid &jid)
{
    if (jid.isEmpty()) {
        return failure(StoreError::InvalidInput, u"no address"_s);
    }
    WARDLINE_TRY(const auto known, addressId(database, jid));
    if (known) {
        return *known;
    }
    WARDLINE_TRY(Statement statement, database.prepare(queries::kAddressInsert));
    WARDLINE_CHECK(statement.bind(1, jid.toString()).run());
    return database.lastInsertId();
}

Result<std::optional<qint64>> conversationId(ReadableDatabase &database, const model::Jid &jid)
{
    return lookUp(database, queries::kConversationId, jid);
}

Result<qint64> existingConversation(ReadableDatabase &database, const model::Jid &jid)
{
    WARDLINE_TRY(const auto known, conversationId(database, jid));
    if (!known) {
        return failure(StoreError::NotFound, u"conversation"_s);
    }
    return *known;
}

Result<qint64> ensureConversation(WritableDatabase &database, const model::Jid &jid)
{
    WARDLINE_TRY(const auto known, conversationId(database, jid));
    if (known) {
        return *known;
    }
    ConversationRecord record;
    record.jid = jid;
    return insertConversation(database, record);
}

Result<qint64> insertConversation(WritableDatabase &database, const ConversationRecord &record)
{
    WARDLINE_TRY(const qint64 address, internAddress(database, record.jid));
    WARDLINE_TRY(Statement statement, database.prepare(queries::kConversationInsert));
    statement.bind(1, address).bind(2, toStored(record.kind)).bind(3, record.title);
    statement.bind(4, model::careRoleWord(record.role.role)).bind(5, record.role.selfDeclaredTitle);
    WARDLINE_CHECK(statement.bind(6, toStored(record.encryption)).bind(7, qint64(record.isGone)).run());
    return database.lastInsertId();
}

model::Jid storedJid(const QString &text)
{
    return model::Jid::parse(text).value_or(model::Jid());
}

model::Jid StoredJids::at(const Statement &statement, int column)
{
    const QString text = statement.text(column);
    auto known = m_known.constFind(text);
    if (known == m_known.constEnd()) {
        known = m_known.insert(text, storedJid(text));
    }
    return *known;
}

} // namespace wardline::store

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

Result<qint64> ensureConversation(WritableDatabase &database, const model::Jid &jid, model::ConversationKind kind)
{
    WARDLINE_TRY(const auto known, conversationId(database, jid));
    if (known) {
        return *known;
    }
    ConversationRecord record;
    record.jid = jid;
    record.kind = kind;
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

StoredJids::StoredJids(ReadableDatabase &database)
    : m_database(database)
{
}

Result<model::Jid> StoredJids::address(qint64 id)
{
    return find(m_addresses, queries::kAddressJid, id);
}

Result<model::Jid> StoredJids::conversation(qint64 id)
{
    return find(m_conversations, queries::kConversationJid, id);
}

Result<model::Jid> StoredJids::find(QHash<qint64, model::Jid> &known, const ReadQuery &query, qint64 id)
{
    const auto found = known.constFind(id);
    if (found != known.constEnd()) {
        return *found;
    }
    WARDLINE_TRY(Statement statement, m_database.prepare(query));
    WARDLINE_TRY(const bool hasRow, statement.bind(1, id).step());
    if (!hasRow) {
        return failure(StoreError::Damaged, QLatin1StringView(query.name));
    }
    return *known.insert(id, storedJid(statement.text(0)));
}

} // namespace wardline::store

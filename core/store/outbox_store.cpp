// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/outbox_store.h"

#include "core/store/action_writer.h"
#include "core/store/addresses.h"
#include "core/store/message_states.h"
#include "core/store/message_store.h"
#include "core/store/queries.h"
#include "core/store/store_threads.h"
#include "core/store/stored_values.h"

namespace wardline::store {

using namespace Qt::StringLiterals;
using model::DeliveryState;
using model::MessageId;

namespace {

Result<QList<OutboxEntry>> readPending(ReadableDatabase &database, qint64 afterPosition, int limit)
{
    if (limit < 0 || limit > kMaxPageSize) {
        return failure(StoreError::InvalidInput, u"page size"_s);
    }
    WARDLINE_TRY(Statement statement, database.prepare(queries::kOutboxPending));
    statement.bind(1, afterPosition).bind(2, qint64(limit));
    QList<OutboxEntry> entries;
    while (true) {
        WARDLINE_TRY(const bool hasRow, statement.step());
        if (!hasRow) {
            return entries;
        }
        entries.append({statement.integer(0), MessageId{statement.integer(1)}, storedJid(statement.text(2)),
                        statement.text(3), statement.bytes(4), static_cast<int>(statement.integer(5))});
    }
}

/// Takes an entry out of the queue and brings its message to `state`.
Status settle(WritableDatabase &database, qint64 position, DeliveryState state)
{
    WARDLINE_TRY(Statement find, database.prepare(queries::kOutboxMessage));
    WARDLINE_TRY(const bool hasRow, find.bind(1, position).step());
    if (!hasRow) {
        return {};
    }
    const MessageId message{find.integer(0)};
    const qint64 kind = find.integer(1);
    const QString originId = find.text(2);
    find.reset();
    WARDLINE_TRY(Statement remove, database.prepare(queries::kOutboxDelete));
    WARDLINE_CHECK(remove.bind(1, position).run());
    if (kind != 0) {
        const bool isRefused = state == DeliveryState::Failed;
        return isRefused ? ActionWriter(database).undo(message, static_cast<ActionKind>(kind), originId) : Status();
    }
    WARDLINE_CHECK(advanceState(database, message, state));
    return {};
}

Result<qint64> putBack(WritableDatabase &database, MessageId message, const QByteArray &stanza)
{
    if (stanza.isEmpty()) {
        return failure(StoreError::InvalidInput, u"empty stanza"_s);
    }
    WARDLINE_TRY(Statement current, database.prepare(queries::kState));
    WARDLINE_TRY(const bool hasRow, current.bind(1, message.value).step());
    if (!hasRow || current.integer(1) == 0) {
        return failure(StoreError::NotFound, u"own message"_s);
    }
    if (deliveryStateFromStored(current.integer(0)) != DeliveryState::Failed) {
        return failure(StoreError::InvalidInput, u"not failed"_s);
    }
    current.reset();
    WARDLINE_TRY(Statement target, database.prepare(queries::kTarget));
    WARDLINE_TRY(const bool exists, target.bind(1, message.value).step());
    const QString originId = exists ? target.text(7) : QString();
    target.reset();
    WARDLINE_CHECK(setState(database, message, DeliveryState::Queued));
    WARDLINE_TRY(Statement insert, database.prepare(queries::kOutboxInsert));
    WARDLINE_CHECK(insert.bind(1, message.value).bind(2, qint64(0)).bind(3, originId).bindBytes(4, stanza).run());
    return database.lastInsertId();
}

} // namespace

OutboxStore::OutboxStore(StoreThreads &threads)
    : m_threads(threads)
{
}

QFuture<Result<QList<OutboxEntry>>> OutboxStore::pending(qint64 afterPosition, int limit)
{
    return m_threads.read([=](ReadableDatabase &database) { return readPending(database, afterPosition, limit); });
}

QFuture<Status> OutboxStore::recordAttempt(qint64 position)
{
    return m_threads.write([=](WritableDatabase &database) -> Status {
        WARDLINE_TRY(Statement update, database.prepare(queries::kOutboxAttempt));
        WARDLINE_CHECK(update.bind(1, position).run());
        return database.changes() == 1 ? Status() : Status(failure(StoreError::NotFound, u"outbox entry"_s));
    });
}

QFuture<Status> OutboxStore::acknowledge(qint64 position)
{
    return m_threads.write(
        [=](WritableDatabase &database) { return settle(database, position, DeliveryState::OnRelay); });
}

QFuture<Status> OutboxStore::fail(qint64 position)
{
    return m_threads.write(
        [=](WritableDatabase &database) { return settle(database, position, DeliveryState::Failed); });
}

QFuture<Result<qint64>> OutboxStore::requeue(MessageId message, QByteArray stanza)
{
    return m_threads.write([=](WritableDatabase &database) { return putBack(database, message, stanza); });
}

QFuture<Result<qint64>> OutboxStore::requeue(MessageId message,
                                             std::function<Result<QByteArray>(WritableDatabase &)> seal)
{
    return m_threads.write([message, seal = std::move(seal)](WritableDatabase &database) -> Result<qint64> {
        WARDLINE_TRY(const QByteArray stanza, seal(database));
        return putBack(database, message, stanza);
    });
}

QFuture<Result<int>> OutboxStore::count()
{
    return m_threads.read([](ReadableDatabase &database) -> Result<int> {
        WARDLINE_TRY(const qint64 count, database.integer(queries::kOutboxCount));
        return static_cast<int>(count);
    });
}

} // namespace wardline::store

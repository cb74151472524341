// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/outbox_store.h"

#include "core/store/action_writer.h"
#include "core/store/addresses.h"
#include "core/store/archive_losses.h"
#include "core/store/attachment_store.h"
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
                        statement.text(3), statement.bytes(4), static_cast<int>(statement.integer(5)),
                        statement.isNull(6) ? std::nullopt : std::optional(statement.bytes(6))});
    }
}

/// Takes an entry out of the queue and brings its message to `state`.
Status settle(WritableDatabase &database, qint64 position, DeliveryState state,
              model::DeliveryTrouble trouble = model::DeliveryTrouble::Refused)
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
    if (state == DeliveryState::Failed) {
        return failWith(database, message, trouble);
    }
    WARDLINE_TRY(const DeliveryState reached, advanceState(database, message, state));
    return reached > state ? setState(database, message, reached) : Status(); // offered anew: it is not lost any more
}

Status takeBack(WritableDatabase &database, qint64 position)
{
    WARDLINE_TRY(Statement find, database.prepare(queries::kOutboxMessage));
    WARDLINE_TRY(const bool hasRow, find.bind(1, position).step());
    if (!hasRow) {
        return failure(StoreError::NotFound, u"outbox entry"_s);
    }
    const MessageId message{find.integer(0)};
    const qint64 kind = find.integer(1);
    const QString originId = find.text(2);
    const bool mayHaveLeft = find.integer(3) > 0;
    find.reset();
    if (kind == 0 || mayHaveLeft) {
        return failure(StoreError::InvalidInput, u"outbox entry"_s);
    }
    WARDLINE_TRY(Statement remove, database.prepare(queries::kOutboxDelete));
    WARDLINE_CHECK(remove.bind(1, position).run());
    return ActionWriter(database).undo(message, static_cast<ActionKind>(kind), originId);
}

Result<QList<ListedEntry>> readListed(ReadableDatabase &database, int textLength)
{
    WARDLINE_TRY(Statement statement, database.prepare(queries::kOutboxListed));
    statement.bind(1, qint64(textLength)).bind(2, qint64(kMaxPageSize));
    QList<ListedEntry> entries;
    while (true) {
        WARDLINE_TRY(const bool hasRow, statement.step());
        if (!hasRow) {
            return entries;
        }
        ListedEntry entry;
        entry.position = statement.integer(0);
        entry.message = {statement.integer(1)};
        entry.conversation = storedJid(statement.text(2));
        entry.title = statement.text(3);
        if (statement.integer(4) != 0) {
            entry.action = static_cast<ActionKind>(statement.integer(4));
        }
        entry.attempts = static_cast<int>(statement.integer(5));
        if (!statement.isNull(6)) {
            entry.urgency = urgencyFromStored(statement.integer(6));
        }
        entry.written = instantFromStored(statement.integer(7));
        entry.text = statement.text(8);
        entries.append(entry);
    }
}

Result<qint64> putBack(WritableDatabase &database, MessageId message, const SealedStanza &sealed)
{
    if (sealed.stanza.isEmpty()) {
        return failure(StoreError::InvalidInput, u"empty stanza"_s);
    }
    WARDLINE_TRY(Statement current, database.prepare(queries::kState));
    WARDLINE_TRY(const bool hasRow, current.bind(1, message.value).step());
    if (!hasRow || current.integer(1) == 0) {
        return failure(StoreError::NotFound, u"own message"_s);
    }
    const bool hasFailed = deliveryStateFromStored(current.integer(0)) == DeliveryState::Failed;
    const bool isLost =
        !current.isNull(3) && troubleFromStored(current.integer(3)) == model::DeliveryTrouble::LostByRelay;
    if (!hasFailed && !isLost) {
        return failure(StoreError::InvalidInput, u"not failed"_s);
    }
    current.reset();
    WARDLINE_TRY(Statement target, database.prepare(queries::kTarget));
    WARDLINE_TRY(const bool exists, target.bind(1, message.value).step());
    const QString originId = exists ? target.text(7) : QString();
    target.reset();
    if (hasFailed) { // who has it already keeps it: such a message only goes to those who have not
        WARDLINE_CHECK(setState(database, message, DeliveryState::Queued));
    }
    // It leaves behind what was written after it, and belongs where the relay puts it.
    WARDLINE_TRY(Statement place, database.prepare(queries::kSequenceForget));
    WARDLINE_CHECK(place.bind(1, message.value).run());
    WARDLINE_TRY(Statement insert, database.prepare(queries::kOutboxInsert));
    insert.bind(1, message.value).bind(2, qint64(0)).bind(3, originId);
    WARDLINE_CHECK(insert.bindBytes(4, sealed.stanza).bindBytesOrNull(5, sealed.audience).run());
    return database.lastInsertId();
}

Status countAttempt(WritableDatabase &database, qint64 position)
{
    WARDLINE_TRY(Statement update, database.prepare(queries::kOutboxAttempt));
    return update.bind(1, position).run();
}

Result<QList<OutboxEntry>> takeOut(WritableDatabase &database, int limit, qint64 bytes)
{
    QList<OutboxEntry> taken;
    QSet<model::Jid> blocked;
    WARDLINE_TRY(const QList<OutboxEntry> waiting, readPending(database, 0, std::min(limit, kMaxPageSize)));
    for (const OutboxEntry &entry : waiting) {
        if (entry.stanza == kAwaitsFile) {
            continue; // its file goes on when the cache is open again; what was written after it does not wait for that
        }
        bytes -= entry.stanza.size();
        if (bytes < 0) {
            break;
        }
        if (!entry.audience || blocked.contains(entry.conversation)) {
            blocked.insert(entry.conversation);
            continue;
        }
        WARDLINE_CHECK(countAttempt(database, entry.position));
        taken.append(entry);
    }
    return taken;
}

Status putIn(WritableDatabase &database, const HandedBack &outcome)
{
    for (const qint64 position : outcome.acknowledged) {
        WARDLINE_CHECK(settle(database, position, DeliveryState::OnRelay));
    }
    for (const qint64 position : outcome.refused) {
        WARDLINE_CHECK(settle(database, position, DeliveryState::Failed));
    }
    for (const qint64 position : outcome.heldBack) {
        WARDLINE_CHECK(settle(database, position, DeliveryState::Failed, model::DeliveryTrouble::MembersChanged));
    }
    for (const qint64 position : outcome.untouched) {
        WARDLINE_TRY(Statement update, database.prepare(queries::kOutboxUntouched));
        WARDLINE_CHECK(update.bind(1, position).run());
    }
    return {};
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

QFuture<Status> OutboxStore::fail(qint64 position, model::DeliveryTrouble trouble)
{
    return m_threads.write(
        [=](WritableDatabase &database) { return settle(database, position, DeliveryState::Failed, trouble); });
}

QFuture<Status> OutboxStore::withdraw(qint64 position)
{
    return m_threads.write([=](WritableDatabase &database) { return takeBack(database, position); });
}

QFuture<Result<QList<ListedEntry>>> OutboxStore::listed(int textLength)
{
    return m_threads.read([=](ReadableDatabase &database) { return readListed(database, textLength); });
}

QFuture<Result<std::optional<Instant>>> OutboxStore::oldest()
{
    return m_threads.read([](ReadableDatabase &database) -> Result<std::optional<Instant>> {
        WARDLINE_TRY(Statement statement, database.prepare(queries::kOutboxOldest));
        WARDLINE_TRY(const bool hasRow, statement.step());
        return hasRow ? std::optional(instantFromStored(statement.integer(0))) : std::nullopt;
    });
}

QFuture<Result<qint64>> OutboxStore::requeue(MessageId message, QByteArray stanza)
{
    return m_threads.write([=](WritableDatabase &database) { return putBack(database, message, stanza); });
}

QFuture<Result<qint64>> OutboxStore::requeue(MessageId message, SealStanza seal)
{
    return m_threads.write([message, seal = std::move(seal)](WritableDatabase &database) -> Result<qint64> {
        WARDLINE_TRY(const SealedStanza sealed, seal(database));
        return putBack(database, message, sealed);
    });
}

QFuture<Result<QList<MessageId>>> OutboxStore::reoffer(QList<Reoffer> messages)
{
    return m_threads.write(
        [messages = std::move(messages)](WritableDatabase &database) { return reofferMessages(database, messages); });
}

QFuture<Result<QList<OutboxEntry>>> OutboxStore::handOver(int limit, qint64 bytes)
{
    return m_threads.write([=](WritableDatabase &database) { return takeOut(database, limit, bytes); });
}

QFuture<Status> OutboxStore::handBack(HandedBack outcome)
{
    return m_threads.write(
        [outcome = std::move(outcome)](WritableDatabase &database) { return putIn(database, outcome); });
}

QFuture<Result<int>> OutboxStore::count()
{
    return m_threads.read([](ReadableDatabase &database) -> Result<int> {
        WARDLINE_TRY(const qint64 count, database.integer(queries::kOutboxCount));
        return static_cast<int>(count);
    });
}

} // namespace wardline::store

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/message_store.h"

#include "core/store/action_queue.h"
#include "core/store/addresses.h"
#include "core/store/archive_losses.h"
#include "core/store/archive_ranges.h"
#include "core/store/delivery_writer.h"
#include "core/store/index_forgetting.h"
#include "core/store/message_parts.h"
#include "core/store/message_purge.h"
#include "core/store/message_reader.h"
#include "core/store/message_states.h"
#include "core/store/message_writer.h"
#include "core/store/queries.h"
#include "core/store/store_threads.h"
#include "core/store/stored_values.h"

namespace wardline::store {

using namespace Qt::StringLiterals;
using model::DeliveryState;
using model::Jid;
using model::Message;
using model::MessageId;

namespace {

/// The first column of a statement that must find a row.
Result<qint64> onlyInteger(Statement &statement)
{
    WARDLINE_TRY(const bool hasRow, statement.step());
    if (!hasRow) {
        return failure(StoreError::NotFound, u"message"_s);
    }
    return statement.integer(0);
}

/// Looks a message up by (conversation, address, text) and moves it forward.
Result<MessageId> advanceFound(WritableDatabase &database, const ReadQuery &query, const Jid &conversation,
                               const Jid &address, const QString &text, DeliveryState state)
{
    WARDLINE_TRY(const qint64 conversationNumber, existingConversation(database, conversation));
    WARDLINE_TRY(const auto addressNumber, addressId(database, address));
    if (!addressNumber || text.isEmpty()) {
        return failure(StoreError::NotFound, u"message"_s);
    }
    WARDLINE_TRY(Statement find, database.prepare(query));
    find.bind(1, conversationNumber).bind(2, *addressNumber).bind(3, text);
    WARDLINE_TRY(const qint64 id, onlyInteger(find));
    find.reset();
    WARDLINE_CHECK(advanceState(database, {id}, state));
    return MessageId{id};
}

} // namespace

MessageStore::MessageStore(StoreThreads &threads)
    : m_threads(threads)
{
}

QFuture<Result<QList<StoredMessage>>> MessageStore::insert(IncomingBatch batch)
{
    return m_threads.write([batch = std::move(batch)](WritableDatabase &database) -> Result<QList<StoredMessage>> {
        WARDLINE_TRY(const StoredBatch stored, MessageWriter(database).insert(batch));
        return stored.messages;
    });
}

QFuture<Result<StoredBatch>> MessageStore::take(IncomingBatch batch)
{
    return m_threads.write(
        [batch = std::move(batch)](WritableDatabase &database) { return MessageWriter(database).insert(batch); });
}

QFuture<Result<StoredBatch>> MessageStore::take(PrepareBatch prepare)
{
    return m_threads.write([prepare = std::move(prepare)](WritableDatabase &database) -> Result<StoredBatch> {
        WARDLINE_TRY(const IncomingBatch batch, prepare(database));
        return MessageWriter(database).insert(batch);
    });
}

QFuture<Result<MessageId>> MessageStore::insertOwn(Message message, SealStanza seal, std::optional<QuoteTarget> quote,
                                                   QList<FileSource> files)
{
    return m_threads.write([message = std::move(message), seal = std::move(seal), quote = std::move(quote),
                            files = std::move(files)](WritableDatabase &database) -> Result<MessageId> {
        WARDLINE_TRY(const SealedStanza sealed, seal(database));
        return MessageWriter(database).insertOwn(message, sealed, quote, files);
    });
}

QFuture<Result<StoredAction>> MessageStore::actOwn(MessageAction action, MessageId id, SealStanza seal)
{
    return m_threads.write(
        [action = std::move(action), id, seal = std::move(seal)](WritableDatabase &database) -> Result<StoredAction> {
            WARDLINE_TRY(const SealedStanza sealed, seal(database));
            return queueOwnAction(database, action, id, sealed);
        });
}

QFuture<Result<MessageId>> MessageStore::insertOwn(Message message, QByteArray stanza, std::optional<QuoteTarget> quote)
{
    return m_threads.write([message = std::move(message), stanza = std::move(stanza),
                            quote = std::move(quote)](WritableDatabase &database) {
        return MessageWriter(database).insertOwn(message, stanza, quote);
    });
}

QFuture<Result<StoredAction>> MessageStore::actOwn(MessageAction action, MessageId id, QByteArray stanza)
{
    return m_threads.write([action = std::move(action), id, stanza = std::move(stanza)](WritableDatabase &database) {
        return queueOwnAction(database, action, id, stanza);
    });
}

QFuture<Result<StoredAction>> MessageStore::withdraw(MessageAction action, MessageId id)
{
    return m_threads.write(
        [action = std::move(action), id](WritableDatabase &database) { return withdrawOwn(database, action, id); });
}

QFuture<Result<QList<TextVersion>>> MessageStore::versions(MessageId id)
{
    return m_threads.read([=](ReadableDatabase &database) { return readVersions(database, id); });
}

QFuture<Result<bool>> MessageStore::forgetRetracted()
{
    return m_threads.maintain([](WritableDatabase &database) { return forgetStep(database); });
}

QFuture<Result<MessageId>> MessageStore::firstAt(Jid conversation, Instant time)
{
    return m_threads.read([=](ReadableDatabase &database) { return readFirstAt(database, conversation, time); });
}

QFuture<Result<DeliveryState>> MessageStore::advanceState(MessageId id, DeliveryState state)
{
    return m_threads.write([=](WritableDatabase &database) { return store::advanceState(database, id, state); });
}

QFuture<Result<MessageId>> MessageStore::advanceStateByOriginId(Jid conversation, Jid self, QString originId,
                                                                DeliveryState state)
{
    return m_threads.write([=](WritableDatabase &database) {
        return advanceFound(database, queries::kByOriginId, conversation, self, originId, state);
    });
}

QFuture<Result<MessageId>> MessageStore::advanceStateByStanzaId(Jid conversation, Jid archive, QString stanzaId,
                                                                DeliveryState state)
{
    return m_threads.write([=](WritableDatabase &database) {
        return advanceFound(database, queries::kByStanzaId, conversation, archive, stanzaId, state);
    });
}

QFuture<Result<std::optional<MessageId>>> MessageStore::find(Jid conversation, Jid archive, QString stanzaId)
{
    return m_threads.read([=](ReadableDatabase &database) -> Result<std::optional<MessageId>> {
        WARDLINE_TRY(const auto known, conversationId(database, conversation));
        return findTarget(database, known.value_or(0), archive, {stanzaId, true, {}});
    });
}

QFuture<Result<QList<PersonMarks>>> MessageStore::marks(MessageId id)
{
    return m_threads.read([=](ReadableDatabase &database) { return readMarks(database, id); });
}

QFuture<Result<ArchiveLoss>> MessageStore::judge(ArchiveView view)
{
    return m_threads.read(
        [view = std::move(view)](ReadableDatabase &database) { return judgeArchive(database, view); });
}

QFuture<Status> MessageStore::markLost(QList<MessageId> ids)
{
    return m_threads.write([=](WritableDatabase &database) -> Status {
        for (const MessageId id : ids) {
            WARDLINE_CHECK(loseAt(database, id));
        }
        return {};
    });
}

QFuture<Result<std::optional<Message>>> MessageStore::message(MessageId id)
{
    return m_threads.read([=](ReadableDatabase &database) { return readMessage(database, id); });
}

QFuture<Result<QList<Message>>> MessageStore::messages(QList<MessageId> ids)
{
    return m_threads.read([ids = std::move(ids)](ReadableDatabase &database) { return readMessages(database, ids); });
}

QFuture<Result<MessagePage>> MessageStore::pageBefore(Jid conversation, MessageId before, int limit, Jid archive)
{
    return m_threads.read([=](ReadableDatabase &database) {
        return withGaps(database, conversation, archive, readPageBefore(database, conversation, before, limit));
    });
}

QFuture<Result<MessagePage>> MessageStore::pageAfter(Jid conversation, MessageId after, int limit, Jid archive)
{
    return m_threads.read([=](ReadableDatabase &database) {
        return withGaps(database, conversation, archive, readPageAfter(database, conversation, after, limit));
    });
}

QFuture<Result<MessagePage>> MessageStore::pageAround(Jid conversation, MessageId id, int older, int newer, Jid archive)
{
    return m_threads.read([=](ReadableDatabase &database) {
        return withGaps(database, conversation, archive, readPageAround(database, conversation, id, older, newer));
    });
}

QFuture<Result<MessageId>> MessageStore::newest()
{
    return m_threads.read([](ReadableDatabase &database) -> Result<MessageId> {
        WARDLINE_TRY(const qint64 newest, database.integer(queries::kNewestPlace));
        return MessageId{newest};
    });
}

QFuture<Result<QList<ArchiveRange>>> MessageStore::archiveRanges(Jid archive)
{
    return m_threads.read([=](ReadableDatabase &database) { return readArchiveRanges(database, archive); });
}

QFuture<Status> MessageStore::forgetArchiveRanges(Jid archive)
{
    return m_threads.write([=](WritableDatabase &database) -> Status {
        WARDLINE_TRY(const auto address, addressId(database, archive));
        if (!address) {
            return {};
        }
        WARDLINE_CHECK(forgetJudging(database, archive));
        WARDLINE_TRY(Statement remove, database.prepare(queries::kArchiveRangesDelete));
        return remove.bind(1, *address).run();
    });
}

QFuture<Result<int>> MessageStore::purge(std::optional<Jid> conversation, Instant before)
{
    return m_threads.maintain(
        [=](WritableDatabase &database) { return purgeMessages(database, conversation, before); });
}

} // namespace wardline::store

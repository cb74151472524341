// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/message_purge.h"

#include "core/store/addresses.h"
#include "core/store/index_forgetting.h"
#include "core/store/message_place.h"
#include "core/store/queries.h"
#include "core/store/store_threads.h"
#include "core/store/stored_values.h"

#include <QList>

namespace wardline::store {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPurgeStep = 500; ///< messages in one transaction

Result<QList<qint64>> readIntegers(Statement &statement)
{
    QList<qint64> values;
    while (true) {
        WARDLINE_TRY(const bool hasRow, statement.step());
        if (!hasRow) {
            return values;
        }
        values.append(statement.integer(0));
    }
}

Result<int> purgeStep(WritableDatabase &database, qint64 conversation, Instant before)
{
    WARDLINE_TRY(Transaction transaction, Transaction::begin(database));
    WARDLINE_TRY(Statement select, database.prepare(queries::kPurgeable));
    select.bind(1, conversation).bind(2, firstIdAt(before).value).bind(3, kPurgeStep);
    WARDLINE_TRY(const QList<qint64> ids, readIntegers(select));
    select.reset();
    WARDLINE_TRY(Statement remove, database.prepare(queries::kMessageDelete));
    for (const qint64 id : ids) {
        WARDLINE_CHECK(remove.bind(1, id).run());
        remove.reset();
    }
    if (!ids.isEmpty()) {
        WARDLINE_CHECK(recountConversation(database, conversation));
    }
    WARDLINE_CHECK(transaction.commit());
    return static_cast<int>(ids.size());
}

} // namespace

Status recountConversation(WritableDatabase &database, qint64 conversation)
{
    WARDLINE_TRY(Statement counters, database.prepare(queries::kConversationCounters));
    WARDLINE_TRY(const bool exists, counters.bind(1, conversation).step());
    if (!exists) {
        return failure(StoreError::NotFound, u"conversation"_s);
    }
    const qint64 readPosition = counters.integer(1);
    counters.reset();
    WARDLINE_TRY(Statement newest, database.prepare(queries::kNewestMessage));
    WARDLINE_TRY(const bool hasMessages, newest.bind(1, conversation).step());
    WARDLINE_TRY(Statement unread, database.prepare(queries::kUnreadCount));
    WARDLINE_TRY(const bool hasCount, unread.bind(1, conversation).bind(2, readPosition).step());
    WARDLINE_TRY(Statement mentions, database.prepare(queries::kUnreadMentions));
    WARDLINE_TRY(const bool hasMentions, mentions.bind(1, conversation).bind(2, readPosition).step());
    WARDLINE_TRY(Statement update, database.prepare(queries::kConversationCountersUpdate));
    update.bind(1, conversation).bind(2, hasMessages ? newest.integer(0) : 0).bind(3, readPosition);
    update.bind(4, hasCount ? unread.integer(0) : 0);
    return update.bind(5, hasMentions ? mentions.integer(0) : 0).run();
}

Result<int> purgeMessages(WritableDatabase &database, const std::optional<model::Jid> &conversation, Instant before)
{
    QList<qint64> conversations;
    if (conversation) {
        WARDLINE_TRY(const qint64 id, existingConversation(database, *conversation));
        conversations.append(id);
    } else {
        WARDLINE_TRY(Statement all, database.prepare(queries::kConversationIds));
        WARDLINE_TRY(conversations, readIntegers(all));
    }
    int removed = 0;
    for (const qint64 id : std::as_const(conversations)) {
        while (true) {
            WARDLINE_TRY(const int step, purgeStep(database, id, before));
            removed += step;
            if (step < kPurgeStep) {
                break;
            }
        }
    }
    if (!conversation) {
        WARDLINE_CHECK(StoreThreads::transact(database, [&]() -> Status {
            WARDLINE_TRY(Statement forget, database.prepare(queries::kArchiveOpenedForget));
            return forget.bind(1, toStored(before)).run();
        }));
    }
    if (removed > 0) {
        WARDLINE_CHECK(forgetRemoved(database));
    }
    return removed;
}

Status forgetRemoved(WritableDatabase &database)
{
    WARDLINE_CHECK(StoreThreads::transact(database, [&] { return noteRemoved(database); }));
    while (true) {
        WARDLINE_TRY(const bool hasMore, forgetStep(database));
        if (!hasMore) {
            return {};
        }
    }
}

} // namespace wardline::store

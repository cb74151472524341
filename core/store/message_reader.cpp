// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/message_reader.h"

#include "core/store/addresses.h"
#include "core/store/message_row.h"
#include "core/store/queries.h"

#include <algorithm>
#include <limits>

namespace wardline::store {

using namespace Qt::StringLiterals;
using model::Jid;
using model::Message;
using model::MessageId;

namespace {

/// Up to `limit` messages from an edge onwards, in the order of the query, and whether there were no more.
struct Run {
    QList<Message> messages;
    bool reachesEnd = true;
};

Result<Run> readRun(ReadableDatabase &database, const ReadQuery &query, const Jid &jid, qint64 edge, int limit)
{
    if (limit < 0 || limit > kMaxPageSize) {
        return failure(StoreError::InvalidInput, u"page size"_s);
    }
    Run run;
    WARDLINE_TRY(const auto conversation, conversationId(database, jid));
    if (!conversation) {
        return run;
    }
    WARDLINE_TRY(Statement statement, database.prepare(query));
    // One more than asked: it tells whether there is more.
    statement.bind(1, *conversation).bind(2, edge).bind(3, qint64(limit) + 1);
    run.messages.reserve(limit);
    StoredJids jids(database);
    while (true) {
        WARDLINE_TRY(const bool hasRow, statement.step());
        if (!hasRow) {
            return run;
        }
        if (run.messages.size() == limit) {
            run.reachesEnd = false;
            return run;
        }
        WARDLINE_TRY(Message message, readMessage(statement, jid, jids));
        run.messages.append(std::move(message));
    }
}

Result<Run> readOlder(ReadableDatabase &database, const Jid &conversation, qint64 below, int limit)
{
    WARDLINE_TRY(Run run, readRun(database, queries::kPageBefore, conversation, below, limit));
    std::reverse(run.messages.begin(), run.messages.end());
    return run;
}

constexpr qint64 kBeyondNewest = std::numeric_limits<qint64>::max();

} // namespace

Result<std::optional<Message>> readMessage(ReadableDatabase &database, MessageId id)
{
    WARDLINE_TRY(Statement statement, database.prepare(queries::kMessage));
    WARDLINE_TRY(const bool hasRow, statement.bind(1, id.value).step());
    if (!hasRow) {
        return std::nullopt;
    }
    StoredJids jids(database);
    WARDLINE_TRY(const Jid conversation, jids.conversation(statement.integer(kMessageColumnCount)));
    return readMessage(statement, conversation, jids);
}

Result<QList<Message>> readMessages(ReadableDatabase &database, QList<MessageId> ids)
{
    if (ids.size() > kMaxPageSize) {
        return failure(StoreError::InvalidInput, u"number of ids"_s);
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    QList<Message> messages;
    for (const MessageId id : std::as_const(ids)) {
        WARDLINE_TRY(const auto message, readMessage(database, id));
        if (message) {
            messages.append(*message);
        }
    }
    return messages;
}

Result<MessagePage> readPageBefore(ReadableDatabase &database, const Jid &conversation, MessageId before, int limit)
{
    const qint64 edge = before.isValid() ? before.value : kBeyondNewest;
    WARDLINE_TRY(Run run, readOlder(database, conversation, edge, limit));
    bool reachesNewest = !before.isValid();
    if (!reachesNewest) {
        WARDLINE_TRY(const Run newer, readRun(database, queries::kPageAfter, conversation, before.value - 1, 0));
        reachesNewest = newer.reachesEnd;
    }
    return MessagePage {std::move(run.messages), run.reachesEnd, reachesNewest};
}

Result<MessagePage> readPageAfter(ReadableDatabase &database, const Jid &conversation, MessageId after, int limit)
{
    WARDLINE_TRY(Run run, readRun(database, queries::kPageAfter, conversation, after.value, limit));
    bool reachesOldest = !after.isValid();
    if (!reachesOldest) {
        WARDLINE_TRY(const Run older, readRun(database, queries::kPageBefore, conversation, after.value + 1, 0));
        reachesOldest = older.reachesEnd;
    }
    return MessagePage {std::move(run.messages), reachesOldest, run.reachesEnd};
}

Result<MessagePage> readPageAround(ReadableDatabase &database, const Jid &conversation, MessageId id, int older, int newer)
{
    WARDLINE_TRY(Run below, readOlder(database, conversation, id.value, older));
    // The one asked for comes on top of `newer`, but need not exist.
    WARDLINE_TRY(const Run exact, readRun(database, queries::kPageAfter, conversation, id.value - 1, 1));
    const bool exists = !exact.messages.isEmpty() && exact.messages.constFirst().id == id;
    WARDLINE_TRY(const Run above, readRun(database, queries::kPageAfter, conversation, id.value, newer));
    if (exists) {
        below.messages.append(exact.messages.constFirst());
    }
    below.messages.append(above.messages);
    return MessagePage {std::move(below.messages), below.reachesEnd, above.reachesEnd};
}

} // namespace wardline::store

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/message_reader.h"

#include "core/store/addresses.h"
#include "core/store/archive_ranges.h"
#include "core/store/message_parts.h"
#include "core/store/message_place.h"
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
    QList<qint64> parts;
    bool hasParts = false;
    StoredJids jids(database);
    while (true) {
        WARDLINE_TRY(const bool hasRow, statement.step());
        if (!hasRow) {
            break;
        }
        if (run.messages.size() == limit) {
            run.reachesEnd = false;
            break;
        }
        WARDLINE_TRY(Message message, readMessage(statement, jid, jids));
        run.messages.append(std::move(message));
        parts.append(statement.integer(kPartsColumn));
        hasParts = hasParts || parts.constLast() != 0;
    }
    statement.reset();
    if (hasParts) {
        WARDLINE_CHECK(readParts(database, run.messages, parts, jids));
    }
    return run;
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
    WARDLINE_TRY(Message message, readMessage(statement, conversation, jids));
    const qint64 parts = statement.integer(kPartsColumn);
    statement.reset();
    if (parts != 0) {
        WARDLINE_CHECK(readParts(database, message, parts, jids));
    }
    return message;
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

namespace {

/// The place of an edge of a known stretch in one conversation: the message with that archive id, else the nearest one by time
/// (the edge may be a message of another conversation, or none that is shown).
Result<MessageId> edgePlace(ReadableDatabase &database, qint64 conversation, const ArchiveRange &range, bool isLast)
{
    WARDLINE_TRY(const auto exact,
                 findTarget(database, conversation, range.archive, {isLast ? range.lastId : range.firstId, true, {}}));
    if (exact) {
        return *exact;
    }
    const Instant edge = isLast ? range.lastTime + std::chrono::milliseconds(1) : range.firstTime;
    WARDLINE_TRY(Statement near, database.prepare(isLast ? queries::kLastBelow : queries::kFirstFrom));
    WARDLINE_TRY(const bool hasRow, near.bind(1, conversation).bind(2, firstIdAt(edge).value).step());
    return hasRow ? MessageId {near.integer(0)} : MessageId();
}

} // namespace

Result<MessagePage> withGaps(ReadableDatabase &database, const Jid &conversation, const Jid &archive, Result<MessagePage> page)
{
    if (!page || archive.isEmpty() || page->messages.isEmpty()) {
        return page;
    }
    WARDLINE_TRY(const QList<ArchiveRange> ranges, readArchiveRanges(database, archive));
    WARDLINE_TRY(const auto number, conversationId(database, conversation));
    if (ranges.isEmpty() || !number) {
        return page;
    }
    for (qsizetype i = 0; i < ranges.size(); ++i) {
        if (i == 0 && ranges.constFirst().reachesStart) {
            continue;
        }
        ArchiveGap gap;
        if (i > 0) {
            WARDLINE_TRY(gap.after, edgePlace(database, *number, ranges.at(i - 1), true));
        }
        WARDLINE_TRY(gap.before, edgePlace(database, *number, ranges.at(i), false));
        const bool isNear = gap.before.isValid() && gap.before >= page->messages.constFirst().id
            && gap.after <= page->messages.constLast().id && gap.after < gap.before;
        if (isNear) {
            page->gaps.append(gap);
        }
    }
    return page;
}

Result<MessageId> readFirstAt(ReadableDatabase &database, const Jid &conversation, Instant time)
{
    WARDLINE_TRY(const auto number, conversationId(database, conversation));
    if (!number) {
        return MessageId();
    }
    constexpr Instant kLatest {std::chrono::milliseconds(4102444800000)};
    const Instant from = std::clamp(time, Instant {}, kLatest);
    WARDLINE_TRY(Statement first, database.prepare(queries::kFirstFrom));
    WARDLINE_TRY(const bool hasRow, first.bind(1, *number).bind(2, firstIdAt(from).value).step());
    if (hasRow) {
        return MessageId {first.integer(0)};
    }
    WARDLINE_TRY(Statement newest, database.prepare(queries::kNewestMessage));
    WARDLINE_TRY(const bool hasAny, newest.bind(1, *number).step());
    return hasAny ? MessageId {newest.integer(0)} : MessageId();
}

} // namespace wardline::store

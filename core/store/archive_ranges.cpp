// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/archive_ranges.h"

#include "core/store/addresses.h"
#include "core/store/message_store.h"
#include "core/store/queries.h"
#include "core/store/stored_values.h"

#include <algorithm>

namespace wardline::store {

using namespace Qt::StringLiterals;

namespace {

/// Takes over what lies to the left of `range` in `other`, which is joined to its left end or overlaps it.
void extendLeft(ArchiveRange &range, const ArchiveRange &other)
{
    range.firstId = other.firstId;
    range.firstTime = other.firstTime;
    range.reachesStart = range.reachesStart || other.reachesStart;
}

/// Unless it ends before: the archive has lost that end since, and went on without it.
void extendRight(ArchiveRange &range, const ArchiveRange &other)
{
    if (other.lastTime >= range.lastTime) {
        range.lastId = other.lastId;
        range.lastTime = other.lastTime;
    }
}

// There are few: one, and one more for each time away that has not been fetched.
Status writeRanges(WritableDatabase &database, qint64 address, const QList<ArchiveRange> &ranges)
{
    WARDLINE_TRY(Statement remove, database.prepare(queries::kArchiveRangesDelete));
    WARDLINE_CHECK(remove.bind(1, address).run());
    WARDLINE_TRY(Statement insert, database.prepare(queries::kArchiveRangeInsert));
    for (const ArchiveRange &range : ranges) {
        insert.bind(1, address).bind(2, range.firstId).bind(3, range.lastId);
        insert.bind(4, toStored(range.firstTime)).bind(5, toStored(range.lastTime));
        WARDLINE_CHECK(insert.bind(6, qint64(range.reachesStart)).run());
        insert.reset();
    }
    return {};
}

} // namespace

QList<ArchiveRange> withPage(QList<ArchiveRange> known, const ArchivePage &page, const QStringList &resultIds)
{
    if (page.firstId.isEmpty()) {
        // Nothing lies before `before`: an empty page still says that.
        for (ArchiveRange &range : known) {
            if (page.reachesStart && !page.before.isEmpty() && range.firstId == page.before) {
                range.reachesStart = true;
            }
        }
        return known;
    }
    // Stamps are cut to the second at worst, so well between two of a range's is inside it. The newest page never is:
    // what came live has our clock's time, and the page may still go further by a result or two.
    constexpr std::chrono::seconds kMargin{1};
    const bool isNewest = page.before.isEmpty() && page.after.isEmpty();
    // What is next to a stretch makes it grow, whatever the times say: the last that came live may have been under way
    // for long, so that a stretch seems to reach further than it does.
    const bool isNext = std::any_of(known.cbegin(), known.cend(), [&](const ArchiveRange &range) {
        return (!page.after.isEmpty() && range.lastId == page.after)
            || (!page.before.isEmpty() && range.firstId == page.before);
    });
    const bool isKnown =
        !isNewest && !isNext && std::any_of(known.cbegin(), known.cend(), [&](const ArchiveRange &range) {
            return range.firstTime + kMargin < page.firstTime && page.lastTime + kMargin < range.lastTime;
        });
    if (isKnown) {
        return known;
    }
    ArchiveRange merged{page.archive, page.firstId, page.lastId, page.firstTime, page.lastTime, page.reachesStart};
    const auto holds = [&](const QString &id) {
        return id == page.firstId || id == page.lastId || resultIds.contains(id);
    };
    QList<ArchiveRange> kept;
    for (const ArchiveRange &range : std::as_const(known)) {
        const bool joinsLeft = !page.after.isEmpty() && range.lastId == page.after;
        const bool joinsRight = !page.before.isEmpty() && range.firstId == page.before;
        const bool beginsInPage = holds(range.firstId);
        const bool endsInPage = holds(range.lastId);
        if (joinsLeft || (endsInPage && !beginsInPage)) {
            extendLeft(merged, range);
        } else if (joinsRight || (beginsInPage && !endsInPage && !isNewest)) {
            extendRight(merged, range);
        } else if (beginsInPage) { // the archive has nothing behind its newest page: what was known beyond it is lost
            merged.reachesStart = merged.reachesStart || (range.reachesStart && range.firstId == merged.firstId);
        } else if (page.after.isEmpty() && range.lastTime <= page.lastTime
                   && (page.reachesStart || range.firstTime >= page.firstTime)) {
            continue; // inside, although its ends are not among the results: the archive has lost them since
        } else {
            kept.append(range);
        }
    }
    kept.append(merged);
    std::sort(kept.begin(), kept.end(),
              [](const ArchiveRange &a, const ArchiveRange &b) { return a.firstTime < b.firstTime; });
    return kept;
}

Result<QList<ArchiveRange>> readArchiveRanges(ReadableDatabase &database, const model::Jid &archive)
{
    WARDLINE_TRY(const auto address, addressId(database, archive));
    QList<ArchiveRange> ranges;
    if (!address) {
        return ranges;
    }
    WARDLINE_TRY(Statement statement, database.prepare(queries::kArchiveRanges));
    statement.bind(1, *address);
    while (true) {
        WARDLINE_TRY(const bool hasRow, statement.step());
        if (!hasRow) {
            return ranges;
        }
        ranges.append({archive, statement.text(1), statement.text(2), instantFromStored(statement.integer(3)),
                       instantFromStored(statement.integer(4)), statement.integer(5) != 0});
    }
}

Result<bool> recordArchivePage(WritableDatabase &database, const ArchivePage &page, const QStringList &resultIds)
{
    for (const QString &id : {page.after, page.before, page.firstId, page.lastId}) {
        if (id.size() > kMaxIdLength) {
            return failure(StoreError::InvalidInput, u"archive id length"_s);
        }
    }
    if (page.firstId.isEmpty() != page.lastId.isEmpty()) {
        return failure(StoreError::InvalidInput, u"half an archive page"_s);
    }
    WARDLINE_TRY(const qint64 address, internAddress(database, page.archive));
    WARDLINE_TRY(const QList<ArchiveRange> known, readArchiveRanges(database, page.archive));
    const bool follows = page.after.isEmpty()
        || std::any_of(known.cbegin(), known.cend(),
                       [&page](const ArchiveRange &range) { return range.lastId == page.after; });
    const QList<ArchiveRange> ranges = withPage(known, page, resultIds);
    if (ranges != known) {
        WARDLINE_CHECK(writeRanges(database, address, ranges));
    }
    return follows;
}

Status endArchive(WritableDatabase &database, const ArchiveEnd &end)
{
    WARDLINE_TRY(const qint64 address, internAddress(database, end.known.archive));
    WARDLINE_TRY(const QList<ArchiveRange> ranges, readArchiveRanges(database, end.known.archive));
    const auto isJoined = [&end](const ArchiveRange &range) {
        return !end.within.isEmpty() && range.firstId == end.within;
    };
    QList<ArchiveRange> kept;
    bool goesOn = false;
    for (ArchiveRange range : ranges) {
        if (range.lastId == end.known.lastId) {
            if (end.id.isEmpty() || range.firstTime > end.time) {
                continue;
            }
            range.lastId = end.id;
            range.lastTime = end.time;
            const auto joined = std::find_if(ranges.cbegin(), ranges.cend(), isJoined);
            goesOn = joined != ranges.cend() && joined->lastId != end.known.lastId;
            if (goesOn) {
                extendRight(range, *joined);
            }
        }
        kept.append(range);
    }
    if (goesOn) {
        kept.removeIf(isJoined); // the one that ends in it goes on with it
    }
    return kept == ranges ? Status() : writeRanges(database, address, kept);
}

Result<std::optional<ArchiveJudging>> readJudging(ReadableDatabase &database, const model::Jid &archive)
{
    WARDLINE_TRY(const auto address, addressId(database, archive));
    WARDLINE_TRY(Statement find, database.prepare(queries::kJudging));
    WARDLINE_TRY(const bool hasRow, find.bind(1, address.value_or(0)).step());
    if (!hasRow) {
        return std::nullopt;
    }
    const ArchiveRange known{archive,
                             find.text(0),
                             find.text(1),
                             instantFromStored(find.integer(2)),
                             instantFromStored(find.integer(3)),
                             find.integer(4) != 0};
    return ArchiveJudging{known, instantFromStored(find.integer(5))};
}

Status keepJudging(WritableDatabase &database, const ArchiveJudging &judging, const QStringList &ids)
{
    const ArchiveRange &known = judging.known;
    WARDLINE_TRY(const qint64 address, internAddress(database, known.archive));
    WARDLINE_TRY(Statement insert, database.prepare(queries::kJudgingInsert));
    insert.bind(1, address).bind(2, known.firstId).bind(3, known.lastId);
    insert.bind(4, toStored(known.firstTime)).bind(5, toStored(known.lastTime));
    WARDLINE_CHECK(insert.bind(6, qint64(known.reachesStart)).bind(7, toStored(judging.began)).run());
    WARDLINE_TRY(Statement result, database.prepare(queries::kUnjudgedInsert));
    for (const QString &id : ids) {
        WARDLINE_CHECK(result.bind(1, address).bind(2, id).run());
        result.reset();
    }
    return {};
}

Result<QSet<QString>> readUnjudged(ReadableDatabase &database, const model::Jid &archive)
{
    WARDLINE_TRY(const auto address, addressId(database, archive));
    WARDLINE_TRY(Statement find, database.prepare(queries::kUnjudged));
    find.bind(1, address.value_or(0));
    QSet<QString> ids;
    while (true) {
        WARDLINE_TRY(const bool hasRow, find.step());
        if (!hasRow) {
            return ids;
        }
        ids.insert(find.text(0));
    }
}

Status forgetJudging(WritableDatabase &database, const model::Jid &archive)
{
    WARDLINE_TRY(const auto address, addressId(database, archive));
    WARDLINE_TRY(Statement results, database.prepare(queries::kUnjudgedRemove));
    WARDLINE_CHECK(results.bind(1, address.value_or(0)).run());
    WARDLINE_TRY(Statement remove, database.prepare(queries::kJudgingRemove));
    return remove.bind(1, address.value_or(0)).run();
}

} // namespace wardline::store

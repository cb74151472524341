// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/index_forgetting.h"

#include "core/store/queries.h"
#include "core/store/store_threads.h"

#include <algorithm>
#include <tuple>
#include <vector>

namespace wardline::store {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView kOwed = u"store.index-has-removed-words";
constexpr QByteArrayView kAsked = "1";
constexpr QByteArrayView kUnderWay = "2";
/// FTS4 keeps the levels of one index below each other, 1,024 apart; it merges those of one level into the next.
constexpr qint64 kLevels = 1'024;
constexpr qint64 kMergedFrom = 2;
constexpr qint64 kAside = 512;

struct Segment {
    qint64 level = 0;
    qint64 place = 0; ///< in its level, oldest first
};

/// Index by index, oldest first.
Result<std::vector<Segment>> segmentsOf(ReadableDatabase &database)
{
    WARDLINE_TRY(Statement all, database.prepare(queries::kIndexSegments));
    std::vector<Segment> segments;
    while (true) {
        WARDLINE_TRY(const bool hasRow, all.step());
        if (!hasRow) {
            break;
        }
        segments.push_back({all.integer(0), all.integer(1)});
    }
    std::sort(segments.begin(), segments.end(), [](const Segment &a, const Segment &b) {
        const qint64 indexOfA = a.level / kLevels;
        const qint64 indexOfB = b.level / kLevels;
        return std::tie(indexOfA, b.level, a.place) < std::tie(indexOfB, a.level, b.place);
    });
    return segments;
}

Status move(WritableDatabase &database, const Segment &from, const Segment &to)
{
    WARDLINE_TRY(Statement statement, database.prepare(queries::kIndexSegmentMove));
    return statement.bind(1, from.level).bind(2, from.place).bind(3, to.level).bind(4, to.place).run();
}

/// Puts the segments of one index, oldest first, where they are merged into one.
Status line(WritableDatabase &database, const std::vector<Segment> &segments)
{
    const qint64 base = segments.front().level / kLevels * kLevels;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        WARDLINE_CHECK(move(database, segments[i], {base + kAside, static_cast<qint64>(i)}));
    }
    for (qint64 i = 0; i < static_cast<qint64>(segments.size()); ++i) {
        WARDLINE_CHECK(move(database, {base + kAside, i}, {base + kMergedFrom, i}));
    }
    return {};
}

Status lineUp(WritableDatabase &database, const std::vector<Segment> &all)
{
    for (auto first = all.begin(); first != all.end();) {
        const auto end = std::find_if(first, all.end(), [first](const Segment &each) {
            return each.level / kLevels != first->level / kLevels;
        });
        if (end - first > 1) {
            WARDLINE_CHECK(line(database, {first, end}));
        }
        first = end;
    }
    // Where a merge stopped is no longer true.
    return database.execute("index-forget-hint",
                            "CREATE TABLE IF NOT EXISTS message_text_stat (id INTEGER PRIMARY KEY, value BLOB);"
                            "DELETE FROM message_text_stat WHERE id = 1;");
}

enum class Work { LineUp, Merge, None };

/// New messages come in below and are no part of it.
Work nextWork(const std::vector<Segment> &all, bool isAsked)
{
    if (isAsked) {
        return Work::LineUp;
    }
    Work work = Work::None;
    for (std::size_t i = 1; i < all.size(); ++i) {
        const bool isSameIndex = all[i].level / kLevels == all[i - 1].level / kLevels;
        if (isSameIndex && all[i].level == all[i - 1].level && all[i].level % kLevels == kMergedFrom) {
            return Work::Merge;
        }
        if (isSameIndex && all[i].level % kLevels >= kMergedFrom) {
            work = Work::LineUp;
        }
    }
    return work;
}

Status run(WritableDatabase &database, const WriteQuery &query)
{
    WARDLINE_TRY(Statement statement, database.prepare(query));
    return statement.run();
}

/// Whether the index has so many blocks, or fewer.
Result<bool> isAtMost(ReadableDatabase &database, qint64 blocks)
{
    WARDLINE_TRY(Statement count, database.prepare(queries::kIndexBlocks));
    WARDLINE_TRY(const bool hasRow, count.bind(1, blocks + 1).step());
    return hasRow && count.integer(0) <= blocks;
}

Status note(WritableDatabase &database, QByteArrayView what)
{
    WARDLINE_TRY(Statement set, database.prepare(queries::kSettingSet));
    return set.bind(1, kOwed).bindBytes(2, what).run();
}

} // namespace

Status noteRemoved(WritableDatabase &database)
{
    return note(database, kAsked);
}

Result<bool> forgetStep(WritableDatabase &database, qint64 smallIndex)
{
    bool hasMore = false;
    bool wasOwed = false;
    WARDLINE_CHECK(StoreThreads::transact(database, [&]() -> Status {
        WARDLINE_TRY(Statement owed, database.prepare(queries::kSetting));
        WARDLINE_TRY(wasOwed, owed.bind(1, kOwed).step());
        if (!wasOwed) {
            return {};
        }
        const bool isAsked = owed.bytes(0) != kUnderWay;
        owed.reset();
        WARDLINE_TRY(const bool isSmall, isAtMost(database, smallIndex));
        WARDLINE_TRY(const std::vector<Segment> all, segmentsOf(database));
        const Work work = isSmall ? Work::None : nextWork(all, isAsked);
        hasMore = work != Work::None;
        if (work == Work::Merge) {
            return run(database, queries::kIndexMerge);
        }
        if (work == Work::LineUp) {
            WARDLINE_CHECK(lineUp(database, all));
            return note(database, kUnderWay);
        }
        if (isSmall) {
            WARDLINE_CHECK(run(database, queries::kIndexOptimize));
        }
        WARDLINE_TRY(Statement paid, database.prepare(queries::kSettingRemove));
        return paid.bind(1, kOwed).run();
    }));
    if (wasOwed && !hasMore) {
        WARDLINE_CHECK(database.truncateLog());
    }
    return hasMore;
}

} // namespace wardline::store

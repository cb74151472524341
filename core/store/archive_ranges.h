// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/archive_range.h"
#include "core/store/database.h"

#include <QList>
#include <QStringList>

namespace wardline::store {

/// `known` with one more page; ranges that it joins or overlaps become one. `resultIds` are the ids of the page's results as far
/// as they were kept. Pure.
[[nodiscard]] QList<ArchiveRange> withPage(QList<ArchiveRange> known, const ArchivePage &page, const QStringList &resultIds);

[[nodiscard]] Result<QList<ArchiveRange>> readArchiveRanges(ReadableDatabase &database, const model::Jid &archive);
/// What the newest stretch was before pages were stored that could not be compared with it (judgeArchive), until one was.
[[nodiscard]] Result<std::optional<ArchiveJudging>> readJudging(ReadableDatabase &database, const model::Jid &archive);
/// The first one counts; `ids` are the results of the page that is stored with it.
[[nodiscard]] Status keepJudging(WritableDatabase &database, const ArchiveJudging &judging, const QStringList &ids);
/// What such pages brought.
[[nodiscard]] Result<QSet<QString>> readUnjudged(ReadableDatabase &database, const model::Jid &archive);
[[nodiscard]] Status forgetJudging(WritableDatabase &database, const model::Jid &archive);
[[nodiscard]] Status endArchive(WritableDatabase &database, const ArchiveEnd &end);
/// False where the page was asked for after a result with which nothing that is known ends.
[[nodiscard]] Result<bool> recordArchivePage(WritableDatabase &database, const ArchivePage &page, const QStringList &resultIds);

} // namespace wardline::store

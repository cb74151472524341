// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/model/jid.h"

#include <QString>

namespace wardline::store {

/// A stretch of an archive (XEP-0313) that is wholly in the cache. Between two ranges lies a gap that has not been fetched.
struct ArchiveRange {
    model::Jid archive; ///< the room's or the own account's bare address
    QString firstId; ///< stanza-id of the oldest result in it
    QString lastId; ///< stanza-id of the newest result in it
    Instant firstTime {};
    Instant lastTime {};
    bool reachesStart = false; ///< nothing older is in the archive
    bool operator==(const ArchiveRange &) const = default;
};

/// One page of an archive as the relay answered it, or one live message as the page that follows what was known. Also for pages
/// of which nothing is kept (results without a body).
struct ArchivePage {
    model::Jid archive;
    QString after; ///< the id the page was asked after; empty: not asked so
    QString before; ///< the id the page was asked before; empty: not asked so
    QString firstId; ///< RSM first; empty for an empty page
    QString lastId; ///< RSM last
    Instant firstTime {};
    Instant lastTime {};
    bool reachesStart = false; ///< the page begins at the archive's oldest result
    bool operator==(const ArchivePage &) const = default;
};

/// What was known of an archive before pages were stored that could not be compared with it (judgeArchive).
struct ArchiveJudging
{
    ArchiveRange known; ///< its newest stretch
    Instant began{}; ///< of the session that brought the first of these pages
};

/// A stretch of an archive (found by its newest result) ends at `id` instead; with an empty one it goes. Where that
/// result lies in another stretch, the one that begins with `within`, both are one from then on.
struct ArchiveEnd
{
    ArchiveRange known;
    QString id;
    Instant time{};
    QString within{};
};

} // namespace wardline::store

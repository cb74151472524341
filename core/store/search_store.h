// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/message.h"
#include "core/store/store_error.h"

#include <QFuture>
#include <QList>

#include <optional>

namespace wardline::store {

class StoreThreads;

inline constexpr qsizetype kMaxSearchLength = 512; ///< characters
inline constexpr int kMaxSearchWords = 16;
inline constexpr int kSnippetLength = 160; ///< characters

/// What to look for. Every word must occur, in any order and case, accents ignored; words in "double quotes" must stand together;
/// the last word also matches as the beginning of a word. Nothing else in the text is syntax.
struct SearchQuery {
    QString text;
    std::optional<model::Jid> conversation; ///< nothing: everywhere
    model::MessageId before; ///< continue below this hit; invalid: from the newest
    int limit = 50;
};

/// A piece of text, in UTF-16 units.
struct TextSpan {
    qsizetype start = 0;
    qsizetype length = 0;
    bool operator==(const TextSpan &) const = default;
};

struct SearchHit {
    model::MessageId id;
    model::Jid conversation;
    model::Jid sender;
    QString senderName;
    bool isOwn = false;
    Instant time {};
    QString snippet; ///< the part of the body around the first match, on one line; "…" where it was cut
    QList<TextSpan> matches; ///< in the snippet
    bool operator==(const SearchHit &) const = default;
};

struct SearchResult {
    QList<SearchHit> hits; ///< newest first
    bool hasMore = false; ///< there are older hits: ask again with `before` = the last id
    bool operator==(const SearchResult &) const = default;
};

/// Full-text search over message bodies. Calls as in MessageStore.
class SearchStore
{
public:
    explicit SearchStore(StoreThreads &threads);
    /// An empty result for a text without any word; InvalidInput for one that is too long.
    QFuture<Result<SearchResult>> search(SearchQuery query);
    /// The person has left the search: gives the memory back (up to 12 MB) that kept it fast.
    QFuture<Status> finish();

private:
    StoreThreads &m_threads;
};

} // namespace wardline::store

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/search_store.h"

#include "core/store/addresses.h"
#include "core/store/database.h"
#include "core/store/message_store.h"
#include "core/store/queries.h"
#include "core/store/search_text.h"
#include "core/store/store_threads.h"
#include "core/store/stored_values.h"

#include <limits>

namespace wardline::store {

using namespace Qt::StringLiterals;

namespace {

Result<SearchHit> readHit(const Statement &statement, const QList<SearchTerm> &terms, StoredJids &jids)
{
    SearchHit hit;
    hit.id = {statement.integer(0)};
    WARDLINE_TRY(hit.conversation, jids.conversation(statement.integer(1)));
    WARDLINE_TRY(hit.sender, jids.address(statement.integer(2)));
    hit.senderName = statement.text(3);
    hit.isOwn = statement.integer(4) != 0;
    hit.time = instantFromStored(statement.integer(5));
    const QString body = statement.text(6);
    Snippet snippet = snippetOf(body, matchSpans(body, terms));
    hit.snippet = std::move(snippet.text);
    hit.matches = std::move(snippet.matches);
    return hit;
}

Result<SearchResult> searchMessages(ReadableDatabase &database, const SearchQuery &query)
{
    if (query.limit < 1 || query.limit > kMaxPageSize) {
        return failure(StoreError::InvalidInput, u"page size"_s);
    }
    SearchResult result;
    qint64 scope = 0;
    if (query.conversation) {
        WARDLINE_TRY(const auto conversation, conversationId(database, *query.conversation));
        if (!conversation) {
            return result;
        }
        scope = *conversation;
    }
    WARDLINE_TRY(const SearchWords words, parseSearch(query.text, scope));
    if (words.expression.isEmpty()) {
        return result;
    }
    database.setCacheSize(CacheSize::ForSearch);
    WARDLINE_TRY(Statement statement, database.prepare(queries::kSearch));
    const qint64 below = query.before.isValid() ? query.before.value : std::numeric_limits<qint64>::max();
    statement.bind(1, words.expression).bind(2, below).bind(3, qint64(query.limit) + 1);
    StoredJids jids(database);
    while (true) {
        WARDLINE_TRY(const bool hasRow, statement.step());
        if (!hasRow) {
            return result;
        }
        if (result.hits.size() == query.limit) {
            result.hasMore = true;
            return result;
        }
        WARDLINE_TRY(SearchHit hit, readHit(statement, words.terms, jids));
        result.hits.append(std::move(hit));
    }
}

} // namespace

SearchStore::SearchStore(StoreThreads &threads)
    : m_threads(threads)
{
}

QFuture<Status> SearchStore::finish()
{
    return m_threads.read([](ReadableDatabase &database) -> Status {
        database.setCacheSize(CacheSize::Normal);
        return {};
    });
}

QFuture<Result<SearchResult>> SearchStore::search(SearchQuery query)
{
    return m_threads.read([query = std::move(query)](ReadableDatabase &database) { return searchMessages(database, query); });
}

} // namespace wardline::store

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/live_search_service.h"

#include "core/service/live/error_folding.h"
#include "core/service/live/futures.h"

#include <algorithm>

namespace wardline::service {

namespace {

using Hits = Result<QList<SearchHit>>;

Hits withMessages(const store::SearchResult &found, const QList<model::Message> &messages)
{
    QHash<model::MessageId, const model::Message *> byId;
    for (const model::Message &message : messages) {
        byId.insert(message.id, &message);
    }
    QList<SearchHit> hits;
    for (const store::SearchHit &row : found.hits) {
        const model::Message *message = byId.value(row.id);
        if (message == nullptr || message->tombstone) {
            continue; // purged or taken back since
        }
        SearchHit hit;
        hit.message = *message;
        hit.message.body = row.snippet;
        for (const store::TextSpan &span : row.matches) {
            hit.matches.append({static_cast<int>(span.start), static_cast<int>(span.length)});
        }
        hits.append(std::move(hit));
    }
    return hits;
}

} // namespace

LiveSearchService::LiveSearchService(SessionParts &parts, QObject *parent)
    : SearchService(parent)
    , m_parts(parts)
{
}

QFuture<Result<QList<SearchHit>>> LiveSearchService::search(const SearchQuery &query)
{
    store::SearchQuery stored;
    stored.text = query.text;
    stored.conversation = query.conversation;
    stored.before = query.before;
    stored.limit = std::clamp(query.limit, 1, 500);
    auto [result, keep] = promised<Hits>();
    afterwards(m_parts.store().search().search(stored), this, [this, keep](const Result<store::SearchResult> &found) {
        if (!found) {
            keep(std::unexpected(foldProfileError(found.error())));
            return;
        }
        (void)m_parts.profile.record({audit::AuditEventType::SearchPerformed,
                                      m_parts.own.toString(),
                                      audit::AuditOutcome::Success,
                                      {},
                                      {},
                                      static_cast<std::uint64_t>(found->hits.size())});
        QList<model::MessageId> ids;
        for (const store::SearchHit &hit : found->hits) {
            ids.append(hit.id);
        }
        afterwards(m_parts.store().messages().messages(ids), this,
                   [found = *found, keep](const Result<QList<model::Message>> &messages) {
                       keep(messages ? Hits(withMessages(found, *messages))
                                     : Hits(std::unexpected(foldProfileError(messages.error()))));
                   });
    });
    return result;
}

void LiveSearchService::finish()
{
    m_parts.store().search().finish();
}

} // namespace wardline::service

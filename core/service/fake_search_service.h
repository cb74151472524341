// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/fake_data.h"
#include "core/service/search_service.h"

#include <algorithm>

namespace wardline::service {

/// Finds a text as it stands, ignoring case. Enough to test what shows the hits.
class FakeSearchService final : public SearchService
{
public:
    explicit FakeSearchService(FakeData &data)
        : m_data(data)
    {
    }

    [[nodiscard]] QFuture<Result<QList<SearchHit>>> search(const SearchQuery &query) override
    {
        QList<SearchHit> hits;
        for (const auto &[conversation, all] : m_data.messages) {
            if (query.conversation && *query.conversation != conversation) {
                continue;
            }
            for (const model::Message &message : all) {
                const qsizetype start = message.body.indexOf(query.text, 0, Qt::CaseInsensitive);
                if (!query.text.isEmpty() && start >= 0 && (!query.before.isValid() || message.id < query.before)) {
                    hits.append({message, {{static_cast<int>(start), static_cast<int>(query.text.size())}}});
                }
            }
        }
        std::sort(hits.begin(), hits.end(), [](const auto &a, const auto &b) {
            return std::pair(a.message.time, a.message.id) > std::pair(b.message.time, b.message.id);
        });
        return QtFuture::makeReadyFuture(Result<QList<SearchHit>>(hits.mid(0, query.limit)));
    }

    void finish() override { ++finished; }

    int finished = 0; ///< how often a search was left

private:
    FakeData &m_data;
};

} // namespace wardline::service

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/session_parts.h"
#include "core/service/search_service.h"

namespace wardline::service {

/// Search in the cache of an open session. Main thread.
class LiveSearchService final : public SearchService
{
    Q_OBJECT
public:
    LiveSearchService(SessionParts &parts, QObject *parent);
    [[nodiscard]] QFuture<Result<QList<SearchHit>>> search(const SearchQuery &query) override;
    void finish() override;

private:
    SessionParts &m_parts;
};

} // namespace wardline::service

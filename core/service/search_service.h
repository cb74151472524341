// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/message.h"
#include "core/service/service_error.h"

#include <QFuture>
#include <QList>
#include <QObject>

#include <optional>

namespace wardline::service {

/// Where a word was found in a text, in UTF-16 units.
struct TextRange
{
    int start = 0;
    int length = 0;
    bool operator==(const TextRange &) const = default;
};

struct SearchHit
{
    model::Message message;
    QList<TextRange> matches;
};

struct SearchQuery
{
    QString text; ///< words; the last one may be a beginning
    std::optional<model::Jid> conversation; ///< all of them when absent
    int limit = 50;
    model::MessageId before; ///< hits older than this one; invalid: from the newest
};

/// Finds messages in the local cache, newest first. Main thread; the future finishes there.
class SearchService : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    [[nodiscard]] virtual QFuture<Result<QList<SearchHit>>> search(const SearchQuery &query) = 0;
    /// The search was left: gives back the memory that finding took.
    virtual void finish() = 0;
};

} // namespace wardline::service

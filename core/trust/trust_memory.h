// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/trust/statement_page.h"

#include <QByteArray>
#include <QHash>
#include <QMap>

#include <optional>

namespace wardline::trust {

/// What must never be forgotten of the organisation's documents, lest an older one be believed again, and the documents
/// themselves, so that trust is known without a connection.
struct TrustMemory
{
    QByteArray epoch; ///< the newest accepted epoch document; empty: none
    QByteArray manifest; ///< the newest accepted manifest of that epoch; empty: none
    QMap<int, QByteArray> pages; ///< those of this manifest that were fetched
    QList<Revocation> revocations; ///< all that were seen in this epoch, also in older pages
    /// Those of the epochs before, until this one's own pages say what became of their people: a new epoch must not
    /// make a stolen device believed again while its manifest is kept back.
    QList<Revocation> former;
    /// People for whom the organisation stood, and how new a list has to be that says otherwise: until their page of
    /// such a one is here, holding it back must not make whoever is not certified count for them.
    QHash<model::Jid, std::chrono::sys_seconds> stoodFor;
    std::chrono::sys_seconds highestTime{}; ///< time never goes back behind this
    bool operator==(const TrustMemory &) const = default;

    [[nodiscard]] QByteArray encode() const;
    [[nodiscard]] static Result<TrustMemory> parse(QByteArrayView bytes);
};

/// Where it is kept: in the encrypted cache. What was saved is durable when `save` returns. Main thread.
class TrustMemoryStore
{
public:
    virtual ~TrustMemoryStore() = default;
    /// Nothing where nothing was saved.
    [[nodiscard]] virtual Result<std::optional<TrustMemory>> load() = 0;
    [[nodiscard]] virtual Status save(const TrustMemory &memory) = 0;
};

} // namespace wardline::trust

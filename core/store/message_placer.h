// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/model/message_id.h"
#include "core/store/database.h"

#include <set>

namespace wardline::store {

/// Finds free places in time for messages (see message_place.h). One per transaction.
///
/// Stamps of archived messages are often cut to the second, so a message that follows another one in the archive may carry a stamp up
/// to a second before it. Within that second the order given by `after`/`before` wins over the stamp; beyond it, the stamp.
class MessagePlacer
{
public:
    explicit MessagePlacer(WritableDatabase &database);

    /// A place for a message that follows `after` (invalid: nothing known) and was stamped `time`.
    [[nodiscard]] Result<model::MessageId> placeAfter(model::MessageId after, Instant time);
    /// A place for a message that comes before `before` (invalid: nothing known) and was stamped `time`.
    [[nodiscard]] Result<model::MessageId> placeBefore(model::MessageId before, Instant time);
    /// A place behind `after` and not before `time`, however far they are apart: what is written now comes last.
    [[nodiscard]] Result<model::MessageId> placeLast(model::MessageId after, Instant time);
    /// A place at `time`, and in any case before `before` (invalid: nothing), however far they are apart.
    [[nodiscard]] Result<model::MessageId> placeNotBehind(model::MessageId before, Instant time);

private:
    [[nodiscard]] Result<model::MessageId> endOf(Instant time);
    [[nodiscard]] Result<model::MessageId> startOf(Instant time);
    [[nodiscard]] Result<model::MessageId> justBehind(model::MessageId id);
    [[nodiscard]] Result<model::MessageId> justBefore(model::MessageId id);
    /// The nearest id in use; invalid if there is none. Includes places handed out and not inserted yet.
    [[nodiscard]] Result<model::MessageId> nextUsed(model::MessageId id);
    [[nodiscard]] Result<model::MessageId> previousUsed(model::MessageId id);
    [[nodiscard]] model::MessageId take(qint64 id);

    WritableDatabase &m_database;
    std::set<qint64> m_taken;
};

} // namespace wardline::store

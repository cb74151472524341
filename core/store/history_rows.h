// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/kept_message.h"
#include "core/store/database.h"

#include <QHash>

namespace wardline::store {

/// A stretch of a cache as it goes into another one. Only what people wrote: no keys, no sessions, no outbox, no
/// drafts.
struct HistoryPage
{
    QList<model::KeptMessage> messages; ///< oldest first; without those that have no text here or have not left
    model::MessageId last; ///< where to go on; invalid at the end
};

/// Messages after `after` and before `before` (an instant), at most `limit` rows. The reading connection's thread.
[[nodiscard]] Result<HistoryPage> readHistory(ReadableDatabase &database, model::MessageId after, Instant before,
                                              int limit);
[[nodiscard]] Result<QList<model::KeptConversation>> readHistoryConversations(ReadableDatabase &database);

/// What came of merging.
struct MergedHistory
{
    int added = 0;
    int revealed = 0; ///< were here without a text
    int known = 0;
    int tooOld = 0; ///< older than what is kept here
    int refused = 0; ///< not what a message has to be
    QHash<model::Jid, QList<model::MessageId>> changed; ///< new and revealed rows by conversation

    void add(const MergedHistory &other);
};

/// Puts a history under what is here, within the caller's transaction. What is here stays as it is: a message counts as
/// known by the store's unique keys (archive and its id, or sender and the sender's id). Two things come from outside
/// all the same: the text of a row that could not be read here, and that something was taken back. Nothing is ever
/// brought back that was taken back here. Messages older than `notBefore` are left out.
[[nodiscard]] Result<MergedHistory> mergeHistory(WritableDatabase &database, const model::KeptHistory &history,
                                                 Instant notBefore);

} // namespace wardline::store

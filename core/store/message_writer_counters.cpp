// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/message_purge.h"
#include "core/store/message_writer.h"
#include "core/store/queries.h"

#include <algorithm>

// What a conversation's row says of its messages: the newest, how far it was read, how many were not.
namespace wardline::store {

using namespace Qt::StringLiterals;
using model::MessageId;

/// Rather unread than never seen: what nobody here has read is not before what was read.
Status MessageWriter::noteMoves(qint64 conversation, const QHash<MessageId, MessageId> &moved)
{
    WARDLINE_TRY(Counters * counters, countersOf(conversation));
    const MessageId read{counters->readPosition};
    MessageId position = std::min(read, moved.value(read, read));
    for (auto move = moved.cbegin(); move != moved.cend(); ++move) {
        counters->lastMessage = std::max(counters->lastMessage, move.value().value);
        if (move.key() > read && move.value() < position) {
            WARDLINE_TRY(const Standing standing, standingOf(move.value()));
            position = standing.isOwn ? position : MessageId{move.value().value - 1};
        }
    }
    counters->readPosition = position.value;
    return {};
}

Result<MessageWriter::Counters *> MessageWriter::countersOf(qint64 conversation)
{
    auto found = m_counters.find(conversation);
    if (found == m_counters.end()) {
        WARDLINE_TRY(Statement statement, m_database.prepare(queries::kConversationCounters));
        WARDLINE_TRY(const bool hasRow, statement.bind(1, conversation).step());
        if (!hasRow) {
            return failure(StoreError::NotFound, u"conversation"_s);
        }
        found = m_counters.insert(
            conversation, {statement.integer(0), statement.integer(1), statement.integer(2), statement.integer(3)});
    }
    return &*found;
}

Status MessageWriter::writeCounters()
{
    WARDLINE_TRY(Statement update, m_database.prepare(queries::kConversationCountersUpdate));
    for (auto it = m_counters.cbegin(); it != m_counters.cend(); ++it) {
        update.bind(1, it.key()).bind(2, it->lastMessage).bind(3, it->readPosition);
        WARDLINE_CHECK(update.bind(4, it->unread).bind(5, it->mentions).run());
        update.reset();
    }
    // What was removed, corrected or moved may have counted: counted anew.
    QSet<qint64> touched = m_actions.touched();
    touched.unite(m_moved);
    for (const qint64 conversation : std::as_const(touched)) {
        WARDLINE_CHECK(recountConversation(m_database, conversation));
    }
    return {};
}

} // namespace wardline::store

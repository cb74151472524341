// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/conversation.h"
#include "core/model/member.h"
#include "core/store/store_error.h"

#include <QFuture>
#include <QHash>
#include <QList>

#include <optional>

namespace wardline::store {

class StoreThreads;

inline constexpr int kSummaryBodyLength = 200; ///< characters of the last message in a summary
inline constexpr qsizetype kMaxDraftBytes = 256 * 1024;
inline constexpr qsizetype kMaxNameLength = 1024;

/// What is kept of a conversation apart from its messages.
struct ConversationRecord {
    model::Jid jid;
    model::ConversationKind kind = model::ConversationKind::Room;
    QString title;
    model::RoleClaim role;
    model::EncryptionState encryption = model::EncryptionState::NotEncrypted;
    bool isGone = false; ///< destroyed, or we were removed: read-only history
    bool operator==(const ConversationRecord &) const = default;
};

/// Text that was typed and not sent.
struct Draft {
    QString text;
    int cursor = 0; ///< in UTF-16 units, within the text
    bool operator==(const Draft &) const = default;
};

/// What reading up to somewhere changed.
struct MarkedRead {
    int read = 0; ///< were unread before
    int left = 0; ///< are unread still
    bool operator==(const MarkedRead &) const = default;
};

/// Conversations, their members, read positions and drafts. Calls as in MessageStore.
class ConversationStore
{
public:
    explicit ConversationStore(StoreThreads &threads);

    /// Makes or updates; messages, draft and read position stay.
    QFuture<Status> save(ConversationRecord record);
    QFuture<Result<std::optional<ConversationRecord>>> record(model::Jid jid);
    /// Removes a conversation with all its messages, members and draft; InvalidInput while something of it waits in the outbox.
    QFuture<Status> remove(model::Jid jid);
    /// All conversations, the one with the newest message first. `posting` is NotJoined or RoomGone: more is known only online.
    QFuture<Result<QList<model::ConversationSummary>>> summaries();
    QFuture<Result<std::optional<model::ConversationSummary>>> summary(model::Jid jid);

    /// Everything up to and including the id is read; never goes back. For a conversation that starts today use firstIdAt(now).
    QFuture<Result<MarkedRead>> markRead(model::Jid conversation, model::MessageId upTo);
    /// Up to where it is read; invalid if nothing is.
    QFuture<Result<model::MessageId>> readPosition(model::Jid conversation);
    /// The oldest message of others after the read position.
    QFuture<Result<std::optional<model::MessageId>>> firstUnread(model::Jid conversation);

    /// An empty text removes it.
    QFuture<Status> setDraft(model::Jid conversation, Draft draft);
    QFuture<Result<std::optional<Draft>>> draft(model::Jid conversation);
    QFuture<Result<QHash<model::Jid, Draft>>> drafts();

    /// All members of a room, replacing what was known; presence is not kept.
    QFuture<Status> setMembers(model::Jid room, QList<model::Member> members);
    QFuture<Status> saveMember(model::Jid room, model::Member member);
    QFuture<Status> removeMember(model::Jid room, model::Jid member);
    /// By name; isPresent and isSelf are false, roomRole is None.
    QFuture<Result<QList<model::Member>>> members(model::Jid room);

private:
    StoreThreads &m_threads;
};

} // namespace wardline::store

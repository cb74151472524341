// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/model/affiliation.h"
#include "core/model/care_role.h"
#include "core/model/encryption_state.h"
#include "core/model/jid.h"
#include "core/model/message_id.h"
#include "core/model/room_kind.h"

#include <QList>

namespace wardline::model {

enum class ConversationKind { Room, Direct };

/// Whether one may write, and if not, why.
enum class PostingRight {
    Allowed,
    Observer, ///< in the room without voice
    NotJoined, ///< the relay has not let us in (yet)
    RoomGone, ///< destroyed, or we were removed
};

/// What the newest message of a conversation is, for a list that has a line for it.
enum class LastContent {
    Text, ///< its beginning is there
    Photo,
    File, ///< its name is there
    TakenBack, ///< by its sender, or removed by a moderator
    Unreadable, ///< encrypted, and not readable here
};

/// What the conversation list shows of a conversation.
struct ConversationSummary
{
    Jid jid;
    ConversationKind kind = ConversationKind::Room;
    RoomKind roomKind = RoomKind::Unstated; ///< of a room
    bool isSaidToBeTeam = false; ///< the relay alone says that it is one of a team: nobody who may be believed yet
    QString title;
    RoleClaim role; ///< a direct conversation: of the other person
    EncryptionState encryption = EncryptionState::NotEncrypted;
    PostingRight posting = PostingRight::NotJoined;
    int unread = 0;
    int mentions = 0; ///< unread messages that name the signed-in person
    int urgent = 0; ///< unread messages that ask for somebody now: "please talk" and STAT
    int stat = 0; ///< of those, the STAT ones
    int memberCount = 0;
    MessageId lastMessage;
    Instant lastTime{};
    QString lastSenderName;
    LastContent lastContent = LastContent::Text;
    QString lastBody; ///< shortened
    QString lastFile; ///< the name, shortened; only of a File
    QString draft; ///< shortened; empty when nothing was begun
    bool operator==(const ConversationSummary &) const = default;
};

} // namespace wardline::model

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/model/jid.h"
#include "core/model/message.h"
#include "core/model/message_id.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace wardline::store {

/// People whose reactions one message keeps; those of later people are dropped.
inline constexpr int kMaxReactingPeople = 256;
/// Different emoji that a message shows.
inline constexpr int kMaxShownReactions = 40;
/// Names with each emoji.
inline constexpr int kMaxReactionNames = 20;
/// Versions of a text that are kept, the original and the newest among them.
inline constexpr int kMaxVersions = 50;
/// What waits for messages that are not here yet, of one person in one conversation; the oldest gives way.
inline constexpr int kMaxPendingOfOne = 500;
inline constexpr qsizetype kMaxReasonLength = 2'000;

/// How somebody names a message: by the id that the room gave (for all), or by the sender's own.
struct MessageTarget
{
    QString id;
    bool isStanzaId = false;
    QList<model::Jid> senders; ///< an origin-id counts only together with one of these; empty for a stanza-id
    bool operator==(const MessageTarget &) const = default;
};

/// What a message answers, as its sender said; resolved when it is read.
struct QuoteTarget
{
    QString id;
    bool isStanzaId = false;
    model::Jid sender; ///< of what is answered; may be empty for a stanza-id
    bool operator==(const QuoteTarget &) const = default;
};

/// The numbers are on disk.
enum class ActionKind : int { Correction = 1, Retraction = 2, Reactions = 3, Moderation = 4 };

/// Something that changes a message which was written before. Who did it was checked; whether they may is decided here,
/// against the message: a correction and a retraction by its sender alone (the real address; where a room hides it, the
/// occupant-id that the room gave), a moderation by the room.
struct MessageAction
{
    ActionKind kind = ActionKind::Reactions;
    model::Jid conversation;
    MessageTarget target;
    model::Jid actor; ///< real bare address, else the occupant's; Moderation: the room
    QString occupantId; ///< XEP-0421, only where the room is known to give them
    QString actorName; ///< as people read it; Moderation: the moderator's, empty when not said
    bool isOwn = false;
    Instant time{};
    QString wireId; ///< the id of the stanza that said it: the same one counts once
    QString reason; ///< Moderation
    QStringList emoji; ///< Reactions: all that this person gives now
    /// Correction: the message as it stands now, under the origin-id of the first version; kept as it is when that
    /// never came.
    model::Message text;
    QList<model::Jid> others; ///< Correction and Retraction in a direct conversation: who else writes in it
    bool isSealed = false; ///< it was said inside of an envelope: only so it counts for what was
    std::optional<model::Trust> trust{}; ///< in the device that said it
};

enum class ActionOutcome {
    Applied,
    Unchanged, ///< known already, or older than what is known
    Waiting, ///< its message is not here yet
    Inserted, ///< a correction whose first version is not here: kept as a message
    Forged, ///< somebody else's message, or nobody can say whose: refused
};

struct StoredAction
{
    ActionOutcome outcome = ActionOutcome::Unchanged;
    model::MessageId id; ///< the message it changed, or made
    bool operator==(const StoredAction &) const = default;
};

/// One version of a text.
struct TextVersion
{
    Instant time{};
    QString body;
    bool operator==(const TextVersion &) const = default;
};

/// A hole between known stretches of an archive, at these messages of a conversation.
struct ArchiveGap
{
    model::MessageId after; ///< invalid: before all that is known
    model::MessageId before;
    bool operator==(const ArchiveGap &) const = default;
};

} // namespace wardline::store

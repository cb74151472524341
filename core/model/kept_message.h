// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/conversation.h"
#include "core/model/message.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace wardline::model {

/// One version of a corrected text.
struct KeptVersion
{
    QString wireId; ///< of the stanza that said it; empty for the first version
    Instant time{};
    QString body;
    bool operator==(const KeptVersion &) const = default;
};

/// What one person gives a message.
struct KeptReaction
{
    Jid person;
    QStringList emoji;
    bool isOwn = false;
    QString name;
    Instant time{};
    bool operator==(const KeptReaction &) const = default;
};

/// What a message answers, as its sender said.
struct KeptQuote
{
    QString id;
    bool isStanzaId = false;
    Jid sender; ///< may be empty for a stanza-id
    bool operator==(const KeptQuote &) const = default;
};

/// A message with all that is kept of it, on its way from one cache into another (backup, roaming history, hand-over).
/// Of `message` the id means nothing elsewhere, and quote, reactions and correction stand beside it. Never keys.
struct KeptMessage
{
    Message message;
    Jid archive; ///< who gave `message.stanzaId`; empty: nobody who is believed
    QString occupantId; ///< XEP-0421
    std::optional<KeptQuote> quote;
    QList<KeptVersion> versions; ///< oldest first, the newest one too; empty if it was never corrected
    QList<KeptReaction> reactions;
    bool operator==(const KeptMessage &) const = default;
};

/// A conversation as such messages need it.
struct KeptConversation
{
    Jid jid;
    ConversationKind kind = ConversationKind::Room;
    QString title;
    RoleClaim role;
    EncryptionState encryption = EncryptionState::NotEncrypted;
    Instant readUpTo{}; ///< epoch: nothing is read
    bool operator==(const KeptConversation &) const = default;
};

/// What travels together.
struct KeptHistory
{
    QList<KeptConversation> conversations;
    QList<KeptMessage> messages; ///< oldest first
    bool operator==(const KeptHistory &) const = default;
};

} // namespace wardline::model

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/model/care_role.h"
#include "core/model/delivery_counts.h"
#include "core/model/delivery_state.h"
#include "core/model/encryption_state.h"
#include "core/model/jid.h"
#include "core/model/message_id.h"
#include "core/model/message_parts.h"
#include "core/model/trust.h"
#include "core/model/urgency.h"

#include <QList>

#include <optional>

namespace wardline::model {

/// One message as people see it.
struct Message
{
    MessageId id;
    Jid conversation; ///< the room's or the other person's bare address
    Jid sender; ///< the sender's real bare address; in a room that hides it, the occupant's full address
    QString senderName; ///< what the sender was called when it was sent
    RoleClaim role; ///< the sender's role when it was received
    bool isOwn = false;
    Instant time{}; ///< by the relay's clock where known
    std::optional<Instant> written; ///< when it was sealed, as said inside of it, where that is long before `time`
    QString body; ///< the newest version; empty when retracted
    DeliveryState state = DeliveryState::Received;
    std::optional<DeliveryTrouble> trouble{}; ///< of one's own: why it is Failed, where that is known
    DeliveryCounts counts{}; ///< of one's own: with how many it arrived
    EncryptionState encryption = EncryptionState::NotEncrypted;
    std::optional<Trust> trust; ///< in the sending device; nothing when it is not encrypted or could not be read
    std::optional<Unreadable> unreadable; ///< encrypted, and there is no text because of this
    std::optional<Urgency> urgency; ///< nothing until messages carry one
    std::optional<Quote> quote; ///< what it answers
    QList<Reaction> reactions; ///< in the order in which each emoji first came
    QList<Attachment> attachments;
    std::optional<Instant> corrected; ///< when it was last corrected (XEP-0308); earlier versions are kept
    std::optional<Tombstone> tombstone;
    bool asks = false; ///< somebody else's: the sender wants to know whether it arrived and was opened
    bool mentionsMe = false; ///< names the signed-in person (XEP-0372)
    QString originId; ///< XEP-0359, made by the sender
    QString stanzaId; ///< XEP-0359, made by the archive of the room or of the own account
    bool operator==(const Message &) const = default;
};

} // namespace wardline::model

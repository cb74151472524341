// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/model/delivery_counts.h"
#include "core/model/jid.h"
#include "core/model/message_id.h"

#include <QList>
#include <QString>

#include <optional>

namespace wardline::store {

/// What somebody says became of a message of ours.
struct DeliveryMark
{
    enum class Kind {
        Arrived, ///< on a device of theirs
        Opened, ///< shown to them, and with it all that came before it
        Unable, ///< a device of theirs cannot read it
    };
    Kind kind = Kind::Arrived;
    model::Jid self; ///< our bare address
    model::Jid person; ///< who says it: bare and real
    /// Where it was said: the room, or the person. What is said between two may be about a message in a room that both
    /// belong to.
    model::Jid conversation;
    QString id; ///< the origin-id of the message; its stanza-id where the room gave it
    bool isStanzaId = false;
    Instant time{};
    bool operator==(const DeliveryMark &) const = default;
};

/// A message whose marks changed.
struct MarkedMessage
{
    model::Jid conversation;
    model::MessageId id;
    bool operator==(const MarkedMessage &) const = default;
};

/// One person's marks of one message.
struct PersonMarks
{
    model::Jid person;
    std::optional<Instant> arrived;
    std::optional<Instant> opened;
    std::optional<Instant> unable;
    bool operator==(const PersonMarks &) const = default;
};

} // namespace wardline::store

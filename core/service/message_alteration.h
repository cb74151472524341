// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/model/jid.h"
#include "core/model/message_id.h"

#include <QStringList>

namespace wardline::service {

/// Something that somebody did to a message that was here before. Whether they may was checked.
struct MessageAlteration
{
    enum class Kind { Corrected, Retracted, Moderated, Reacted };

    Kind kind = Kind::Corrected;
    model::Jid conversation;
    model::MessageId id;
    model::Jid by; ///< the real address where it is known; Moderated: the room
    QString byName; ///< as people read it; may be empty
    bool isOwn = false; ///< from another device of ours
    Instant time{};
    QStringList emoji; ///< Reacted: all that this person gives now
    QString reason; ///< Moderated
};

} // namespace wardline::service

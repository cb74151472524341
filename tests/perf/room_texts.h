// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/message.h"

#include <random>

namespace wardline::perf {

/// Invented messages of one room, the same in every run. Ordinary: mostly a line or two, now and then a word, a long
/// report, a link, another script, emoji; senders that write several in a row; a seventh are one's own. Hostile: what
/// the wire lets through and nobody would write: 64 kB bodies, names and texts of control characters, marks piled on
/// marks.
class RoomTexts
{
public:
    enum class Kind { Ordinary, Hostile };

    RoomTexts(Kind kind, model::Jid room, model::Jid self, Instant begin);
    /// Half a minute to twelve minutes after the one before.
    [[nodiscard]] model::Message next();

private:
    [[nodiscard]] QString ordinaryBody();
    [[nodiscard]] QString hostileBody() const;
    [[nodiscard]] QString words(int count);

    std::mt19937 m_random{20261122};
    Kind m_kind;
    model::Jid m_room;
    model::Jid m_self;
    Instant m_time;
    qint64 m_count = 0;
    int m_sender = 0;
    int m_inARow = 0;
};

} // namespace wardline::perf

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timer.h"
#include "core/model/message_id.h"

#include <functional>
#include <memory>

namespace wardline::ui {

/// Tells the service how far the person has read: in batches, forward only, and only what the view says is truly seen
/// at the moment the batch ends. Belongs to one timeline.
class TimelineReadMarker final
{
public:
    /// `lastSeen` gives the newest message of somebody else that is on the screen of an active window, or an invalid
    /// id; `mark` passes it on.
    TimelineReadMarker(TimerFactory &timers, std::function<model::MessageId()> lastSeen,
                       std::function<void(model::MessageId)> mark);

    /// Something that may be seen changed.
    void consider();
    /// Another conversation, or none.
    void reset();

private:
    void end();

    std::function<model::MessageId()> m_lastSeen;
    std::function<void(model::MessageId)> m_mark;
    model::MessageId m_marked;
    std::unique_ptr<Timer> m_timer;
};

} // namespace wardline::ui

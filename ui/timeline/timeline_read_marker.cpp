// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_read_marker.h"

#include <utility>

namespace wardline::ui {

namespace {
constexpr std::chrono::milliseconds kBatch{300};
}

TimelineReadMarker::TimelineReadMarker(TimerFactory &timers, std::function<model::MessageId()> lastSeen,
                                       std::function<void(model::MessageId)> mark)
    : m_lastSeen(std::move(lastSeen))
    , m_mark(std::move(mark))
    , m_timer(timers.createTimer([this] { end(); }))
{
}

void TimelineReadMarker::consider()
{
    if (!m_timer->isActive()) {
        m_timer->start(kBatch);
    }
}

void TimelineReadMarker::reset()
{
    m_timer->stop();
    m_marked = {};
}

void TimelineReadMarker::end()
{
    const model::MessageId seen = m_lastSeen();
    if (m_marked < seen) {
        m_marked = seen;
        m_mark(seen);
    }
}

} // namespace wardline::ui

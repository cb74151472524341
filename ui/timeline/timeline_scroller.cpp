// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_scroller.h"

#include "ui/kit/metrics.h"
#include "ui/timeline/timeline_rows.h"

#include <QAbstractScrollArea>
#include <QScrollBar>

#include <algorithm>

namespace wardline::ui {

namespace {

constexpr int kEndSlack = 4;
constexpr int kBottomPadding = metrics::kSpace12;
constexpr int kMostRounds = 8; ///< of measuring what new heights bring into view
constexpr std::chrono::milliseconds kTurn{2}; ///< a quarter of a frame
constexpr int kFarScreens = 5;

} // namespace

TimelineScroller::TimelineScroller(QAbstractScrollArea &area, TimelineRows &rows, const Clock &clock)
    : m_area(area)
    , m_rows(rows)
    , m_clock(clock)
{
}

int TimelineScroller::originY() const
{
    const int screen = m_area.viewport()->height();
    const int content = m_headHeight + m_rows.totalHeight() + kBottomPadding;
    const int lift = std::max(0, screen - content); // short content stands at the bottom, next to the composer
    return m_headHeight + lift - m_area.verticalScrollBar()->value();
}

QRect TimelineScroller::rowRect(int index) const
{
    return {0, originY() + m_rows.topOf(index), m_area.viewport()->width(), m_rows.at(index).height};
}

bool TimelineScroller::isAtEnd() const
{
    const QScrollBar *bar = m_area.verticalScrollBar();
    return bar->value() >= bar->maximum() - kEndSlack;
}

TimelineScroller::Anchor TimelineScroller::anchor() const
{
    if (m_rows.count() == 0) {
        return {};
    }
    const int first = m_rows.indexAt(-originY());
    const int last = m_rows.indexAt(m_area.viewport()->height() - 1 - originY());
    int index = first;
    while (index < last && m_rows.needsMeasure(index)) {
        ++index;
    }
    if (m_rows.needsMeasure(index)) {
        index = first;
    }
    return {.id = m_rows.at(index).message.id, .offset = rowRect(index).top(), .isEnd = false};
}

void TimelineScroller::hold(const Anchor &anchor)
{
    for (int round = 0; round < kMostRounds; ++round) {
        updateRange();
        restore(anchor);
        if (!measureSeen()) {
            break;
        }
    }
    updateRange();
    restore(anchor);
    m_area.viewport()->update();
}

bool TimelineScroller::measureSeen()
{
    if (m_rows.count() == 0) {
        return false;
    }
    const int first = m_rows.indexAt(-originY());
    const int last = m_rows.indexAt(m_area.viewport()->height() - 1 - originY());
    bool hasMeasured = false;
    for (int i = first; i <= last; ++i) {
        if (m_rows.needsMeasure(i)) {
            m_rows.measure(i);
            hasMeasured = true;
        }
    }
    if (hasMeasured) {
        m_rows.place();
    }
    return hasMeasured;
}

void TimelineScroller::restore(const Anchor &anchor)
{
    if (anchor.isEnd) {
        scrollTo(m_area.verticalScrollBar()->maximum());
        return;
    }
    // A row that was removed is stood in for by the one after it.
    const int index = anchor.id.isValid() ? m_rows.firstFrom(anchor.id) : m_rows.count();
    if (index < m_rows.count()) {
        scrollTo(m_headHeight + m_rows.topOf(index) - anchor.offset);
    }
}

void TimelineScroller::updateRange()
{
    const int content =
        m_rows.count() > 0 || m_headHeight > 0 ? m_headHeight + m_rows.totalHeight() + kBottomPadding : 0;
    QScrollBar *bar = m_area.verticalScrollBar();
    const QSignalBlocker quiet(bar);
    bar->setPageStep(m_area.viewport()->height());
    bar->setRange(0, std::max(0, content - m_area.viewport()->height()));
}

void TimelineScroller::scrollTo(int value)
{
    QScrollBar *bar = m_area.verticalScrollBar();
    if (bar->value() != value) {
        const QSignalBlocker quiet(bar);
        bar->setValue(value);
        bar->update();
    }
}

void TimelineScroller::show(int index)
{
    if (m_rows.needsMeasure(index)) {
        m_rows.measure(index);
        m_rows.place();
        updateRange();
    }
    const QRect row = rowRect(index);
    const int screen = m_area.viewport()->height();
    QScrollBar *bar = m_area.verticalScrollBar();
    if (row.top() < 0) {
        bar->setValue(bar->value() + row.top() - metrics::kSpace8);
    } else if (row.bottom() > screen) {
        bar->setValue(bar->value() + std::min(row.top(), row.bottom() - screen + metrics::kSpace8));
    }
}

/// The row nearest to the screen that has something left to lay out; -1 for none.
int TimelineScroller::nextToMeasure() const
{
    if (m_rows.count() == 0) {
        return -1;
    }
    int above = m_rows.indexAt(-originY());
    int below = above;
    while (above >= 0 || below < m_rows.count()) {
        if (below < m_rows.count() && m_rows.hasWork(below)) {
            return below;
        }
        if (above >= 0 && m_rows.hasWork(above)) {
            return above;
        }
        ++below;
        --above;
    }
    return -1;
}

bool TimelineScroller::measureSome()
{
    int next = nextToMeasure();
    if (next < 0) {
        return false;
    }
    const Anchor place = isAtEnd() ? TimelineScroller::end() : anchor();
    const MonotonicInstant until = m_clock.monotonic() + kTurn;
    while (next >= 0 && m_clock.monotonic() < until) {
        m_rows.measure(next);
        next = nextToMeasure();
    }
    m_rows.place();
    hold(place);
    return next >= 0;
}

int TimelineScroller::farRows(bool atStart) const
{
    const int screen = std::max(m_area.viewport()->height(), 200);
    const int most = m_rows.count() - 1;
    int far = 0;
    if (atStart) {
        const int start = -originY() - kFarScreens * screen;
        while (far < most && m_rows.topOf(far) + m_rows.at(far).height < start) {
            ++far;
        }
    } else {
        const int end = -originY() + m_area.viewport()->height() + kFarScreens * screen;
        while (far < most && m_rows.topOf(m_rows.count() - 1 - far) > end) {
            ++far;
        }
    }
    return far;
}

} // namespace wardline::ui

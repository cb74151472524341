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
constexpr int kBottomPadding = metrics::kSpace24; ///< where the words about who is writing stand
constexpr int kMostRounds = 8; ///< of measuring what new heights bring into view
constexpr std::chrono::milliseconds kTurn{1}; ///< and a paint, and whatever else comes in the same turn
constexpr std::chrono::milliseconds kLanding{3}; ///< the same for what is seen first
constexpr int kFarScreens = 4;

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

/// The top row on the screen whose height is known; the top row if none is.
int TimelineScroller::firstKnown() const
{
    const int first = firstSeen();
    const int last = lastSeen();
    int index = first;
    while (index < last && m_rows.needsMeasure(index)) {
        ++index;
    }
    return m_rows.needsMeasure(index) ? first : index;
}

TimelineScroller::Anchor TimelineScroller::anchor() const
{
    if (m_rows.count() == 0) {
        return {};
    }
    const int index = firstKnown();
    return {.id = m_rows.at(index).message.id, .offset = rowRect(index).top(), .isEnd = false};
}

void TimelineScroller::hold(const Anchor &anchor)
{
    holdUntil(anchor, m_clock.monotonic() + kLanding);
}

void TimelineScroller::holdUntil(const Anchor &anchor, MonotonicInstant until)
{
    for (int round = 0; round < kMostRounds; ++round) {
        updateRange();
        restore(anchor);
        if (!measureSeen(anchor, until)) {
            break;
        }
    }
    updateRange();
    restore(anchor);
    repaint();
}

/// Paints what is seen otherwise and nothing else: most of what comes and is measured lies outside of the screen, and
/// what only moved is moved.
void TimelineScroller::repaint()
{
    QWidget *screen = m_area.viewport();
    std::vector<ShownRow> now = seen();
    const auto changes = originY() > 0 ? std::nullopt : m_shown.changesTo(now, screen->width());
    if (!changes || std::abs(changes->shift) >= screen->height()) {
        screen->update();
    } else {
        if (changes->shift != 0) {
            shift(changes->shift);
        }
        for (const QRect &rect : changes->rects) {
            screen->update(rect);
        }
    }
    if (originY() > 0) {
        now.clear(); // nothing is held of the words above the rows
    }
    m_shown.set(std::move(now));
}

/// Buttons that lie on the rows stay where they are; their pictures move with the rows and are painted over.
void TimelineScroller::shift(int pixels)
{
    QWidget *screen = m_area.viewport();
    screen->scroll(0, pixels, screen->rect());
    const auto floating = screen->findChildren<QWidget *>(Qt::FindDirectChildrenOnly);
    for (const QWidget *child : floating) {
        if (child->isVisible()) {
            screen->update(child->geometry());
            screen->update(child->geometry().translated(0, pixels));
        }
    }
}

std::vector<ShownRow> TimelineScroller::seen() const
{
    std::vector<ShownRow> rows;
    if (m_rows.count() > 0) {
        const int last = lastSeen();
        for (int i = firstSeen(); i <= last; ++i) {
            const TimelineRow &row = m_rows.at(i);
            const bool isFollowed = i + 1 < m_rows.count() && !m_rows.at(i + 1).isHead;
            rows.push_back({row.message.id, rowRect(i).top(), row.height, row.isGapBeingFilled, isFollowed});
        }
    }
    return rows;
}

int TimelineScroller::firstSeen() const
{
    return m_rows.indexAt(-originY());
}

int TimelineScroller::lastSeen() const
{
    return m_rows.indexAt(m_area.viewport()->height() - 1 - originY());
}

/// From the row that holds the place outwards, so that what is there already does not move when the rest follows.
bool TimelineScroller::measureSeen(const Anchor &anchor, MonotonicInstant until)
{
    if (m_rows.count() == 0) {
        return false;
    }
    const int first = firstSeen();
    const int last = lastSeen();
    const int held = anchor.isEnd || !anchor.id.isValid() ? last : std::clamp(m_rows.firstFrom(anchor.id), first, last);
    const std::size_t before = m_shown.freshCount();
    for (int i = held; i <= last && measureNow(i, until); ++i) { }
    for (int i = held - 1; i >= first && measureNow(i, until); --i) { }
    if (m_shown.freshCount() == before) {
        return false;
    }
    m_rows.place();
    return true;
}

/// False when the row has to wait for another turn.
bool TimelineScroller::measureNow(int index, MonotonicInstant until)
{
    if (!m_rows.needsMeasure(index)) {
        return true;
    }
    if (m_clock.monotonic() >= until || m_rows.isCold(index)) {
        return false;
    }
    m_rows.measure(index);
    m_shown.addFresh(m_rows.at(index).message.id);
    return true;
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

bool TimelineScroller::isOwing() const
{
    if (m_rows.count() > 0) {
        for (int i = firstSeen(); i <= lastSeen(); ++i) {
            if (m_rows.needsMeasure(i)) {
                return true;
            }
        }
    }
    return false;
}

/// What is seen comes first, outwards from what is laid out, so that nothing of it moves; then the row nearest to the
/// screen that has something left to lay out. -1 for none.
int TimelineScroller::nextToMeasure() const
{
    if (m_rows.count() == 0 || m_rows.measurer().width() <= 0) {
        return -1;
    }
    const int first = firstSeen();
    const int held = firstKnown();
    for (int i = held; i <= lastSeen(); ++i) {
        if (m_rows.hasWork(i)) {
            return i;
        }
    }
    for (int i = held - 1; i >= first; --i) {
        if (m_rows.hasWork(i)) {
            return i;
        }
    }
    int above = first;
    int below = first;
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
    const MonotonicInstant began = m_clock.monotonic();
    const MonotonicInstant until = began + kTurn;
    int next = nextToMeasure();
    if (next < 0) {
        return false;
    }
    while (m_rows.isCold(next)) { // nothing else happens in a turn that finds fonts
        m_rows.warm(next);
        if (m_clock.monotonic() > began) {
            return true;
        }
    }
    const Anchor place = isAtEnd() ? TimelineScroller::end() : anchor();
    const int first = firstSeen();
    const int last = lastSeen();
    do { // one at least, however late it is
        m_rows.measure(next);
        if (next >= first && next <= last) {
            m_shown.addFresh(m_rows.at(next).message.id);
        }
        next = nextToMeasure();
    } while (next >= 0 && m_clock.monotonic() < until && !m_rows.isCold(next));
    m_rows.place();
    holdUntil(place, until);
    return nextToMeasure() >= 0;
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

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/model/message_id.h"
#include "ui/timeline/shown_rows.h"

#include <QRect>

#include <vector>

class QAbstractScrollArea;

namespace wardline::ui {

class TimelineRows;

/// Keeps the place on the screen while rows come, go and change their height. The place is (message, pixels) or the
/// very end, never a number of rows. Rows are measured as they come into view, outwards from the place, and around the
/// screen. No turn measures for more than a part of a frame: what is left is empty until measureSome(), a moment later.
class TimelineScroller final
{
public:
    /// A place that survives changes of the rows.
    struct Anchor
    {
        model::MessageId id; ///< invalid: there are no rows
        int offset = 0; ///< from the viewport's top to the row's
        bool isEnd = false; ///< stay below everything
    };

    TimelineScroller(QAbstractScrollArea &area, TimelineRows &rows, const Clock &clock);

    /// Room above the first row.
    void setHeadHeight(int height) { m_headHeight = height; }
    [[nodiscard]] int headHeight() const { return m_headHeight; }
    /// Of the first row in the viewport.
    [[nodiscard]] int originY() const;
    [[nodiscard]] QRect rowRect(int index) const;
    [[nodiscard]] bool isAtEnd() const;

    /// The top row whose height is known; taken before a change.
    [[nodiscard]] Anchor anchor() const;
    [[nodiscard]] static Anchor end() { return {.id = {}, .offset = 0, .isEnd = true}; }
    /// Measures what is to be seen and puts the place back; called after a change. Paints what is seen otherwise now.
    void hold(const Anchor &anchor);
    /// What came into view by scrolling is measured; what was seen already does not move.
    void settle() { hold(anchor()); }
    /// Scrolls as little as brings the row into view.
    void show(int index);
    /// Measures rows near the screen for a part of a frame. False when none needs it.
    bool measureSome();
    /// A row is not laid out to its end yet.
    [[nodiscard]] bool hasWork() const { return nextToMeasure() >= 0; }
    /// A row that is seen is not laid out yet.
    [[nodiscard]] bool isOwing() const;
    /// Rows at the start (or end) that are farther away than five screens.
    [[nodiscard]] int farRows(bool atStart) const;

private:
    void updateRange();
    void scrollTo(int value);
    void restore(const Anchor &anchor);
    bool measureSeen(const Anchor &anchor, MonotonicInstant until);
    bool measureNow(int index, MonotonicInstant until);
    void holdUntil(const Anchor &anchor, MonotonicInstant until);
    void repaint();
    void shift(int pixels);
    [[nodiscard]] int firstSeen() const;
    [[nodiscard]] int firstKnown() const;
    [[nodiscard]] int lastSeen() const;
    [[nodiscard]] std::vector<ShownRow> seen() const;
    [[nodiscard]] int nextToMeasure() const;

    QAbstractScrollArea &m_area;
    TimelineRows &m_rows;
    const Clock &m_clock;
    int m_headHeight = 0;
    ShownRows m_shown;
};

} // namespace wardline::ui

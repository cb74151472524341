// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/message_service.h"
#include "ui/timeline/row_measurer.h"
#include "ui/timeline/timeline_row.h"

#include <QList>

#include <deque>
#include <optional>
#include <vector>

namespace wardline::ui {

/// The rows of a timeline: a bounded stretch, oldest first. A row that comes is given a guessed height and is measured
/// when it nears the screen, so that a page of messages costs next to nothing. Knows where each row lies; paints
/// nothing.
class TimelineRows final
{
public:
    explicit TimelineRows(RowMeasurer &measurer);

    /// What a put may add besides updating rows and filling the inside.
    struct Ends
    {
        bool mayExtendStart = false;
        bool mayExtendEnd = false;
    };
    void clear();
    void replace(const QList<model::Message> &messages, const QList<service::HistoryGap> &gaps,
                 model::MessageId firstUnread);
    /// Puts messages where their ids say. Returns how many came after the former last row.
    int put(const QList<model::Message> &messages, Ends ends);
    /// What is known of gaps from message `from` to message `to`.
    void setGaps(model::MessageId from, model::MessageId to, const QList<service::HistoryGap> &gaps);
    /// False when it is not in the stretch.
    bool update(const model::Message &message);
    void removeFirst(int count);
    void removeLast(int count);
    /// Unfolds the next part of a long text.
    void showMore(int index);
    void showMoreReactions(int index);
    /// Shows each of the messages that a row stands for, or tells those around it as one again.
    void toggleFold(int index);
    /// False when nothing changed.
    bool setWidth(int width, Qt::LayoutDirection direction);
    /// Colours or what a row shows changed.
    void invalidateAll();
    void changeFonts();
    void invalidate(int index);

    /// Whether measuring the row would meet letters that its fonts have to be found for first.
    [[nodiscard]] bool isCold(int index) const { return m_measurer.coldIn(at(index)).has_value(); }
    /// Has the fonts found for the first of such letters: a step that may take most of a frame.
    void warm(int index);
    /// Measures a row that needs it: one block of its text at most.
    void measure(int index);
    [[nodiscard]] bool needsMeasure(int index) const
    {
        return !at(index).fold.isHidden && (at(index).isStale || !at(index).layout);
    }
    /// It needs it, or a long text is not laid out to its end yet.
    [[nodiscard]] bool hasWork(int index) const;
    /// Sums up the heights after measuring.
    void place();

    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] const TimelineRow &at(int index) const { return m_rows[static_cast<std::size_t>(index)]; }
    [[nodiscard]] int topOf(int index) const { return m_tops[static_cast<std::size_t>(index)]; }
    [[nodiscard]] int totalHeight() const { return m_total; }
    [[nodiscard]] std::optional<int> indexOf(model::MessageId id) const;
    /// The row that stands for this one: itself, unless it takes no room.
    [[nodiscard]] int shownFor(int index) const;
    /// The next row that takes room, in a direction (1, -1); `index` where there is none.
    [[nodiscard]] int shownBeside(int index, int direction) const;
    /// The first row at or after `id`; count() when there is none.
    [[nodiscard]] int firstFrom(model::MessageId id) const;
    /// The row that covers `y`, by binary search; clamped to the first and last. Needs at least one row.
    [[nodiscard]] int indexAt(int y) const;
    [[nodiscard]] const RowMeasurer &measurer() const { return m_measurer; }

private:
    enum class Before { Nothing, Gap, GapBeingFilled };
    void classifyAll();
    [[nodiscard]] std::vector<Before> gapsBefore();
    void foldAll(const std::vector<Before> &gaps);
    [[nodiscard]] int runEnd(int index, const std::vector<Before> &gaps) const;
    void setFold(int index, const TimelineRow::Fold &fold);
    void classify(int index, const TimelineRow *previous, Before before);

    RowMeasurer &m_measurer;
    std::deque<TimelineRow> m_rows;
    std::vector<int> m_tops;
    QList<service::HistoryGap> m_gaps;
    int m_total = 0;
    model::MessageId m_firstUnread;
};

} // namespace wardline::ui

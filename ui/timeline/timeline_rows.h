// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/message.h"

#include <QList>
#include <QTextLayout>

#include <deque>
#include <memory>
#include <optional>

namespace wardline::ui {

class Theme;

/// One message as it lies on the timeline. A plain object: no QObject, no widget.
struct TimelineRow
{
    model::Message message;
    bool startsDay = false;
    bool startsUnread = false;
    bool isHead = true; ///< shows mark, name, role and time; rows of the same sender within five minutes do not
    bool hasMore = false; ///< part of the text is folded away
    qsizetype shownLength = 0; ///< UTF-16 units of the body that are laid out
    std::unique_ptr<QTextLayout> body; ///< laid out for the width the rows were measured for
    int height = 0;
    int cardTop = 0; ///< below the separators, from the row's top
    int bodyTop = 0;
    int bodyHeight = 0;
    int bodyWidth = 0; ///< of the longest line
};

/// The rows of a timeline: a bounded stretch, oldest first, each measured once per width. Knows where each lies; paints
/// nothing.
class TimelineRows final
{
public:
    explicit TimelineRows(const Theme &theme);

    void clear();
    void replace(const QList<model::Message> &messages, model::MessageId firstUnread);
    void prepend(const QList<model::Message> &messages);
    void append(const QList<model::Message> &messages);
    /// Puts messages where their ids say; those that lie outside the stretch are left out unless they follow its end
    /// and `mayAppend`. Returns how many were put after the last row.
    int merge(const QList<model::Message> &messages, bool mayAppend);
    /// False when it is not in the stretch.
    bool update(const model::Message &message);
    void removeFirst(int count);
    void removeLast(int count);
    /// Unfolds the next part of a long text.
    void showMore(int index);
    void setWidth(int width, Qt::LayoutDirection direction);
    /// After a change of fonts.
    void measureAll();

    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] const TimelineRow &at(int index) const { return m_rows[static_cast<std::size_t>(index)]; }
    [[nodiscard]] int topOf(int index) const { return m_tops[static_cast<std::size_t>(index)]; }
    [[nodiscard]] int totalHeight() const { return m_total; }
    [[nodiscard]] std::optional<int> indexOf(model::MessageId id) const;
    /// The row that covers `y`, by binary search; clamped to the first and last. Needs at least one row.
    [[nodiscard]] int indexAt(int y) const;
    [[nodiscard]] int width() const { return m_width; }

    /// Geometry that painting and hit testing share.
    static constexpr int kBodyLeft = 44; ///< padding, role mark, gap
    static constexpr int kStateWidth = 116;
    /// Widest line of a body; own messages leave room for their state.
    [[nodiscard]] int bodyLimit(bool isOwn) const;
    [[nodiscard]] int cardWidth() const;
    [[nodiscard]] int dayHeight() const;
    [[nodiscard]] int unreadHeight() const;

private:
    void insertAt(int index, const model::Message &message);
    void classify(int index);
    void measure(TimelineRow &row) const;
    void layOutBody(TimelineRow &row) const;
    void place();

    const Theme &m_theme;
    std::deque<TimelineRow> m_rows;
    std::vector<int> m_tops;
    int m_total = 0;
    int m_width = 0;
    Qt::LayoutDirection m_direction = Qt::LeftToRight;
    model::MessageId m_firstUnread;
};

} // namespace wardline::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/context.h"
#include "ui/kit/theme.h"

#include <QRect>

class QPainter;

namespace wardline::ui {

class TimelineRows;
struct TimelineRow;

/// Paints rows of a timeline and says where their active parts lie. No state.
class TimelinePainter final
{
public:
    TimelinePainter(const Context &context, const TimelineRows &rows)
        : m_context(context)
        , m_rows(rows)
    {
    }

    /// Paints row `index` with its top at `y`. `isCurrent`: it has the keyboard.
    void paint(QPainter &painter, int index, int y, bool isCurrent, Qt::LayoutDirection direction) const;
    /// A quiet sentence in the middle of a place.
    void paintHint(QPainter &painter, const QRect &place, const QString &words, FontRole font) const;
    /// The "Show more" of a folded text, from the row's top; null when there is none.
    [[nodiscard]] QRect moreRect(const TimelineRow &row, Qt::LayoutDirection direction) const;
    /// The tinted part of a row, from the row's top.
    [[nodiscard]] QRect cardRect(const TimelineRow &row, Qt::LayoutDirection direction) const;

private:
    void paintDay(QPainter &painter, const TimelineRow &row, int y) const;
    void paintUnread(QPainter &painter, int y, Qt::LayoutDirection direction) const;
    void paintHead(QPainter &painter, const TimelineRow &row, int y, Qt::LayoutDirection direction) const;
    void paintState(QPainter &painter, const TimelineRow &row, int y, Qt::LayoutDirection direction) const;
    [[nodiscard]] QRect mirrored(const QRect &rect, Qt::LayoutDirection direction) const;

    const Context &m_context;
    const TimelineRows &m_rows;
};

} // namespace wardline::ui

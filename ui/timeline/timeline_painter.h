// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/context.h"
#include "ui/kit/theme.h"
#include "ui/timeline/timeline_row.h"

class QPainter;

namespace wardline::ui {

class Attachments;
class RowMeasurer;

/// What a row looks like besides its content.
struct RowLook
{
    bool isCurrent = false; ///< it has the keyboard
    bool isHighlighted = false; ///< somebody just jumped to it
    bool isFollowed = false; ///< the next row goes on with its group
    const RowPart *chosen = nullptr; ///< the part of it that has the keyboard
    const RowPart *hovered = nullptr;
    TextSpan selected; ///< of its text
};

/// Paints measured rows. No state, no layout: every text is shaped already.
class TimelinePainter final
{
public:
    TimelinePainter(const Context &context, const RowMeasurer &measurer, const Attachments &attachments);

    /// Paints a row with its top at `y`; only what lies in `clip` is sure to be painted.
    void paint(QPainter &painter, const TimelineRow &row, int y, const RowLook &look, const QRect &clip) const;
    /// A quiet sentence in the middle of a place.
    void paintHint(QPainter &painter, const QRect &place, const QString &words, FontRole font) const;

private:
    void paintCard(QPainter &painter, const TimelineRow &row, const RowLook &look) const;
    void paintSeparators(QPainter &painter, const TimelineRow &row) const;
    void paintDay(QPainter &painter, const TimelineRow &row) const;
    void paintGap(QPainter &painter, const TimelineRow &row, int y) const;
    void paintUnread(QPainter &painter, int y) const;
    void paintHead(QPainter &painter, const TimelineRow &row) const;
    void paintUrgency(QPainter &painter, const TimelineRow &row) const;
    void paintQuote(QPainter &painter, const TimelineRow &row) const;
    void paintBody(QPainter &painter, const TimelineRow &row, const RowLook &look, const QRect &clip) const;
    void paintFile(QPainter &painter, const TimelineRow &row, int index, const RowLook &look) const;
    void paintPicture(QPainter &painter, const TimelineRow &row, int index) const;
    void paintChips(QPainter &painter, const TimelineRow &row, const RowLook &look) const;
    void paintState(QPainter &painter, const TimelineRow &row) const;
    void put(QPainter &painter, const TextLinePtr &line, const QRect &place, const QColor &ink) const;
    void putAction(QPainter &painter, const TextLinePtr &line, const QRect &place) const;
    [[nodiscard]] QRect seen(const QRect &rect) const;

    const Context &m_context;
    const RowMeasurer &m_measurer;
    const Attachments &m_attachments;
};

} // namespace wardline::ui

// SPDX-License-Identifier: GPL-3.0-or-later
// What the mouse does on a timeline. The rest of the class is in timeline_view.cpp.
#include "ui/timeline/timeline_view.h"

#include "ui/kit/metrics.h"
#include "ui/timeline/row_bar.h"

#include <QGuiApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QStyleHints>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace wardline::ui {

using namespace Qt::StringLiterals;
using Unit = TimelineSelection::Unit;

namespace {
constexpr std::chrono::milliseconds kDragTurn{40};
}

std::optional<int> TimelineView::rowAt(QPoint place) const
{
    if (m_rows.count() == 0) {
        return std::nullopt;
    }
    const int index = m_rows.indexAt(place.y() - m_scroller.originY());
    return rowRect(index).contains(place) ? std::optional(index) : std::nullopt;
}

const RowPart *TimelineView::partAt(QPoint place) const
{
    const auto index = rowAt(place);
    return index ? m_rows.at(*index).partAt(place - rowRect(*index).topLeft()) : nullptr;
}

bool TimelineView::isOverText(QPoint place) const
{
    const auto index = rowAt(place);
    return index && m_rows.at(*index).layout
        && m_rows.at(*index).layout->body.translated(rowRect(*index).topLeft()).contains(place);
}

TextPlace TimelineView::textAt(QPoint place) const
{
    const int index = m_rows.indexAt(place.y() - m_scroller.originY());
    const TimelineRow &row = m_rows.at(index);
    if (!row.layout || !row.text) {
        return {row.message.id, 0};
    }
    const QPoint inBody = place - rowRect(index).topLeft() - row.layout->body.topLeft();
    if (inBody.y() < 0) {
        return {row.message.id, 0};
    }
    return {row.message.id,
            inBody.y() >= row.layout->body.height() ? row.text->length() : row.text->positionAt(inBody)};
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (m_rows.count() == 0 || event->button() != Qt::LeftButton) {
        return;
    }
    const QPoint place = event->pos();
    if (const auto index = rowAt(place)) {
        m_current = m_rows.at(*index).message.id;
        m_currentPart = -1;
        m_showsCurrent = false;
    }
    const RowPart *part = partAt(place);
    m_pressed = part ? std::optional(*part) : std::nullopt;
    m_clicks = m_clickTimer->isActive() ? m_clicks + 1 : 1;
    m_clickTimer->start(std::chrono::milliseconds(QGuiApplication::styleHints()->mouseDoubleClickInterval()));
    if (part && part->kind != RowPart::Kind::Link) {
        viewport()->update();
        return;
    }
    if (event->modifiers().testFlag(Qt::ShiftModifier) && hasSelection()) {
        m_selection.extendTo(textAt(place));
    } else if (isOverText(place) || m_clicks < 2) {
        const Unit unit = m_clicks >= 3 ? Unit::Line : m_clicks == 2 ? Unit::Word : Unit::Character;
        m_selection.begin(textAt(place), unit);
    }
    m_isDragging = true;
    leaveRow();
    viewport()->update();
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_clicks = std::max(1, m_clicks);
    m_clickTimer->start(std::chrono::milliseconds(QGuiApplication::styleHints()->mouseDoubleClickInterval()));
    mousePressEvent(event); // the second of two quick clicks
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    if (m_isDragging && event->buttons().testFlag(Qt::LeftButton)) {
        dragTo(event->pos());
    } else {
        hoverAt(event->pos());
    }
}

/// Past an edge the rows scroll along.
void TimelineView::dragTo(QPoint place)
{
    if (!m_isDragging || m_rows.count() == 0) {
        return;
    }
    const int above = std::min(0, place.y());
    const int below = std::max(0, place.y() - viewport()->height());
    if (above + below != 0) {
        verticalScrollBar()->setValue(verticalScrollBar()->value() + (above + below) / 2);
        m_dragTimer->start(kDragTurn);
    }
    m_selection.extendTo(textAt({place.x(), std::clamp(place.y(), 0, viewport()->height() - 1)}));
    if (hasSelection()) {
        m_pressed.reset(); // marking is not pressing
    }
    viewport()->update();
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) {
        return;
    }
    m_isDragging = false;
    m_dragTimer->stop();
    const auto pressed = std::exchange(m_pressed, std::nullopt);
    const RowPart *part = partAt(event->pos());
    const auto index = rowAt(event->pos());
    if (pressed && part && index && m_current == m_rows.at(*index).message.id && part->isSame(*pressed)) {
        m_actions->press(*m_current, *pressed);
    }
    hoverAt(event->pos());
}

void TimelineView::hoverAt(QPoint place)
{
    const auto index = rowAt(place);
    const RowPart *part = partAt(place);
    viewport()->setCursor(part ? Qt::PointingHandCursor : isOverText(place) ? Qt::IBeamCursor : Qt::ArrowCursor);
    const bool isSamePart = part ? m_hoveredPart && m_hoveredPart->isSame(*part) : !m_hoveredPart;
    m_hoveredPart = part ? std::optional(*part) : std::nullopt;
    if (!isSamePart) {
        viewport()->update();
    }
    if (!index || !m_loader.messages()) {
        leaveRow();
        return;
    }
    const TimelineRow &row = m_rows.at(*index);
    if (m_hovered == row.message.id && m_bar->isVisible()) {
        return;
    }
    m_hovered = row.message.id;
    const auto actions = m_actions->allowed(row.message);
    if (row.fold.count > 0 || actions.isEmpty() || !row.layout) {
        m_bar->hide();
        return;
    }
    m_bar->offer(actions.contains(TimelineActions::Action::React), actions.contains(TimelineActions::Action::Reply));
    const QRect card = row.layout->card.translated(0, rowRect(*index).top());
    const QSize size = m_bar->sizeHint();
    const int x = layoutDirection() == Qt::RightToLeft ? card.left() + metrics::kSpace8
                                                       : card.right() + 1 - size.width() - metrics::kSpace8;
    // Over its own row, so that it hides nothing of another; a row that is lower lies behind its middle.
    const int y = card.height() >= size.height() ? card.top() : card.center().y() - size.height() / 2;
    m_bar->setGeometry(x, std::clamp(y, 0, std::max(0, viewport()->height() - size.height())), size.width(),
                       size.height());
    m_bar->show();
}

void TimelineView::leaveRow()
{
    m_bar->hide();
    m_hovered.reset();
    if (m_hoveredPart) {
        m_hoveredPart.reset();
        viewport()->update();
    }
}

bool TimelineView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave) {
        leaveRow();
    } else if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const auto index = rowAt(help->pos());
        const RowPart *part = partAt(help->pos());
        if (index && part) {
            const QString words = m_actions->partWords(m_rows.at(*index), *part);
            QToolTip::showText(help->globalPos(), u"<qt>"_s + words.toHtmlEscaped() + u"</qt>"_s, viewport(),
                               part->rect.translated(rowRect(*index).topLeft()));
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TimelineView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByMouse = event->reason() == QContextMenuEvent::Mouse;
    const auto index = isByMouse ? rowAt(event->pos()) : m_current ? m_rows.indexOf(*m_current) : std::nullopt;
    if (!index) {
        return;
    }
    const model::MessageId id = m_rows.at(*index).message.id;
    if (!m_selection.touches(id)) {
        m_selection.clear();
    }
    m_current = id;
    m_actions->showMenu(id, isByMouse ? event->globalPos() : viewport()->mapToGlobal(rowRect(*index).center()));
    viewport()->update();
}

} // namespace wardline::ui

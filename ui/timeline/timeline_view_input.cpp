// SPDX-License-Identifier: GPL-3.0-or-later
// What keys, mouse and menu do on a timeline. The rest of the class is in timeline_view.cpp.
#include "ui/timeline/timeline_view.h"

#include "ui/kit/clipboard.h"
#include "ui/kit/metrics.h"
#include "ui/timeline/timeline_accessible.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QMimeData>
#include <QScrollBar>

namespace wardline::ui {

using namespace Qt::StringLiterals;

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    QScrollBar *bar = verticalScrollBar();
    if (event->matches(QKeySequence::Copy)) {
        if (const auto index = m_current ? m_rows.indexOf(*m_current) : std::nullopt) {
            copy(*index);
        }
        return;
    }
    switch (event->key()) {
    case Qt::Key_Up:
        moveCurrent(-1);
        return;
    case Qt::Key_Down:
        moveCurrent(1);
        return;
    case Qt::Key_PageUp:
        bar->triggerAction(QAbstractSlider::SliderPageStepSub);
        return;
    case Qt::Key_PageDown:
        bar->triggerAction(QAbstractSlider::SliderPageStepAdd);
        return;
    case Qt::Key_Home:
        bar->setValue(bar->minimum());
        return;
    case Qt::Key_End:
        jumpToNewest();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (const auto index = m_current ? m_rows.indexOf(*m_current) : std::nullopt) {
            toggleMore(*index);
        }
        return;
    default:
        break;
    }
    if (!event->text().isEmpty() && event->text().at(0).isPrint()
        && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))) {
        Q_EMIT typed(event->text());
        return;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

void TimelineView::moveCurrent(int direction)
{
    if (m_rows.count() == 0) {
        return;
    }
    const auto present = m_current ? m_rows.indexOf(*m_current) : std::nullopt;
    const int start = present ? *present + direction : m_rows.count() - 1;
    const int index = std::clamp(start, 0, m_rows.count() - 1);
    m_current = m_rows.at(index).message.id;
    m_showsCurrent = true;
    showRow(index);
    focusAccessibleRow(*this, index);
    viewport()->update();
}

void TimelineView::showRow(int index)
{
    const QRect row = rowRect(index);
    QScrollBar *bar = verticalScrollBar();
    if (row.top() < 0) {
        bar->setValue(bar->value() + row.top() - metrics::kSpace8);
    } else if (row.bottom() > viewport()->height()) {
        bar->setValue(bar->value() + std::min(row.top(), row.bottom() - viewport()->height() + metrics::kSpace8));
    }
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (m_rows.count() == 0 || event->button() != Qt::LeftButton) {
        return;
    }
    const int index = m_rows.indexAt(event->pos().y() - originY());
    m_current = m_rows.at(index).message.id;
    m_showsCurrent = false;
    if (m_painter.moreRect(m_rows.at(index), layoutDirection())
            .translated(0, rowRect(index).top())
            .contains(event->pos())) {
        toggleMore(index);
    }
    viewport()->update();
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    bool isOverMore = false;
    if (m_rows.count() > 0) {
        const int index = m_rows.indexAt(event->pos().y() - originY());
        isOverMore = m_painter.moreRect(m_rows.at(index), layoutDirection())
                         .translated(0, rowRect(index).top())
                         .contains(event->pos());
    }
    viewport()->setCursor(isOverMore ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void TimelineView::toggleMore(int index)
{
    if (m_rows.at(index).hasMore) {
        const auto place = anchor();
        m_rows.showMore(index);
        updateRange();
        restore(place);
        viewport()->update();
    }
}

void TimelineView::contextMenuEvent(QContextMenuEvent *event)
{
    if (m_rows.count() == 0) {
        return;
    }
    const bool isByMouse = event->reason() == QContextMenuEvent::Mouse;
    const auto chosen = isByMouse ? std::optional(m_rows.indexAt(event->pos().y() - originY()))
        : m_current               ? m_rows.indexOf(*m_current)
                                  : std::nullopt;
    if (!chosen) {
        return;
    }
    const model::MessageId id = m_rows.at(*chosen).message.id;
    m_current = id;
    auto *menu = new QMenu(this);
    menu->setObjectName(u"messageMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy text"), this, [this, id] {
        if (const auto index = m_rows.indexOf(id)) {
            copy(*index);
        }
    });
    if (m_rows.at(*chosen).message.state == model::DeliveryState::Failed && m_loader.messages()) {
        menu->addAction(tr("Send again"), this, [this, id] {
            if (m_loader.messages()) {
                m_loader.messages()->retry(id);
            }
        });
    }
    menu->popup(isByMouse ? event->globalPos() : viewport()->mapToGlobal(rowRect(*chosen).center()));
    viewport()->update();
}

void TimelineView::copy(int index) const
{
    auto *data = new QMimeData;
    data->setText(m_rows.at(index).message.body);
    copyMarked(data);
}

} // namespace wardline::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/button_row.h"

#include "ui/kit/metrics.h"

#include <QBoxLayout>
#include <QEvent>

#include <algorithm>

namespace wardline::ui {

ButtonRow::ButtonRow(int spacing, QWidget *parent)
    : QWidget(parent)
    , m_spacing(spacing)
    , m_row(new QBoxLayout(QBoxLayout::LeftToRight, this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(spacing);
    m_row->addStretch(1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
}

void ButtonRow::add(QWidget *button)
{
    insert(m_row->count() - 1, button);
}

void ButtonRow::addFirst(QWidget *button)
{
    insert(0, button);
}

void ButtonRow::insert(int place, QWidget *button)
{
    m_row->insertWidget(place, button, 0, Qt::AlignLeading);
    arrange();
}

QList<QWidget *> ButtonRow::shown() const
{
    QList<QWidget *> widgets;
    for (int i = 0; i < m_row->count(); ++i) {
        if (QWidget *widget = m_row->itemAt(i)->widget(); widget != nullptr && !widget->isHidden()) {
            widgets.append(widget);
        }
    }
    return widgets;
}

QSize ButtonRow::minimumSizeHint() const
{
    int width = 0;
    const auto widgets = shown();
    for (const QWidget *widget : widgets) {
        width = std::max(width, widget->minimumSizeHint().width());
    }
    const QMargins air = contentsMargins();
    return {width + air.left() + air.right(), QWidget::minimumSizeHint().height()};
}

bool ButtonRow::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest) {
        arrange();
    }
    return QWidget::event(event);
}

void ButtonRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void ButtonRow::arrange()
{
    const auto widgets = shown();
    const QMargins air = contentsMargins();
    int wanted = air.left() + air.right() - m_spacing;
    for (const QWidget *widget : widgets) {
        wanted += widget->sizeHint().width() + m_spacing;
    }
    const auto direction = wanted > width() ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    if (m_row->direction() != direction) {
        m_row->setDirection(direction);
        // Below each other they need no air as between words.
        m_row->setSpacing(direction == QBoxLayout::TopToBottom ? std::min(m_spacing, metrics::kSpace8) : m_spacing);
        updateGeometry();
    }
}

} // namespace wardline::ui

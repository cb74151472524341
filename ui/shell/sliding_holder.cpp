// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/sliding_holder.h"

#include "ui/kit/motion.h"

namespace wardline::ui {

SlidingHolder::SlidingHolder(const Theme &theme, QWidget *pane, QWidget *parent)
    : QWidget(parent)
    , m_pane(pane)
    , m_motion(new Motion(theme, this))
{
    pane->setParent(this);
}

void SlidingHolder::slideIn()
{
    m_motion->run(width(), 0, [this](int offset) {
        m_offset = offset;
        place();
    });
}

void SlidingHolder::place()
{
    const int x = layoutDirection() == Qt::RightToLeft ? -m_offset : m_offset;
    m_pane->setGeometry(QRect(QPoint(x, 0), size()));
}

void SlidingHolder::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

} // namespace wardline::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/in_sight.h"

#include "ui/kit/metrics.h"

#include <QEvent>
#include <QScrollArea>
#include <QTimer>

namespace wardline::ui {

InSight::InSight(QWidget &widget)
    : QObject(&widget)
    , m_widget(widget)
{
    widget.installEventFilter(this);
}

bool InSight::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show || event->type() == QEvent::Resize) {
        QTimer::singleShot(0, this, &InSight::bring); // when the layouts around it have made room
    }
    return QObject::eventFilter(watched, event);
}

void InSight::bring()
{
    if (!m_widget.isVisible()) {
        return;
    }
    for (QWidget *each = m_widget.parentWidget(); each != nullptr; each = each->parentWidget()) {
        if (auto *area = qobject_cast<QScrollArea *>(each)) {
            area->ensureWidgetVisible(&m_widget, 0, metrics::kSpace8);
            return;
        }
    }
}

} // namespace wardline::ui

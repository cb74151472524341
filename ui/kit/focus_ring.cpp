// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/focus_ring.h"

#include "ui/kit/metrics.h"
#include "ui/kit/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QFocusEvent>
#include <QPainter>
#include <QScrollArea>

namespace wardline::ui {

FocusRing::FocusRing(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
    qApp->installEventFilter(this);
}

bool FocusRing::eventFilter(QObject *watched, QEvent *event)
{
    if (!watched->isWidgetType()) {
        return false; // the style hears of focus too
    }
    switch (event->type()) {
    case QEvent::FocusIn: {
        QWidget *button = qobject_cast<QAbstractButton *>(watched);
        if (!button) {
            button = qobject_cast<QScrollArea *>(watched);
        }
        const auto reason = static_cast<QFocusEvent *>(event)->reason();
        const bool isByKeyboard =
            reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason;
        follow(button && button->window() == window() && isByKeyboard ? button : nullptr);
        break;
    }
    case QEvent::FocusOut:
        if (watched == m_target) {
            follow(nullptr);
        }
        break;
    case QEvent::KeyPress: {
        // Somebody who presses a key wants to see where it goes.
        auto *button = qobject_cast<QAbstractButton *>(watched);
        if (button && button->window() == window() && button->hasFocus() && !m_target) {
            follow(button);
        }
        break;
    }
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::Show:
    case QEvent::Hide:
        if (m_target && watched != this) {
            auto *widget = qobject_cast<QWidget *>(watched);
            if (widget && (widget == m_target || widget->isAncestorOf(m_target))) {
                place();
            }
        }
        break;
    default:
        break;
    }
    return false;
}

void FocusRing::follow(QWidget *target)
{
    m_target = target;
    place();
}

void FocusRing::place()
{
    QWidget *target = m_target.data();
    if (target == nullptr || !target->isVisible()) {
        hide();
        return;
    }
    constexpr int kButtonOut = metrics::kFocusOffset + metrics::kFocusWidth;
    const int out = qobject_cast<QScrollArea *>(target) ? -metrics::kFocusOffset : kButtonOut;
    const QRect area(target->mapTo(parentWidget(), QPoint(0, 0)), target->size());
    setGeometry(area.adjusted(-out, -out, out, out));
    raise();
    show();
}

void FocusRing::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.palette().accent, metrics::kFocusWidth));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), metrics::kRadius + 3, metrics::kRadius + 3);
}

} // namespace wardline::ui

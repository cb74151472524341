// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/popover.h"

#include "ui/kit/metrics.h"
#include "ui/kit/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace wardline::ui {

Popover::Popover(const Context &context, const QString &name, QWidget *host)
    : QFrame(host)
    , m_context(context)
    , m_column(new QVBoxLayout(this))
{
    setAccessibleName(name);
    setFocusPolicy(Qt::StrongFocus);
    m_column->setContentsMargins(metrics::kSpace12, metrics::kSpace12, metrics::kSpace12, metrics::kSpace12);
    m_column->setSpacing(metrics::kSpace8);
    hide();
}

Popover::~Popover()
{
    m_isLeaving = true;
}

int Popover::roomFor(const QWidget &host)
{
    return host.width() - 2 * (metrics::kSpace8 + metrics::kSpace12);
}

void Popover::popUp(const QRect &near)
{
    m_former = QApplication::focusWidget();
    const QRect room =
        parentWidget()->rect().adjusted(metrics::kSpace8, metrics::kSpace8, -metrics::kSpace8, -metrics::kSpace8);
    ensurePolished();
    QSize size = sizeHint().boundedTo(room.size());
    if (m_column->hasHeightForWidth()) {
        size.setHeight(std::min(room.height(), m_column->heightForWidth(size.width())));
    }
    const bool isRightToLeft = layoutDirection() == Qt::RightToLeft;
    int x = isRightToLeft ? near.right() + 1 - size.width() : near.left();
    int y = near.bottom() + metrics::kSpace4;
    if (y + size.height() > room.bottom() && near.top() - metrics::kSpace4 - size.height() >= room.top()) {
        y = near.top() - metrics::kSpace4 - size.height();
    }
    x = std::clamp(x, room.left(), std::max(room.left(), room.right() + 1 - size.width()));
    y = std::clamp(y, room.top(), std::max(room.top(), room.bottom() + 1 - size.height()));
    setGeometry(QRect(QPoint(x, y), size));
    show();
    raise();
    QWidget *first = m_first.data();
    (first ? first : this)->setFocus(Qt::PopupFocusReason);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { onFocus(now); });
}

void Popover::onFocus(QWidget *now)
{
    if (!m_isLeaving && now && now != this && !isAncestorOf(now)) {
        m_former = nullptr; // the keyboard went where somebody wanted it
        dismiss();
    }
}

void Popover::dismiss()
{
    if (m_isLeaving) {
        return;
    }
    m_isLeaving = true;
    const bool hadKeyboard = hasFocus() || isAncestorOf(QApplication::focusWidget());
    hide();
    QWidget *former = m_former.data();
    if (hadKeyboard && former && former->isVisible()) {
        former->setFocus(Qt::PopupFocusReason);
    }
    deleteLater();
}

bool Popover::focusNextPrevChild(bool next)
{
    QWidget *const from = QApplication::focusWidget();
    if (m_isLeaving || from == nullptr || (from != this && !isAncestorOf(from))) {
        return QFrame::focusNextPrevChild(next);
    }
    const auto isStop = [this](const QWidget *widget) {
        return widget != this && isAncestorOf(widget) && widget->isVisible() && widget->isEnabled()
            && (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && widget->focusProxy() == nullptr;
    };
    QWidget *widget = from;
    do {
        widget = next ? widget->nextInFocusChain() : widget->previousInFocusChain();
    } while (widget != from && !isStop(widget));
    widget->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

void Popover::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        dismiss();
        return;
    }
    event->accept(); // nothing typed here belongs to what lies below
}

void Popover::paintEvent(QPaintEvent *)
{
    const Palette &colours = m_context.theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours.border);
    painter.setBrush(colours.window);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kRadius, metrics::kRadius);
}

} // namespace wardline::ui

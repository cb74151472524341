// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/icon_button.h"

#include "ui/kit/metrics.h"
#include "ui/kit/theme.h"
#include "ui/kit/urgency_mark.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

#include <utility>

namespace wardline::ui {

IconButton::IconButton(const Theme &theme, Icon icon, const QString &words, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_icon(icon)
    , m_side(metrics::kTarget)
{
    setWords(words);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    connect(&theme, &Theme::changed, this, qOverload<>(&IconButton::update));
}

void IconButton::setSymbol(Icon icon)
{
    if (std::exchange(m_icon, icon) != icon) {
        update();
    }
}

void IconButton::setWords(const QString &words)
{
    if (toolTip() != words || accessibleName() != words) {
        setToolTip(words);
        setAccessibleName(words);
    }
}

void IconButton::setSide(int side)
{
    if (std::exchange(m_side, side) != side) {
        updateGeometry();
    }
}

void IconButton::setCount(int count, bool isAlarming)
{
    const bool isOther = std::exchange(m_count, count) != count;
    if (std::exchange(m_isAlarming, isAlarming) != isAlarming || isOther) {
        update();
    }
}

void IconButton::setEmphasised(bool isEmphasised)
{
    m_isEmphasised = isEmphasised;
    update();
}

void IconButton::setConcerned(bool isConcerned)
{
    m_isConcerned = isConcerned;
    update();
}

void IconButton::setFilled(bool isFilled)
{
    m_isFilled = isFilled;
    update();
}

QSize IconButton::sizeHint() const
{
    return {m_side, m_side};
}

QSize IconButton::minimumSizeHint() const
{
    return sizeHint();
}

void IconButton::paintEvent(QPaintEvent *)
{
    const Palette &colours = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    if (m_isFilled) {
        painter.setPen(colours.border);
        painter.setBrush(underMouse() || isDown() ? colours.hover : colours.window);
        painter.drawRoundedRect(QRectF(rect()).adjusted(4.5, 4.5, -4.5, -4.5), (width() - 9) / 2.0,
                                (height() - 9) / 2.0);
    } else if (isChecked()) {
        painter.setPen(QPen(colours.accent, 1)); // the tint alone is faint
        painter.setBrush(colours.selected);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kRadius, metrics::kRadius);
        painter.setPen(Qt::NoPen);
    } else if (isEnabled() && (underMouse() || isDown())) {
        painter.setBrush(colours.hover);
        painter.drawRoundedRect(rect(), metrics::kRadius, metrics::kRadius);
    }
    QColor ink = colours.muted;
    if (isChecked()) {
        ink = colours.isSystem() ? colours.onSelected : colours.accent;
    } else if (m_isEmphasised && isEnabled()) {
        ink = colours.accent;
    } else if (m_isConcerned) {
        ink = colours.concern;
    }
    QRectF place(0, 0, metrics::kIcon, metrics::kIcon);
    place.moveCenter(QRectF(rect()).center());
    if (!isEnabled() && colours.isSystem()) {
        ink = colours.disabled;
    } else if (!isEnabled()) {
        painter.setOpacity(0.45);
    }
    paintIcon(painter, m_icon, place, ink, layoutDirection());
    painter.setOpacity(1);
    if (m_count > 0) {
        paintCount(painter);
    }
}

void IconButton::paintCount(QPainter &painter) const
{
    const Palette &colours = m_theme.palette();
    QFont font = m_theme.font(FontRole::Caption);
    font.setPixelSize(10);
    font.setWeight(QFont::Bold);
    painter.setFont(font);
    const QString words = m_count > 99 ? tr("99+") : QString::number(m_count);
    const qreal width = std::max(16, painter.fontMetrics().horizontalAdvance(words) + 8);
    QRectF bubble(this->width() - width - 1, 1, width, 16);
    if (layoutDirection() == Qt::RightToLeft) {
        bubble.moveLeft(1);
    }
    painter.setPen(QPen(colours.window, 2));
    painter.setBrush(m_isAlarming ? colours.stat : colours.accent);
    if (m_isAlarming) {
        const QPainterPath shape = octagon(bubble);
        painter.strokePath(shape, painter.pen());
        painter.fillPath(shape, painter.brush());
    } else {
        painter.drawRoundedRect(bubble, 8, 8);
    }
    painter.setPen(colours.onFilled);
    painter.drawText(bubble, Qt::AlignCenter, words);
}

void IconButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void IconButton::enterEvent(QEnterEvent *)
{
    update();
}

void IconButton::leaveEvent(QEvent *)
{
    update();
}

} // namespace wardline::ui

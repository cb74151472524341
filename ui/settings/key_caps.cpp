// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/key_caps.h"

#include "ui/kit/metrics.h"

#include <QFontMetrics>
#include <QPainter>

namespace wardline::ui {

KeyCaps::KeyCaps(const Theme &theme, const QKeySequence &keys, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_keys(keys.toString(QKeySequence::NativeText).split(u'+'))
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setLayoutDirection(Qt::LeftToRight); // as the keys are named everywhere: Ctrl first
    connect(&theme, &Theme::changed, this, qOverload<>(&KeyCaps::update));
}

int KeyCaps::widthOf(const QString &key) const
{
    const QFontMetrics fontMetrics(m_theme.font(FontRole::Body));
    return std::max(metrics::kSpace24 + metrics::kSpace4, fontMetrics.horizontalAdvance(key) + 2 * metrics::kSpace8);
}

QSize KeyCaps::sizeHint() const
{
    int width = 0;
    for (const QString &key : m_keys) {
        width += widthOf(key) + metrics::kSpace4;
    }
    return {width - metrics::kSpace4, m_theme.lineStep(FontRole::Body) + metrics::kSpace8};
}

void KeyCaps::paintEvent(QPaintEvent *)
{
    const Palette &colours = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_theme.font(FontRole::Body));
    int left = 0;
    for (const QString &key : m_keys) {
        const QRect place(left, 0, widthOf(key), height());
        painter.setPen(colours.border);
        painter.setBrush(colours.window);
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kRadius, metrics::kRadius);
        painter.setPen(colours.text);
        painter.drawText(place, Qt::AlignCenter, key);
        left += widthOf(key) + metrics::kSpace4;
    }
}

} // namespace wardline::ui

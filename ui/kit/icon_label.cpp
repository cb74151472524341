// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/icon_label.h"

#include "ui/kit/theme.h"

#include <QPainter>

namespace wardline::ui {

IconLabel::IconLabel(const Theme &theme, Icon icon, int side, QColor Palette::*ink, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(icon)
    , m_ink(ink)
{
    setFixedSize(side, side);
    connect(&theme, &Theme::changed, this, qOverload<>(&IconLabel::update));
}

void IconLabel::show(Icon icon, QColor Palette::*ink)
{
    m_icon = icon;
    m_ink = ink;
    update();
}

void IconLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintIcon(painter, m_icon, rect(), m_theme.palette().*m_ink, layoutDirection());
}

} // namespace wardline::ui

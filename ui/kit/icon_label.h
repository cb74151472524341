// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/icons.h"
#include "ui/kit/palette.h"

#include <QWidget>

namespace wardline::ui {

class Theme;

/// An icon beside words, for the eye only: a screen reader gets the words.
class IconLabel final : public QWidget
{
    Q_OBJECT
public:
    /// `ink` names a colour of the palette, so that the icon follows the theme.
    IconLabel(const Theme &theme, Icon icon, int side, QColor Palette::*ink, QWidget *parent = nullptr);

    void show(Icon icon, QColor Palette::*ink);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Icon m_icon;
    QColor Palette::*m_ink;
};

} // namespace wardline::ui

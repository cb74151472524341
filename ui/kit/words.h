// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/theme.h"

#include <QLabel>

namespace wardline::ui {

/// A label in one of our fonts that never takes its text for markup and follows the theme.
class Words final : public QLabel
{
    Q_OBJECT
public:
    enum class Ink { Text, Muted, Accent, Concern, Stat };

    Words(const Theme &theme, FontRole font, const QString &text = {}, QWidget *parent = nullptr, Ink ink = Ink::Text);
    void setInk(Ink ink);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    const Theme &m_theme;
    FontRole m_font;
    Ink m_ink;
};

} // namespace wardline::ui

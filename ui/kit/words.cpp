// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/words.h"

namespace wardline::ui {

Words::Words(const Theme &theme, FontRole font, const QString &text, QWidget *parent, Ink ink)
    : QLabel(text, parent)
    , m_theme(theme)
    , m_font(font)
    , m_ink(ink)
{
    setTextFormat(Qt::PlainText);
    connect(&theme, &Theme::changed, this, &Words::refresh);
    refresh();
}

void Words::setInk(Ink ink)
{
    m_ink = ink;
    refresh();
}

void Words::refresh()
{
    const Palette &colours = m_theme.palette();
    QColor colour = colours.text;
    switch (m_ink) {
    case Ink::Text:
        break;
    case Ink::Muted:
        colour = colours.muted;
        break;
    case Ink::Accent:
        colour = colours.accent;
        break;
    case Ink::Concern:
        colour = colours.concern;
        break;
    case Ink::Stat:
        colour = colours.stat;
        break;
    }
    setFont(m_theme.font(m_font));
    QPalette own = QLabel::palette();
    own.setColor(QPalette::WindowText, colour);
    setPalette(own);
}

} // namespace wardline::ui

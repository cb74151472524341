// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/words.h"

#include <QEvent>

namespace wardline::ui {

Words::Words(const Theme &theme, FontRole font, const QString &text, QWidget *parent, Ink ink)
    : QLabel(text, parent)
    , m_theme(theme)
    , m_font(font)
    , m_ink(ink)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(font == FontRole::Page); // in other languages a title may need two lines
    connect(&theme, &Theme::changed, this, &Words::refresh);
    refresh();
    setForegroundRole(QPalette::WindowText); // on a page with another background too
}

void Words::setInk(Ink ink)
{
    m_ink = ink;
    refresh();
}

/// QLabel aligns by the script of its text; a window that reads from the right wants all of them at the right.
void Words::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange || event->type() == QEvent::ParentChange) {
        refresh();
    }
}

void Words::refresh()
{
    if (!(alignment() & Qt::AlignHCenter)) {
        const Qt::Alignment start = layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
        setAlignment(start | Qt::AlignAbsolute | (alignment() & Qt::AlignVertical_Mask));
    }
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
    own.setColor(QPalette::Text, colour); // the role a label takes on a page that is painted as Base
    setPalette(own);
}

} // namespace wardline::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/text_line.h"

#include <QFontMetrics>
#include <QGlyphRun>
#include <QPainter>
#include <QTextOption>

#include <cmath>

namespace wardline::ui {

namespace {
constexpr qsizetype kMostLines = 1'500;
constexpr qreal kEndless = 100'000; ///< pixels
} // namespace

TextLine::TextLine(const QString &text, const QFont &font)
    : m_layout(text, font)
{
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    option.setAlignment(Qt::AlignAbsolute | Qt::AlignLeft); // whichever way the letters run, it begins at its place
    m_layout.setTextOption(option);
    m_layout.setCacheEnabled(true);
    m_layout.beginLayout();
    QTextLine line = m_layout.createLine();
    if (line.isValid()) {
        line.setLineWidth(kEndless);
        line.setPosition(QPointF(0, 0));
        m_width = static_cast<int>(std::ceil(line.naturalTextWidth()));
        m_height = line.height();
    }
    m_layout.endLayout();
}

bool TextLine::isInFonts() const
{
    const QList<QGlyphRun> runs = m_layout.glyphRuns();
    const QList<quint32> glyphs = runs.isEmpty() ? QList<quint32>() : runs.first().glyphIndexes();
    return !glyphs.isEmpty() && glyphs.first() != 0;
}

void TextLine::draw(QPainter &painter, const QRect &place) const
{
    const int top = place.top() + static_cast<int>(std::lround((place.height() - m_height) / 2));
    m_layout.draw(&painter, QPointF(place.left(), top));
}

TextLinePtr TextLines::line(FontRole font, const QString &text, int limit)
{
    const QString shown = text.size() > kLongest ? text.left(kLongest) : text;
    Key key{font, -1, shown};
    auto found = m_lines.constFind(key);
    if (found == m_lines.constEnd()) {
        if (m_lines.size() >= kMostLines) {
            m_lines.clear();
        }
        found = m_lines.insert(key, std::make_shared<const TextLine>(shown, m_theme.font(font)));
    }
    if (found.value()->width() <= limit) {
        return found.value();
    }
    key.limit = std::max(0, limit);
    found = m_lines.constFind(key);
    if (found == m_lines.constEnd()) {
        const QFont face = m_theme.font(font);
        const QString cut = QFontMetrics(face).elidedText(shown, Qt::ElideRight, key.limit);
        found = m_lines.insert(key, std::make_shared<const TextLine>(cut, face));
    }
    return found.value();
}

} // namespace wardline::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/theme.h"

#include <QHash>
#include <QRect>
#include <QTextLayout>

#include <memory>

class QPainter;

namespace wardline::ui {

/// One short line of text, shaped once and painted often.
class TextLine final
{
public:
    TextLine(const QString &text, const QFont &font);

    [[nodiscard]] int width() const { return m_width; }
    [[nodiscard]] QString text() const { return m_layout.text(); }
    /// Whether a font of this machine has its first letter. Without one nothing, or an empty box, would be seen.
    [[nodiscard]] bool isInFonts() const;
    /// Paints it with the painter's pen at the start of `place` (as the eye sees it: left), in the middle of its
    /// height.
    void draw(QPainter &painter, const QRect &place) const;

private:
    QTextLayout m_layout;
    int m_width = 0;
    qreal m_height = 0;
};

using TextLinePtr = std::shared_ptr<const TextLine>;

/// The short lines of a timeline: names, roles, times and states come again and again, so each is shaped once. Holds
/// what people are called: clear it at lock.
class TextLines final
{
public:
    explicit TextLines(const Theme &theme)
        : m_theme(theme)
    {
    }

    static constexpr qsizetype kLongest = 400; ///< UTF-16 units; no line of a row shows more

    /// The line, cut with an ellipsis where it is wider than `limit` pixels.
    [[nodiscard]] TextLinePtr line(FontRole font, const QString &text, int limit);
    void clear() { m_lines.clear(); }

private:
    struct Key
    {
        FontRole font;
        int limit; ///< -1: whole
        QString text;
        bool operator==(const Key &) const = default;
        friend size_t qHash(const Key &key, size_t seed = 0)
        {
            return qHashMulti(seed, static_cast<int>(key.font), key.limit, key.text);
        }
    };

    const Theme &m_theme;
    QHash<Key, TextLinePtr> m_lines;
};

} // namespace wardline::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/font_warmth.h"

#include <QTextLayout>

namespace wardline::ui {

namespace {

constexpr char32_t kEverywhere = 0x250; ///< Latin letters and their signs: the window's own words have them
constexpr int kBlockBits = 7; ///< fonts cover blocks of letters, not single ones
constexpr qsizetype kMostKnown = 4'096;

bool isShared(QChar::Script script)
{
    return script == QChar::Script_Common || script == QChar::Script_Inherited || script == QChar::Script_Unknown;
}

struct Letter
{
    char32_t code = 0;
    qsizetype size = 1; ///< UTF-16 units
};

Letter letterAt(QStringView text, qsizetype i)
{
    if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
        return {QChar::surrogateToUcs4(text[i], text[i + 1]), 2};
    }
    return {text[i].unicode(), 1};
}

} // namespace

/// Signs that belong to no script are looked for in the fonts of the script around them, so each pair counts.
std::optional<ColdLetters> FontWarmth::coldIn(FontRole font, QStringView text) const
{
    QChar::Script around = QChar::Script_Latin;
    QStringView lead; // a letter of that script
    for (qsizetype i = 0; i < text.size();) {
        const Letter letter = letterAt(text, i);
        const QStringView here = text.sliced(i, letter.size);
        i += letter.size;
        if (letter.code < kEverywhere && around == QChar::Script_Latin) {
            continue;
        }
        const QChar::Script script = QChar::script(letter.code);
        if (!isShared(script) && script != around) {
            around = script;
            lead = here;
        }
        if (letter.code < kEverywhere && around == QChar::Script_Latin) {
            continue;
        }
        const quint64 key = quint64(letter.code >> kBlockBits) | quint64(around) << 32 | quint64(font) << 48;
        if (!m_known.contains(key)) {
            return ColdLetters{font, isShared(script) ? lead.toString() + here : here.toString(), key};
        }
    }
    return std::nullopt;
}

void FontWarmth::warm(const ColdLetters &letters)
{
    auto face = m_fonts.find(letters.font);
    if (face == m_fonts.end()) {
        face = m_fonts.insert(letters.font, m_theme.font(letters.font));
    }
    QTextLayout layout(letters.sample, *face);
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();
    if (m_known.size() >= kMostKnown) {
        m_known.clear();
    }
    m_known.insert(letters.key);
}

void FontWarmth::clear()
{
    m_known.clear();
    m_fonts.clear();
}

} // namespace wardline::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/theme.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <optional>

namespace wardline::ui {

/// Letters that a font has not been asked for yet.
struct ColdLetters
{
    FontRole font = FontRole::Body;
    QString sample; ///< a letter of the script and the letter
    quint64 key = 0;
};

/// Which letters the fonts of the timeline have been asked for. The first letter of a script, or of a block of signs
/// inside a script, makes the toolkit go through every font of the machine until one has it: up to 8 ms where none has.
/// So it is asked for on its own, in a turn in which nothing else happens, before a row with it is laid out. Letters
/// that every window shows count as known. Main thread.
class FontWarmth final
{
public:
    explicit FontWarmth(const Theme &theme)
        : m_theme(theme)
    {
    }

    /// The first of a text's letters that are not known; nothing when all are.
    [[nodiscard]] std::optional<ColdLetters> coldIn(FontRole font, QStringView text) const;
    /// Has the font find them. Afterwards they are known.
    void warm(const ColdLetters &letters);
    /// The fonts changed.
    void clear();

private:
    const Theme &m_theme;
    QSet<quint64> m_known;
    QHash<FontRole, QFont> m_fonts; ///< held, so that the toolkit does not forget what it found
};

} // namespace wardline::ui

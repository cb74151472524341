// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringView>

namespace wardline::ui {

/// A stretch of a text, in UTF-16 units.
struct WordSpan
{
    int start = 0;
    int length = 0;
    bool operator==(const WordSpan &) const = default;
};

/// The words of one line that a dictionary may judge: letters with their accents and apostrophes. Links, addresses,
/// mentions ("@..."), numbers and their units, codes (with digits or underscores) and
/// abbreviations in capitals are not among them.
[[nodiscard]] QList<WordSpan> wordsToCheck(QStringView line);

} // namespace wardline::ui

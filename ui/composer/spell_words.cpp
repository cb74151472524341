// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/spell_words.h"

#include <QTextBoundaryFinder>

#include <algorithm>

namespace wardline::ui {

namespace {

constexpr qsizetype kShortest = 2;
constexpr qsizetype kLongest = 64;
constexpr qsizetype kLongestUnit = 5; ///< "35 ml/h."

/// A piece between blanks that is no prose: a link, an address, a path, a code.
bool isToken(QStringView piece)
{
    if (piece.contains(u'@') || piece.contains(QStringLiteral("://")) || piece.contains(u'\\') || piece.contains(u'_')
        || piece.startsWith(QStringLiteral("www."), Qt::CaseInsensitive)) {
        return true;
    }
    for (qsizetype i = 1; i + 1 < piece.size(); ++i) { // clinic.example, but not "end.Next" typed in a hurry
        if (piece[i] == u'.' && piece[i - 1].isLetterOrNumber() && piece[i + 1].isLower()) {
            return true;
        }
    }
    return false;
}

bool isJudged(QStringView word)
{
    if (word.size() < kShortest || word.size() > kLongest || !word.front().isLetter()) {
        return false;
    }
    const bool hasDigit = std::any_of(word.begin(), word.end(), [](QChar c) { return c.isDigit(); });
    const bool hasLower = std::any_of(word.begin(), word.end(), [](QChar c) { return c.isLower(); });
    const bool hasUpper = std::any_of(word.begin(), word.end(), [](QChar c) { return c.isUpper(); });
    return !hasDigit && (hasLower || !hasUpper);
}

bool isNumber(QStringView piece)
{
    return !piece.isEmpty() && piece.back().isDigit() && piece.front().isDigit();
}

void addWords(QStringView line, qsizetype start, qsizetype end, QList<WordSpan> &found)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, line.data() + start, end - start);
    qsizetype from = 0;
    for (qsizetype to = finder.toNextBoundary(); to >= 0; from = to, to = finder.toNextBoundary()) {
        if (isJudged(line.mid(start + from, to - from))) {
            found.append({static_cast<int>(start + from), static_cast<int>(to - from)});
        }
    }
}

} // namespace

QList<WordSpan> wordsToCheck(QStringView line)
{
    QList<WordSpan> found;
    qsizetype start = 0;
    bool isAfterNumber = false;
    while (start < line.size()) {
        while (start < line.size() && line[start].isSpace()) {
            ++start;
        }
        qsizetype end = start;
        while (end < line.size() && !line[end].isSpace()) {
            ++end;
        }
        const QStringView piece = line.mid(start, end - start);
        const bool isUnit = isAfterNumber && piece.size() <= kLongestUnit;
        if (!piece.isEmpty() && !isUnit && !isToken(piece)) {
            addWords(line, start, end, found);
        }
        isAfterNumber = isNumber(piece);
        start = end;
    }
    return found;
}

} // namespace wardline::ui

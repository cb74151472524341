// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/search_key.h"

#include "ui/kit/safe_text.h"

#include <algorithm>

namespace wardline::ui {

QString searchKey(QStringView text)
{
    const QString plain = plainName(text);
    const bool isAscii = std::all_of(plain.cbegin(), plain.cend(), [](QChar c) { return c.unicode() < 0x80; });
    if (isAscii) {
        return plain.toLower();
    }
    const QString parts = plain.normalized(QString::NormalizationForm_KD).toCaseFolded();
    QString key;
    key.reserve(parts.size());
    for (const QChar c : parts) {
        if (c.category() != QChar::Mark_NonSpacing) {
            key += c;
        }
    }
    return key;
}

QStringList searchWords(QStringView typed)
{
    return searchKey(typed).split(u' ', Qt::SkipEmptyParts);
}

bool matchesKey(const QString &key, const QStringList &words)
{
    return std::all_of(words.cbegin(), words.cend(), [&](const QString &word) {
        for (qsizetype at = key.indexOf(word); at >= 0; at = key.indexOf(word, at + 1)) {
            if (at == 0 || !key[at - 1].isLetterOrNumber() || !word.front().isLetterOrNumber()) {
                return true;
            }
        }
        return false;
    });
}

} // namespace wardline::ui

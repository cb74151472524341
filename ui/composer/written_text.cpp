// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/written_text.h"

namespace wardline::ui {

namespace {

constexpr qsizetype kFoldedLength = 200;

bool turnsTheLine(char16_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || (c >= 0x206A && c <= 0x206F);
}

bool isLineEnd(char16_t c)
{
    return c == u'\n' || c == u'\r' || c == 0x85 || c == 0x0B || c == 0x0C || c == 0x2028 || c == 0x2029;
}

} // namespace

QString typedText(QStringView text)
{
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const char16_t unit = c.unicode();
        if (isLineEnd(unit)) {
            if (unit != u'\r' || i + 1 >= text.size() || text[i + 1] != u'\n') {
                out += u'\n';
            }
        } else if (unit == u'\t' || unit == 0xA0) {
            out += u' ';
        } else if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            out += c;
            out += text[++i];
        } else if (c.isSurrogate() || turnsTheLine(unit) || unit == 0xFEFF || unit >= 0xFFF9
                   || (unit >= 0xFDD0 && unit <= 0xFDEF) || c.category() == QChar::Other_Control) {
            continue; // the last ones are what an editor keeps for itself
        } else {
            out += c;
        }
    }
    return out;
}

QString foldedForSearch(QStringView text)
{
    const QString apart = text.left(kFoldedLength).toString().normalized(QString::NormalizationForm_KD);
    QString out;
    out.reserve(apart.size());
    for (const QChar c : apart) {
        if (!c.isMark()) {
            out += c;
        }
    }
    return out.toCaseFolded();
}

} // namespace wardline::ui

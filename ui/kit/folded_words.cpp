// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/folded_words.h"

#include "ui/kit/metrics.h"

#include <QAbstractButton>
#include <QFontMetrics>
#include <QStringList>

#include <algorithm>

namespace wardline::ui {

void foldWords(QAbstractButton &button, const QString &words, int width)
{
    const QFontMetrics letters(button.font());
    const int room = width - metrics::kIndicator - metrics::kSpace12;
    QStringList lines;
    const QStringList all = words.split(u' ');
    for (const QString &word : all) {
        const QString longer = lines.isEmpty() ? word : QString(lines.constLast() + u' ' + word);
        if (!lines.isEmpty() && letters.horizontalAdvance(longer) <= room) {
            lines.last() = longer;
        } else {
            lines.append(word);
        }
    }
    const QString folded = lines.join(u'\n');
    if (button.text() == folded) {
        return;
    }
    button.setAccessibleName(words);
    button.setText(folded);
    const int height = letters.lineSpacing() * static_cast<int>(lines.size()) + metrics::kSpace8;
    button.setMinimumHeight(std::max(metrics::kTarget, height));
}

void letFold(QAbstractButton &button)
{
    button.setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

} // namespace wardline::ui

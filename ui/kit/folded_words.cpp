// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/folded_words.h"

#include "ui/kit/metrics.h"

#include <QAbstractButton>
#include <QEvent>
#include <QFontMetrics>
#include <QStringList>

#include <algorithm>

namespace wardline::ui {

namespace {

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

} // namespace

void FoldingBox::fold(QAbstractButton *button, const QString &words)
{
    button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // narrower than its words
    m_buttons.append({button, words});
}

bool FoldingBox::event(QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::FontChange) {
        for (const auto &[button, words] : std::as_const(m_buttons)) {
            foldWords(*button, words, width());
        }
    }
    return QWidget::event(event);
}

} // namespace wardline::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/recovery_sheet.h"

#include "ui/kit/theme.h"
#include "ui/kit/time_words.h"

#include <QCoreApplication>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

namespace wardline::ui {

namespace {

constexpr qreal kCodePoints = 14;
constexpr int kColumns = 2;
constexpr qreal kPointsPerInch = 72;

QString say(const char *text)
{
    return QCoreApplication::translate("RecoverySheet", text);
}

/// Draws a paragraph and gives back where the next one begins.
qreal drawWords(QPainter &painter, const QRectF &page, qreal top, const QFont &font, const QString &words)
{
    painter.setFont(font);
    QRectF used;
    painter.drawText(QRectF(page.left(), top, page.width(), page.bottom() - top), Qt::TextWordWrap | Qt::AlignLeading,
                     words, &used);
    return used.bottom() + painter.fontMetrics().height();
}

} // namespace

void paintRecoverySheet(QPainter &painter, const QRectF &page, const Theme &theme,
                        const std::vector<SecretBytes> &codes, Instant now)
{
    painter.setPen(Qt::black);
    qreal top = drawWords(painter, page, page.top(), theme.font(FontRole::Page),
                          say(QT_TRANSLATE_NOOP("RecoverySheet", "Wardline recovery codes")));
    const QString day = QLocale().toString(localDay(now), QLocale::LongFormat);
    top = drawWords(painter, page, top, theme.font(FontRole::Body),
                    say(QT_TRANSLATE_NOOP("RecoverySheet",
                                          "Made on %1. Each code lets you in once when your phone is not at hand. "
                                          "Cross out what you have used. Keep "
                                          "this page away from the computer, and not with your password."))
                        .arg(day));
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(kCodePoints);
    painter.setFont(font);
    const qreal unit = painter.device()->logicalDpiY() / kPointsPerInch;
    const qreal row = painter.fontMetrics().height() * 2.0;
    const qreal box = painter.fontMetrics().capHeight() * 1.2;
    painter.setPen(QPen(Qt::black, unit));
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const qreal left = page.left() + page.width() / kColumns * static_cast<qreal>(i % kColumns);
        const qreal y = top + row * static_cast<qreal>(i / kColumns);
        painter.drawRect(QRectF(left, y + (row - box) / 2, box, box));
        QString code = QString::fromUtf8(codes[i].view());
        painter.drawText(QRectF(left + box * 2, y, page.width() / kColumns - box * 2, row),
                         Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, code);
        code.fill(u'\0');
    }
}

} // namespace wardline::ui

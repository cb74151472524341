// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/safe_text.h"
#include "ui/kit/theme.h"
#include "ui/kit/time_words.h"
#include "ui/shell/outbox_pane.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("OpenItemsSheet", text);
}

QString headOf(const service::OpenItem &item, Instant now)
{
    const QString since = momentWords(item.since, now);
    switch (item.what) {
    case service::OpenItem::What::Waiting:
        return say(QT_TRANSLATE_NOOP("OpenItemsSheet", "Not sent, written %1")).arg(since);
    case service::OpenItem::What::Unread:
        return QCoreApplication::translate("OpenItemsSheet", "%Ln not read, the latest from %1", nullptr, item.count)
            .arg(since);
    case service::OpenItem::What::Draft:
        return say(QT_TRANSLATE_NOOP("OpenItemsSheet", "Begun and not sent"));
    }
    return {};
}

/// Draws a paragraph and gives back where the next one begins; the height it takes where it is not to be painted.
qreal paragraph(QPainter &painter, const QRectF &page, qreal top, const QFont &font, const QString &words, bool paints)
{
    painter.setFont(font);
    const QRectF room(page.left(), top, page.width(), page.height());
    QRectF used = painter.boundingRect(room, Qt::TextWordWrap | Qt::AlignLeading, words);
    if (paints) {
        painter.drawText(room, Qt::TextWordWrap | Qt::AlignLeading, words, &used);
    }
    return used.bottom();
}

} // namespace

void paintOpenItems(QPainter &painter, const QRectF &page, const Theme &theme, const service::OpenItems &items)
{
    painter.setPen(Qt::black);
    const QFont body = theme.font(FontRole::Body);
    const QFont strong = theme.font(FontRole::Strong);
    qreal top = paragraph(painter, page, page.top(), theme.font(FontRole::Title),
                          say(QT_TRANSLATE_NOOP("OpenItemsSheet", "Open items")), true);
    const QString made = QLocale().toString(localDay(items.made), QLocale::LongFormat) + u' ' + clockTime(items.made);
    top = paragraph(painter, page, top, body,
                    say(QT_TRANSLATE_NOOP("OpenItemsSheet",
                                          "As of %1. It shows no more than policy allows. Destroy this page when it is "
                                          "done with."))
                        .arg(made),
                    true);
    painter.setFont(body);
    const qreal gap = painter.fontMetrics().height() / 2.0;
    qsizetype shown = 0;
    for (const service::OpenItem &item : items.items) {
        QString words = headOf(item, items.made);
        if (!item.text.isEmpty()) {
            words += u'\n' + safeBody(item.text);
        }
        const auto put = [&](bool paints) {
            qreal y = top + gap;
            if (!item.title.isEmpty()) {
                y = paragraph(painter, page, y, strong, safeName(item.title), paints);
            }
            return paragraph(painter, page, y, body, words, paints);
        };
        if (put(false) + 3 * gap > page.bottom() && shown + 1 < items.items.size()) {
            break;
        }
        top = put(true);
        ++shown;
    }
    const int left = static_cast<int>(items.items.size() - shown);
    if (items.items.isEmpty()) {
        paragraph(painter, page, top + gap, body, say(QT_TRANSLATE_NOOP("OpenItemsSheet", "Nothing is open.")), true);
    } else if (left > 0) {
        paragraph(painter, page, top + gap, strong,
                  QCoreApplication::translate("OpenItemsSheet", "and %Ln more, which have no room here", nullptr, left),
                  true);
    }
}

} // namespace wardline::ui

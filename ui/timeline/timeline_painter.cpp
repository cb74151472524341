// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_painter.h"

#include "ui/kit/metrics.h"
#include "ui/kit/role_mark.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/state_words.h"
#include "ui/kit/time_words.h"
#include "ui/timeline/timeline_rows.h"

#include <QCoreApplication>
#include <QPainter>
#include <QStyle>

namespace wardline::ui {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("Timeline", text);
}

} // namespace

QRect TimelinePainter::mirrored(const QRect &rect, Qt::LayoutDirection direction) const
{
    return QStyle::visualRect(direction, QRect(0, 0, m_rows.width(), 1), rect);
}

QRect TimelinePainter::cardRect(const TimelineRow &row, Qt::LayoutDirection direction) const
{
    const int top = row.isHead ? row.cardTop + metrics::kSpace4 : row.cardTop;
    return mirrored(QRect(metrics::kSpace8, top, m_rows.cardWidth() - metrics::kSpace16, row.height - top), direction);
}

QRect TimelinePainter::moreRect(const TimelineRow &row, Qt::LayoutDirection direction) const
{
    if (!row.hasMore) {
        return {};
    }
    const QFontMetrics fontMetrics(m_context.theme.font(FontRole::Strong));
    const int width = fontMetrics.horizontalAdvance(say(QT_TRANSLATE_NOOP("Timeline", "Show more")));
    return mirrored(QRect(TimelineRows::kBodyLeft, row.bodyTop + row.bodyHeight, width,
                          m_context.theme.lineStep(FontRole::Body) + metrics::kSpace4),
                    direction);
}

void TimelinePainter::paint(QPainter &painter, int index, int y, bool isCurrent, Qt::LayoutDirection direction) const
{
    const TimelineRow &row = m_rows.at(index);
    const Palette &colours = m_context.theme.palette();
    if (row.startsDay) {
        paintDay(painter, row, y);
    }
    if (row.startsUnread) {
        paintUnread(painter, y + (row.startsDay ? m_rows.dayHeight() : 0), direction);
    }
    const QRect card = cardRect(row, direction).translated(0, y);
    painter.setRenderHint(QPainter::Antialiasing);
    if (row.message.isOwn) {
        // Rows of one group touch, so that they read as one block.
        const bool isFollowed = index + 1 < m_rows.count() && !m_rows.at(index + 1).isHead;
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours.own);
        painter.save();
        painter.setClipRect(card);
        painter.drawRoundedRect(
            card.adjusted(0, row.isHead ? 0 : -metrics::kSpace8, 0, isFollowed ? metrics::kSpace8 : 0),
            metrics::kRadius, metrics::kRadius);
        painter.restore();
    }
    if (isCurrent) {
        painter.setPen(QPen(colours.accent, metrics::kFocusWidth));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(card).adjusted(1, 1, -1, -1), metrics::kRadius, metrics::kRadius);
    }
    if (row.isHead) {
        paintHead(painter, row, y, direction);
    }
    const QRect body =
        mirrored(QRect(TimelineRows::kBodyLeft, y + row.bodyTop, m_rows.bodyLimit(row.message.isOwn), row.bodyHeight),
                 direction);
    painter.setPen(row.message.state == model::DeliveryState::Failed ? colours.muted : colours.text);
    row.body->draw(&painter, body.topLeft());
    if (row.hasMore) {
        painter.setFont(m_context.theme.font(FontRole::Strong));
        painter.setPen(colours.accent);
        painter.drawText(moreRect(row, direction).translated(0, y),
                         Qt::AlignVCenter | Qt::AlignHCenter | Qt::TextDontClip, say("Show more"));
    }
    paintState(painter, row, y, direction);
}

void TimelinePainter::paintHint(QPainter &painter, const QRect &place, const QString &words, FontRole font) const
{
    painter.setFont(m_context.theme.font(font));
    painter.setPen(m_context.theme.palette().muted);
    painter.drawText(place.adjusted(metrics::kSpace16, 0, -metrics::kSpace16, 0), Qt::AlignCenter | Qt::TextWordWrap,
                     words);
}

void TimelinePainter::paintDay(QPainter &painter, const TimelineRow &row, int y) const
{
    const Palette &colours = m_context.theme.palette();
    painter.setFont(m_context.theme.font(FontRole::Caption));
    const QString words = dayWords(localDay(row.message.time), m_context.clock.now());
    const QRect line(metrics::kSpace16, y, m_rows.width() - 2 * metrics::kSpace16, m_rows.dayHeight());
    const int half = painter.fontMetrics().horizontalAdvance(words) / 2 + metrics::kSpace12;
    const int middle = line.center().y();
    painter.fillRect(QRect(line.left(), middle, line.width() / 2 - half, 1), colours.divider);
    painter.fillRect(QRect(line.center().x() + half, middle, line.width() / 2 - half, 1), colours.divider);
    painter.setPen(colours.muted);
    painter.drawText(line, Qt::AlignCenter, words);
}

void TimelinePainter::paintUnread(QPainter &painter, int y, Qt::LayoutDirection direction) const
{
    const Palette &colours = m_context.theme.palette();
    QFont font = m_context.theme.font(FontRole::Caption);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    const QString words = say(QT_TRANSLATE_NOOP("Timeline", "New"));
    const int wordsWidth = painter.fontMetrics().horizontalAdvance(words);
    const QRect line(metrics::kSpace16, y, m_rows.width() - 2 * metrics::kSpace16, m_rows.unreadHeight());
    const QRect place(line.right() - wordsWidth, line.top(), wordsWidth + 1, line.height());
    painter.fillRect(
        mirrored(QRect(line.left(), line.center().y(), line.width() - wordsWidth - metrics::kSpace12, 2), direction),
        colours.accent);
    painter.setPen(colours.accent);
    painter.drawText(mirrored(place, direction), Qt::AlignCenter | Qt::TextDontClip, words);
}

void TimelinePainter::paintHead(QPainter &painter, const TimelineRow &row, int y, Qt::LayoutDirection direction) const
{
    const Theme &theme = m_context.theme;
    const int lineHeight = theme.lineStep(FontRole::Strong);
    const int top = y + row.cardTop + metrics::kSpace8;
    const QRect mark(metrics::kSpace16, top + (lineHeight - metrics::kRoleMark) / 2, metrics::kRoleMark,
                     metrics::kRoleMark);
    paintRoleMark(painter, mirrored(mark, direction), row.message.role.role, theme);

    int x = TimelineRows::kBodyLeft;
    const QString time = clockTime(row.message.time);
    const int timeWidth = QFontMetrics(theme.font(FontRole::Caption)).horizontalAdvance(time) + 1;
    const int end = TimelineRows::kBodyLeft + m_rows.bodyLimit(row.message.isOwn);
    // The time is never cut off; a long name gives way first, then the role.
    const auto put = [&](FontRole font, const QColor &colour, const QString &words, int gap, int reserved) {
        painter.setFont(theme.font(font));
        const QFontMetrics fontMetrics = painter.fontMetrics();
        const int room = end - x - reserved;
        if (room <= 0 || words.isEmpty()) {
            return;
        }
        const QString shown = fontMetrics.elidedText(words, Qt::ElideRight, room);
        const int width = std::min(room, fontMetrics.horizontalAdvance(shown) + 1);
        painter.setPen(colour);
        painter.drawText(mirrored(QRect(x, top, width, lineHeight), direction),
                         Qt::AlignVCenter | Qt::AlignHCenter | Qt::TextDontClip, shown);
        x += width + gap;
    };
    const Palette &colours = theme.palette();
    put(FontRole::Strong, colours.text,
        row.message.isOwn ? say(QT_TRANSLATE_NOOP("Timeline", "You")) : plainName(row.message.senderName),
        metrics::kSpace8, timeWidth + metrics::kSpace8);
    put(FontRole::Caption, colours.muted, roleWords(row.message.role), metrics::kSpace8, timeWidth + metrics::kSpace8);
    put(FontRole::Caption, colours.muted, time, 0, 0);
}

void TimelinePainter::paintState(QPainter &painter, const TimelineRow &row, int y, Qt::LayoutDirection direction) const
{
    const QString words = deliveryWords(row.message.state);
    if (words.isEmpty()) {
        return;
    }
    const Theme &theme = m_context.theme;
    constexpr int kSmallIcon = 16;
    const bool hasFailed = row.message.state == model::DeliveryState::Failed;
    const QColor ink = hasFailed ? theme.palette().stat : theme.palette().muted;
    const int lineHeight = theme.lineStep(FontRole::Body);
    const int top = y + row.bodyTop + row.bodyHeight - lineHeight;
    painter.setFont(theme.font(FontRole::Caption));
    const int width = painter.fontMetrics().horizontalAdvance(words) + 1;
    const int end = m_rows.cardWidth() - metrics::kSpace16 - metrics::kSpace4;
    painter.setPen(ink);
    painter.drawText(mirrored(QRect(end - width, top, width, lineHeight), direction),
                     Qt::AlignCenter | Qt::TextDontClip, words);
    const QRect icon(end - width - metrics::kSpace4 - kSmallIcon, top + (lineHeight - kSmallIcon) / 2, kSmallIcon,
                     kSmallIcon);
    paintIcon(painter, deliveryIcon(row.message.state), mirrored(icon, direction), ink, direction);
}

} // namespace wardline::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversations/conversation_delegate.h"

#include "ui/conversations/conversation_model.h"
#include "ui/kit/metrics.h"
#include "ui/kit/role_mark.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/theme.h"
#include "ui/kit/time_words.h"

#include <QPainter>

namespace wardline::ui {

namespace {

QString previewOf(const model::ConversationSummary &summary)
{
    if (summary.lastBody.isEmpty()) {
        return ConversationDelegate::tr("No messages yet");
    }
    const QString body = previewLine(summary.lastBody);
    if (summary.kind == model::ConversationKind::Direct || summary.lastSenderName.isEmpty()) {
        return body;
    }
    //: sender: beginning of the message
    return ConversationDelegate::tr("%1: %2").arg(safeName(summary.lastSenderName), body);
}

/// Paints the number of unread messages and says how wide it was.
int paintCount(QPainter &painter, const QRect &line, int count, const Theme &theme, Qt::LayoutDirection direction)
{
    if (count == 0) {
        return 0;
    }
    QFont font = theme.font(FontRole::Caption);
    font.setWeight(QFont::Bold);
    painter.setFont(font);
    const QString words = count > 999 ? ConversationDelegate::tr("999+") : QLocale().toString(count);
    const int width = std::max(20, painter.fontMetrics().horizontalAdvance(words) + 12);
    QRect bubble(line.right() - width + 1, line.center().y() - 9, width, 20);
    bubble = QStyle::visualRect(direction, line, bubble);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.palette().accent);
    painter.drawRoundedRect(bubble, 10, 10);
    painter.setPen(theme.palette().onFilled);
    painter.drawText(bubble, Qt::AlignCenter, words);
    return width + metrics::kSpace8;
}

} // namespace

ConversationDelegate::ConversationDelegate(const Context &context, const ConversationModel &rows, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_context(context)
    , m_rows(rows)
{
}

QSize ConversationDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    const int lines = m_context.theme.lineStep(FontRole::Body) + m_context.theme.lineStep(FontRole::Caption);
    return {metrics::kListWidth, std::max(metrics::kListRow, lines + 2 * metrics::kSpace8)};
}

void ConversationDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *summary = m_rows.at(index.row());
    if (!summary) {
        return;
    }
    const Theme &theme = m_context.theme;
    const Palette &colours = theme.palette();
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const auto mirrored = [&](const QRect &r) { return QStyle::visualRect(option.direction, option.rect, r); };
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);

    const QRect card = option.rect.adjusted(metrics::kSpace8, 1, -metrics::kSpace8, -1);
    if (isSelected || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(isSelected ? colours.selected : colours.hover);
        painter->drawRoundedRect(card, metrics::kRadius, metrics::kRadius);
    }
    if (isSelected && option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(colours.accent, metrics::kFocusWidth));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(card).adjusted(1, 1, -1, -1), metrics::kRadius, metrics::kRadius);
    }

    const QColor ink = isSelected ? colours.onSelected : colours.text;
    const QColor mutedInk = isSelected ? colours.onSelectedMuted : colours.muted;
    const QRect content = card.adjusted(metrics::kSpace8, 0, -metrics::kSpace8, 0);
    const int titleHeight = theme.lineStep(FontRole::Body);
    const int previewHeight = theme.lineStep(FontRole::Caption);
    const int top = content.center().y() - (titleHeight + previewHeight) / 2;

    const QRect mark(content.left(), content.center().y() - metrics::kRoleMark / 2, metrics::kRoleMark,
                     metrics::kRoleMark);
    if (summary->kind == model::ConversationKind::Room) {
        paintRoomMark(*painter, mirrored(mark), theme);
    } else {
        paintRoleMark(*painter, mirrored(mark), summary->role.role, theme);
    }
    const int textLeft = mark.right() + 1 + metrics::kSpace12;
    const QRect titleLine(textLeft, top, content.right() - textLeft, titleHeight);
    const QRect previewLineRect(textLeft, titleLine.bottom() + 1, titleLine.width(), previewHeight);

    painter->setFont(theme.font(FontRole::Caption));
    painter->setPen(mutedInk);
    int timeWidth = 0;
    if (summary->lastTime != Instant()) {
        const QString time = listTime(summary->lastTime, m_context.clock.now());
        timeWidth = painter->fontMetrics().horizontalAdvance(time) + metrics::kSpace8;
        painter->drawText(mirrored(titleLine), Qt::AlignVCenter | Qt::AlignTrailing, time);
    }
    painter->setFont(theme.font(summary->unread > 0 ? FontRole::Strong : FontRole::Body));
    painter->setPen(ink);
    const QRect titleRect = titleLine.adjusted(0, 0, -timeWidth, 0);
    painter->drawText(mirrored(titleRect), Qt::AlignVCenter | Qt::AlignLeading,
                      painter->fontMetrics().elidedText(plainName(summary->title), Qt::ElideRight, titleRect.width()));

    const int countWidth = paintCount(*painter, mirrored(previewLineRect), summary->unread, theme, option.direction);
    painter->setFont(theme.font(FontRole::Caption));
    painter->setPen(mutedInk);
    const QRect previewRect = previewLineRect.adjusted(0, 0, -countWidth, 0);
    painter->drawText(mirrored(previewRect), Qt::AlignVCenter | Qt::AlignLeading,
                      painter->fontMetrics().elidedText(previewOf(*summary), Qt::ElideRight, previewRect.width()));
    painter->restore();
}

} // namespace wardline::ui

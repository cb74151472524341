// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversations/conversation_delegate.h"

#include "ui/conversations/conversation_model.h"
#include "ui/conversations/conversation_words.h"
#include "ui/kit/metrics.h"
#include "ui/kit/role_mark.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/theme.h"
#include "ui/kit/time_words.h"
#include "ui/kit/urgency_mark.h"

#include <QPainter>

namespace wardline::ui {

namespace {

/// Lays small marks from the end of a line towards its start.
class EndMarks
{
public:
    EndMarks(QPainter &painter, const QRect &line, const Theme &theme, Qt::LayoutDirection direction, bool isSelected)
        : m_painter(painter)
        , m_line(line)
        , m_theme(theme)
        , m_direction(direction)
        , m_isSelected(isSelected)
    {
        QFont font = theme.font(FontRole::Caption);
        font.setWeight(QFont::Bold);
        painter.setFont(font);
    }

    void addCount(int count)
    {
        const QString words = count > 999 ? ConversationDelegate::tr("999+") : QLocale().toString(count);
        add(words, fill(m_theme.palette().accent), onFill(), QPen(Qt::NoPen));
    }
    void addMention()
    {
        const QColor ink = fill(m_theme.palette().accent);
        add(QStringLiteral("@"), Qt::transparent, ink, ink);
    }
    void addUrgency(model::Urgency urgency, int count)
    {
        // The whole sentence stands at the message; here a narrow list has room for a word.
        const QString word = urgency == model::Urgency::Stat
            ? urgencyWords(urgency)
            //: beside a conversation in which somebody asks "Please talk": one short word
            : ConversationDelegate::tr("Talk");
        //: how many; "STAT" or "Talk"
        const QString words = count > 1 ? ConversationDelegate::tr("%1 %2").arg(QLocale().toString(count), word) : word;
        const QRect place = take(urgencyChipWidth(urgency, m_painter.fontMetrics().horizontalAdvance(words)));
        const QColor ink = fill(urgencyInk(urgency, m_theme.palette()));
        paintUrgencyChip(m_painter, place, urgency, ink, Qt::transparent, m_direction);
        m_painter.setPen(urgency == model::Urgency::Stat ? onFill() : ink);
        m_painter.drawText(urgencyWordsRect(place, urgency, m_direction), Qt::AlignCenter | Qt::TextDontClip, words);
    }
    [[nodiscard]] int used() const { return m_used; }

private:
    /// A chosen row has a colour of its own in high contrast.
    [[nodiscard]] bool isReversed() const { return m_isSelected && m_theme.palette().isSystem(); }
    [[nodiscard]] QColor fill(const QColor &colour) const
    {
        return isReversed() ? m_theme.palette().onSelected : colour;
    }
    [[nodiscard]] QColor onFill() const
    {
        return isReversed() ? m_theme.palette().selected : m_theme.palette().onFilled;
    }
    QRect take(int width)
    {
        const QRect place(m_line.right() - m_used - width + 1, m_line.center().y() - 9, width, 20);
        m_used += width + metrics::kSpace4;
        return QStyle::visualRect(m_direction, m_line, place);
    }
    void add(const QString &words, const QColor &fill, const QColor &ink, const QPen &frame)
    {
        const QRect place = take(std::max(20, m_painter.fontMetrics().horizontalAdvance(words) + 12));
        m_painter.setPen(frame);
        m_painter.setBrush(fill);
        m_painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 9.5, 9.5);
        m_painter.setPen(ink);
        m_painter.drawText(place, Qt::AlignCenter, words);
    }

    QPainter &m_painter;
    QRect m_line;
    const Theme &m_theme;
    Qt::LayoutDirection m_direction;
    bool m_isSelected;
    int m_used = 0;
};

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
        painter->setPen(isSelected ? QPen(colours.accent, 1) : QPen(Qt::NoPen)); // the tint alone is faint
        painter->setBrush(isSelected ? colours.selected : colours.hover);
        painter->drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kRadius, metrics::kRadius);
    }
    if (summary->urgent > 0) {
        painter->setPen(Qt::NoPen);
        const QColor ink = summary->stat > 0 ? colours.stat : colours.concern;
        painter->setBrush(isSelected && colours.isSystem() ? colours.onSelected : ink);
        painter->drawRoundedRect(mirrored(QRect(card.left(), card.top() + 8, 4, card.height() - 16)), 2, 2);
    }
    if (isSelected && option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(colours.isSystem() ? colours.onSelected : colours.accent, metrics::kFocusWidth));
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
        paintRoomMark(*painter, mirrored(mark), theme, isSelected);
    } else {
        paintRoleMark(*painter, mirrored(mark), summary->role.role, theme, isSelected);
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
    painter->drawText(
        mirrored(titleRect), Qt::AlignVCenter | Qt::AlignLeading,
        ownWay(painter->fontMetrics().elidedText(plainName(summary->title), Qt::ElideRight, titleRect.width())));

    EndMarks marks(*painter, mirrored(previewLineRect), theme, option.direction, isSelected);
    if (summary->unread > 0) {
        marks.addCount(summary->unread);
    }
    if (summary->mentions > 0) {
        marks.addMention();
    }
    if (summary->stat > 0) {
        marks.addUrgency(model::Urgency::Stat, summary->stat);
    } else if (summary->urgent > 0) {
        marks.addUrgency(model::Urgency::Concern, summary->urgent);
    }
    const bool isOpen = summary->jid == m_rows.kept();
    painter->setFont(theme.font(FontRole::Caption));
    painter->setPen(!summary->draft.isEmpty() && !isOpen && !isSelected ? colours.accent : mutedInk);
    const QRect previewRect = previewLineRect.adjusted(0, 0, -marks.used() - metrics::kSpace4, 0);
    painter->drawText(
        mirrored(previewRect), Qt::AlignVCenter | Qt::AlignLeading,
        ownWay(painter->fontMetrics().elidedText(previewWords(*summary, isOpen), Qt::ElideRight, previewRect.width())));
    painter->restore();
}

} // namespace wardline::ui

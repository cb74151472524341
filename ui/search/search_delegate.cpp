// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/search_delegate.h"

#include "ui/kit/metrics.h"
#include "ui/kit/role_mark.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/theme.h"
#include "ui/kit/time_words.h"
#include "ui/search/search_model.h"

#include <QAbstractItemView>
#include <QFontMetrics>
#include <QPainter>
#include <QTextLayout>

namespace wardline::ui {

namespace {

constexpr int kLines = 2;
constexpr int kEdge = 2 * metrics::kSpace8; ///< outside and inside of the card
constexpr int kBefore = 30; ///< characters shown before the first match
constexpr int kExcerpt = 240;

struct Excerpt
{
    QString text;
    QList<QTextLayout::FormatRange> marks;
};

/// A piece of the body with the matches in it. Control characters become blanks one for one, so that the ranges stay
/// true.
Excerpt excerptOf(const service::SearchHit &hit, const Palette &colours, bool isSelected)
{
    const QString &body = hit.message.body;
    const int first =
        hit.matches.isEmpty() ? 0 : std::clamp<int>(hit.matches.first().start, 0, static_cast<int>(body.size()));
    const int start = std::max(0, first - kBefore);
    Excerpt excerpt;
    excerpt.text = body.mid(start, kExcerpt);
    for (QChar &c : excerpt.text) {
        if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
            || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph) {
            c = u' ';
        }
    }
    for (const service::TextRange &match : hit.matches) {
        QTextLayout::FormatRange mark;
        mark.start = match.start - start;
        mark.length = match.length;
        if (mark.start < 0 || mark.start >= excerpt.text.size()) {
            continue;
        }
        mark.format.setFontWeight(QFont::Bold);
        mark.format.setForeground(isSelected && colours.isSystem() ? colours.onSelected : colours.accent);
        excerpt.marks.append(mark);
    }
    if (start > 0 && !excerpt.text.isEmpty()) {
        excerpt.text[0] = QChar(0x2026);
    }
    return excerpt;
}

void layOut(QTextLayout &layout, const Excerpt &excerpt, int width, int step)
{
    layout.setText(excerpt.text);
    layout.setFormats(excerpt.marks);
    layout.beginLayout();
    for (int line = 0; line < kLines; ++line) {
        QTextLine textLine = layout.createLine();
        if (!textLine.isValid()) {
            break;
        }
        textLine.setLineWidth(width);
        textLine.setPosition(QPointF(0, line * step));
    }
    layout.endLayout();
}

/// What goes on after the last line ends in an ellipsis there.
void layOutCut(QTextLayout &layout, Excerpt excerpt, int width, int step)
{
    layOut(layout, excerpt, width, step);
    if (layout.lineCount() < kLines) {
        return;
    }
    const QTextLine last = layout.lineAt(kLines - 1);
    if (last.textStart() + last.textLength() >= excerpt.text.size()) {
        return;
    }
    const QString cut = QFontMetrics(layout.font())
                            .elidedText(excerpt.text.mid(last.textStart()), Qt::ElideRight, width - metrics::kSpace8);
    excerpt.text = excerpt.text.left(last.textStart()) + cut;
    for (QTextLayout::FormatRange &mark : excerpt.marks) {
        const auto length = static_cast<int>(excerpt.text.size());
        mark.start = std::min(mark.start, length);
        mark.length = std::min(mark.length, length - mark.start);
    }
    layOut(layout, excerpt, width, step);
}

} // namespace

SearchDelegate::SearchDelegate(const Context &context, const SearchModel &rows, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_context(context)
    , m_rows(rows)
{
}

bool SearchDelegate::isLong(const QString &excerpt, int width) const
{
    QTextLayout layout(excerpt, m_context.theme.font(FontRole::Caption));
    QTextOption wrap;
    wrap.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(wrap);
    layout.beginLayout();
    layout.createLine().setLineWidth(width);
    const bool hasSecond = layout.createLine().isValid();
    layout.endLayout();
    return hasSecond;
}

QSize SearchDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *hit = m_rows.at(index.row());
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    int lines = kLines;
    if (hit != nullptr && view != nullptr) {
        const Excerpt excerpt = excerptOf(*hit, m_context.theme.palette(), false);
        lines = isLong(excerpt.text, view->viewport()->width() - 2 * kEdge) ? kLines : 1;
    }
    const bool hasTitle = hit != nullptr && !m_rows.titleOf(hit->message.conversation).isEmpty();
    return {0,
            m_context.theme.lineStep(FontRole::Strong)
                + (lines + (hasTitle ? 1 : 0)) * m_context.theme.lineStep(FontRole::Caption) + metrics::kSpace16};
}

void SearchDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *hit = m_rows.at(index.row());
    if (!hit) {
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
        const bool hasFocus = option.state.testFlag(QStyle::State_HasFocus);
        painter->setPen(isSelected ? QPen(colours.accent, hasFocus ? metrics::kFocusWidth : 1) : QPen(Qt::NoPen));
        painter->setBrush(isSelected ? colours.selected : colours.hover);
        painter->drawRoundedRect(QRectF(card).adjusted(1, 1, -1, -1), metrics::kRadius, metrics::kRadius);
    }
    const QRect content = card.adjusted(metrics::kSpace8, metrics::kSpace8 - 1, -metrics::kSpace8, 0);
    const int headHeight = theme.lineStep(FontRole::Strong);
    painter->setFont(theme.font(FontRole::Caption));
    painter->setPen(isSelected ? colours.onSelectedMuted : colours.muted);
    const QString time = ownWay(momentWords(hit->message.time, m_context.clock.now()));
    const int timeWidth = painter->fontMetrics().horizontalAdvance(time) + metrics::kSpace8;
    painter->drawText(mirrored(QRect(content.left(), content.top(), content.width(), headHeight)),
                      Qt::AlignVCenter | Qt::AlignTrailing, time);
    painter->setFont(theme.font(FontRole::Strong));
    painter->setPen(isSelected ? colours.onSelected : colours.text);
    const QRect name(content.left(), content.top(), content.width() - timeWidth, headHeight);
    painter->drawText(
        mirrored(name), Qt::AlignVCenter | Qt::AlignLeading,
        ownWay(painter->fontMetrics().elidedText(plainName(hit->message.senderName), Qt::ElideRight, name.width())));
    // The conversation, which is what one looks for here, has a line of its own.
    int top = content.top() + headHeight;
    if (const QString title = plainName(m_rows.titleOf(hit->message.conversation)); !title.isEmpty()) {
        const int step = theme.lineStep(FontRole::Caption);
        painter->setFont(theme.font(FontRole::Caption));
        painter->setPen(isSelected ? colours.onSelectedMuted : colours.muted);
        painter->drawText(mirrored(QRect(content.left(), top, content.width(), step)),
                          Qt::AlignVCenter | Qt::AlignLeading,
                          ownWay(painter->fontMetrics().elidedText(title, Qt::ElideRight, content.width())));
        top += step;
    }

    const Excerpt excerpt = excerptOf(*hit, colours, isSelected);
    QTextLayout layout(QString(), theme.font(FontRole::Caption));
    QTextOption wrap;
    wrap.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    const Qt::Alignment start = option.direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    wrap.setAlignment(start | Qt::AlignAbsolute); // where the name begins, whichever way the letters run
    layout.setTextOption(wrap);
    layOutCut(layout, excerpt, content.width(), theme.lineStep(FontRole::Caption));
    painter->setPen(isSelected ? colours.onSelected : colours.text);
    painter->setClipRect(card);
    layout.draw(painter, QPointF(content.left(), top));
    painter->restore();
}

} // namespace wardline::ui

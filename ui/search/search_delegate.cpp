// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/search_delegate.h"

#include "ui/kit/metrics.h"
#include "ui/kit/role_mark.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/theme.h"
#include "ui/kit/time_words.h"
#include "ui/search/search_model.h"

#include <QPainter>
#include <QTextLayout>

namespace wardline::ui {

namespace {

constexpr int kLines = 2;
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
        mark.format.setForeground(isSelected ? colours.onSelected : colours.accent);
        excerpt.marks.append(mark);
    }
    if (start > 0 && !excerpt.text.isEmpty()) {
        excerpt.text[0] = QChar(0x2026);
    }
    return excerpt;
}

QString whoAndWhere(const service::SearchHit &hit, const SearchModel &rows)
{
    const QString title = rows.titleOf(hit.message.conversation);
    //: sender, conversation
    return title.isEmpty() ? plainName(hit.message.senderName)
                           : SearchDelegate::tr("%1 in %2").arg(safeName(hit.message.senderName), safeName(title));
}

} // namespace

SearchDelegate::SearchDelegate(const Context &context, const SearchModel &rows, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_context(context)
    , m_rows(rows)
{
}

QSize SearchDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0,
            m_context.theme.lineStep(FontRole::Strong) + kLines * m_context.theme.lineStep(FontRole::Caption)
                + metrics::kSpace16};
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
        painter->setPen(isSelected && option.state.testFlag(QStyle::State_HasFocus)
                            ? QPen(colours.accent, metrics::kFocusWidth)
                            : QPen(Qt::NoPen));
        painter->setBrush(isSelected ? colours.selected : colours.hover);
        painter->drawRoundedRect(QRectF(card).adjusted(1, 1, -1, -1), metrics::kRadius, metrics::kRadius);
    }
    const QRect content = card.adjusted(metrics::kSpace8, metrics::kSpace8 - 1, -metrics::kSpace8, 0);
    const int headHeight = theme.lineStep(FontRole::Strong);
    painter->setFont(theme.font(FontRole::Caption));
    painter->setPen(isSelected ? colours.onSelectedMuted : colours.muted);
    const QString time = momentWords(hit->message.time, m_context.clock.now());
    const int timeWidth = painter->fontMetrics().horizontalAdvance(time) + metrics::kSpace8;
    painter->drawText(mirrored(QRect(content.left(), content.top(), content.width(), headHeight)),
                      Qt::AlignVCenter | Qt::AlignTrailing, time);
    painter->setFont(theme.font(FontRole::Strong));
    painter->setPen(isSelected ? colours.onSelected : colours.text);
    const QRect name(content.left(), content.top(), content.width() - timeWidth, headHeight);
    painter->drawText(
        mirrored(name), Qt::AlignVCenter | Qt::AlignLeading,
        ownWay(painter->fontMetrics().elidedText(whoAndWhere(*hit, m_rows), Qt::ElideRight, name.width())));

    const Excerpt excerpt = excerptOf(*hit, colours, isSelected);
    QTextLayout layout(excerpt.text, theme.font(FontRole::Caption));
    layout.setFormats(excerpt.marks);
    QTextOption wrap;
    wrap.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    const Qt::Alignment start = option.direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    wrap.setAlignment(start | Qt::AlignAbsolute); // where the name begins, whichever way the letters run
    layout.setTextOption(wrap);
    layout.beginLayout();
    const int step = theme.lineStep(FontRole::Caption);
    for (int line = 0; line < kLines; ++line) {
        QTextLine textLine = layout.createLine();
        if (!textLine.isValid()) {
            break;
        }
        textLine.setLineWidth(content.width());
        textLine.setPosition(QPointF(0, line * step));
    }
    layout.endLayout();
    painter->setPen(isSelected ? colours.onSelected : colours.text);
    painter->setClipRect(card);
    layout.draw(painter, QPointF(content.left(), content.top() + headHeight));
    painter->restore();
}

} // namespace wardline::ui

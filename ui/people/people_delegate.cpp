// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/people/people_delegate.h"

#include "ui/kit/metrics.h"
#include "ui/kit/role_mark.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/theme.h"
#include "ui/people/people_model.h"

#include <QPainter>

namespace wardline::ui {

PeopleDelegate::PeopleDelegate(const Context &context, const PeopleModel &rows, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_context(context)
    , m_rows(rows)
{
}

QSize PeopleDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const Theme &theme = m_context.theme;
    const PersonLine *line = m_rows.at(index.row());
    if (line && line->isHeading) {
        return {0, theme.lineStep(FontRole::Caption) + metrics::kSpace16};
    }
    return {0, theme.lineStep(FontRole::Body) + theme.lineStep(FontRole::Caption) + metrics::kSpace12};
}

void PeopleDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const PersonLine *line = m_rows.at(index.row());
    if (!line) {
        return;
    }
    const Theme &theme = m_context.theme;
    const Palette &colours = theme.palette();
    const auto mirrored = [&](const QRect &r) { return QStyle::visualRect(option.direction, option.rect, r); };
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect card = option.rect.adjusted(metrics::kSpace8, 0, -metrics::kSpace8, 0);
    const QRect content = card.adjusted(metrics::kSpace8, 0, -metrics::kSpace8, 0);
    if (line->isHeading) {
        painter->setFont(theme.font(FontRole::Caption));
        painter->setPen(colours.muted);
        painter->drawText(mirrored(content.adjusted(0, 0, 0, -metrics::kSpace4)), Qt::AlignBottom | Qt::AlignLeading,
                          line->name);
        painter->restore();
        return;
    }
    const bool isSelected =
        option.state.testFlag(QStyle::State_Selected) && option.state.testFlag(QStyle::State_HasFocus);
    if (isSelected || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setPen(isSelected ? QPen(colours.accent, metrics::kFocusWidth) : QPen(Qt::NoPen));
        painter->setBrush(isSelected ? colours.selected : colours.hover);
        painter->drawRoundedRect(QRectF(card).adjusted(1, 1, -1, -1), metrics::kRadius, metrics::kRadius);
    }
    const QRect mark(content.left(), content.center().y() - metrics::kRoleMark / 2, metrics::kRoleMark,
                     metrics::kRoleMark);
    painter->setOpacity(line->isHere ? 1.0 : 0.75);
    paintRoleMark(*painter, mirrored(mark), line->role.role, theme);
    painter->setOpacity(1);
    const int nameHeight = theme.lineStep(FontRole::Body);
    const int noteHeight = theme.lineStep(FontRole::Caption);
    const int left = mark.right() + 1 + metrics::kSpace12;
    const int top = content.center().y() - (nameHeight + noteHeight) / 2;
    const QRect name(left, top, content.right() - left, nameHeight);
    painter->setFont(theme.font(FontRole::Body));
    painter->setPen(isSelected ? colours.onSelected : line->isHere ? colours.text : colours.muted);
    const QString words = line->isSelf ? tr("%1 (you)").arg(plainName(line->name)) : plainName(line->name);
    painter->drawText(mirrored(name), Qt::AlignVCenter | Qt::AlignLeading,
                      painter->fontMetrics().elidedText(words, Qt::ElideRight, name.width()));
    painter->setFont(theme.font(FontRole::Caption));
    painter->setPen(isSelected ? colours.onSelectedMuted : line->isHere ? colours.ok : colours.muted);
    QString note = line->presence;
    if (!line->role.isAsserted() && !line->role.selfDeclaredTitle.isEmpty()) {
        note = roleWords(line->role) + QStringLiteral(" · ") + note;
    }
    const QRect noteRect(left, top + nameHeight, name.width(), noteHeight);
    painter->drawText(mirrored(noteRect), Qt::AlignVCenter | Qt::AlignLeading,
                      painter->fontMetrics().elidedText(note, Qt::ElideRight, noteRect.width()));
    painter->restore();
}

} // namespace wardline::ui

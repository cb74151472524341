// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/people/people_delegate.h"

#include "ui/kit/icons.h"
#include "ui/kit/metrics.h"
#include "ui/kit/role_mark.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/theme.h"
#include "ui/people/people_model.h"

#include <QPainter>

namespace wardline::ui {

using namespace Qt::StringLiterals;

PeopleDelegate::PeopleDelegate(const Context &context, const PeopleModel &rows, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_context(context)
    , m_rows(rows)
{
    measure();
    connect(&context.theme, &Theme::changed, this, &PeopleDelegate::measure);
}

void PeopleDelegate::measure()
{
    m_nameHeight = m_context.theme.lineStep(FontRole::Body);
    m_noteHeight = m_context.theme.lineStep(FontRole::Caption);
}

QRect PeopleDelegate::profileTarget(const QRect &row, Qt::LayoutDirection direction)
{
    const QRect place(row.right() - metrics::kSpace8 - metrics::kTarget, row.center().y() - metrics::kTarget / 2,
                      metrics::kTarget, metrics::kTarget);
    return QStyle::visualRect(direction, row, place);
}

QSize PeopleDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const PersonLine *line = m_rows.at(index.row());
    if (line && line->isHeading) {
        return {0, m_noteHeight + metrics::kSpace16};
    }
    return {0, m_nameHeight + m_noteHeight + metrics::kSpace12};
}

void PeopleDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const PersonLine *line = m_rows.at(index.row());
    if (!line) {
        return;
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (line->isHeading) {
        paintHeading(*painter, option, *line);
    } else {
        paintPerson(*painter, option, *line);
    }
    painter->restore();
}

void PeopleDelegate::paintHeading(QPainter &painter, const QStyleOptionViewItem &option, const PersonLine &line) const
{
    const QRect content = option.rect.adjusted(metrics::kSpace16, 0, -metrics::kSpace16, -metrics::kSpace4);
    const auto place = QStyle::visualRect(option.direction, option.rect, content);
    painter.setFont(m_context.theme.font(FontRole::Caption));
    painter.setPen(m_context.theme.palette().muted);
    const int countWidth = painter.fontMetrics().horizontalAdvance(line.presence) + metrics::kSpace8;
    painter.drawText(place, Qt::AlignBottom | Qt::AlignTrailing, ownWay(line.presence));
    painter.drawText(place, Qt::AlignBottom | Qt::AlignLeading,
                     painter.fontMetrics().elidedText(line.name, Qt::ElideRight, place.width() - countWidth));
}

void PeopleDelegate::paintPerson(QPainter &painter, const QStyleOptionViewItem &option, const PersonLine &line) const
{
    const Theme &theme = m_context.theme;
    const Palette &colours = theme.palette();
    const auto mirrored = [&](const QRect &r) { return QStyle::visualRect(option.direction, option.rect, r); };
    const QRect card = option.rect.adjusted(metrics::kSpace8, 0, -metrics::kSpace8, 0);
    QRect content = card.adjusted(metrics::kSpace8, 0, -metrics::kSpace8, 0);
    const bool isHot = option.state.testFlag(QStyle::State_MouseOver);
    const bool isSelected =
        option.state.testFlag(QStyle::State_Selected) && option.state.testFlag(QStyle::State_HasFocus);
    if (isSelected || isHot) {
        painter.setPen(isSelected ? QPen(colours.accent, metrics::kFocusWidth) : QPen(Qt::NoPen));
        painter.setBrush(isSelected ? colours.selected : colours.hover);
        painter.drawRoundedRect(QRectF(card).adjusted(1, 1, -1, -1), metrics::kRadius, metrics::kRadius);
    }
    if (m_offersProfile && !line.isSelf && (isSelected || isHot)) {
        const QRect target = profileTarget(option.rect, option.direction);
        const QRect icon(target.center() - QPoint(metrics::kIcon / 2 - 1, metrics::kIcon / 2 - 1),
                         QSize(metrics::kIcon, metrics::kIcon));
        paintIcon(painter, Icon::Info, icon, isSelected ? colours.onSelected : colours.muted);
        content.adjust(0, 0, -metrics::kTarget, 0);
    }
    const QRect mark(content.left(), content.center().y() - metrics::kRoleMark / 2, metrics::kRoleMark,
                     metrics::kRoleMark);
    paintRoleMark(painter, mirrored(mark), line.role.role, theme, isSelected);
    const int left = mark.right() + 1 + metrics::kSpace12;
    const int top = content.center().y() - (m_nameHeight + m_noteHeight) / 2;
    const QRect name(left, top, content.right() - left, m_nameHeight);
    painter.setFont(theme.font(FontRole::Body));
    painter.setPen(isSelected ? colours.onSelected : line.isHere ? colours.text : colours.muted);
    const QString words = line.isSelf ? tr("%1 (you)").arg(line.name) : line.name;
    painter.drawText(mirrored(name), Qt::AlignVCenter | Qt::AlignLeading,
                     ownWay(painter.fontMetrics().elidedText(words, Qt::ElideRight, name.width())));

    const QRect note(left, top + m_nameHeight, name.width(), m_noteHeight);
    painter.setFont(theme.font(FontRole::Caption));
    QString presence = line.presence;
    if (!line.role.isAsserted() && !line.role.selfDeclaredTitle.isEmpty()) {
        presence += u" · "_s + roleWords(line.role);
    }
    painter.setPen(isSelected ? colours.onSelectedMuted : line.isHere ? colours.ok : colours.muted);
    painter.drawText(mirrored(note), Qt::AlignVCenter | Qt::AlignLeading,
                     ownWay(painter.fontMetrics().elidedText(presence, Qt::ElideRight, note.width())));
}

} // namespace wardline::ui

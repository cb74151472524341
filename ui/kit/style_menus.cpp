// SPDX-License-Identifier: GPL-3.0-or-later
// Menus and the lists of boxes that one chooses from: each entry a target, the current one told by shape and colour.
#include "ui/kit/icons.h"
#include "ui/kit/metrics.h"
#include "ui/kit/style.h"
#include "ui/kit/theme.h"

#include <QComboBox>
#include <QPainter>
#include <QStyleOptionMenuItem>

#include <algorithm>

namespace wardline::ui {

namespace {

constexpr int kSeparator = 2 * metrics::kSpace4 + 1;
constexpr int kAir = metrics::kSpace12; ///< before and after the words
constexpr int kColumn = metrics::kIcon + metrics::kSpace8;

/// A box without pictures leaves no room for any, whatever its delegate asks for.
bool hasIcons(const QStyleOptionMenuItem &item, const QWidget *widget)
{
    return item.maxIconWidth > 0 && (!item.icon.isNull() || qobject_cast<const QComboBox *>(widget) == nullptr);
}

int leadOf(const QStyleOptionMenuItem &item, const QWidget *widget)
{
    return kAir + (item.menuHasCheckableItems ? kColumn : 0) + (hasIcons(item, widget) ? kColumn : 0);
}

bool isSubMenu(const QStyleOptionMenuItem &item)
{
    return item.menuItemType == QStyleOptionMenuItem::SubMenu;
}

} // namespace

QSize Style::menuItemSize(const QStyleOptionMenuItem &item, const QSize &words, const QWidget *widget)
{
    if (item.menuItemType == QStyleOptionMenuItem::Separator) {
        return {words.width(), kSeparator};
    }
    // The delegate of a box tells its whole list instead of the words.
    const bool isChoice = qobject_cast<const QComboBox *>(widget) != nullptr;
    const int wordsWidth = isChoice ? item.fontMetrics.horizontalAdvance(item.text) : words.width();
    const int wordsHeight = isChoice ? item.fontMetrics.height() : words.height();
    return {leadOf(item, widget) + wordsWidth + kAir + (isSubMenu(item) ? kColumn : 0),
            std::max(metrics::kTarget, wordsHeight + metrics::kSpace8)};
}

void Style::drawMenuItem(const QStyleOptionMenuItem &item, QPainter &painter, const QWidget *widget) const
{
    const Palette &colours = m_theme.palette();
    const QRect all = item.rect;
    if (item.menuItemType == QStyleOptionMenuItem::Separator) {
        painter.fillRect(QRect(all.left(), all.center().y(), all.width(), 1), colours.divider);
        return;
    }
    const auto mirrored = [&](const QRect &rect) { return visualRect(item.direction, all, rect); };
    const bool isEnabled = item.state.testFlag(State_Enabled);
    const bool isCurrent = isEnabled && item.state.testFlag(State_Selected);
    const QColor ink = !isEnabled ? colours.disabled : isCurrent ? colours.onSelected : colours.text;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (isCurrent) {
        painter.setPen(QPen(colours.accent, 1));
        painter.setBrush(colours.selected);
        painter.drawRoundedRect(QRectF(all).adjusted(2.5, 0.5, -2.5, -0.5), metrics::kSpace4, metrics::kSpace4);
    }
    QRect column(all.left() + kAir, all.top() + (all.height() - metrics::kIcon) / 2, metrics::kIcon, metrics::kIcon);
    if (item.menuHasCheckableItems) {
        if (item.checkType != QStyleOptionMenuItem::NotCheckable && item.checked) {
            paintIcon(painter, Icon::Check, mirrored(column), ink, item.direction);
        }
        column.translate(kColumn, 0);
    }
    if (hasIcons(item, widget)) {
        item.icon.paint(&painter, mirrored(column), Qt::AlignCenter, isEnabled ? QIcon::Normal : QIcon::Disabled);
    }
    const qsizetype tab = item.text.indexOf(u'\t');
    const QRect words = all.adjusted(leadOf(item, widget), 0, -kAir - (isSubMenu(item) ? kColumn : 0), 0);
    const int flags = Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip
        | (styleHint(SH_UnderlineShortcut, &item, widget, nullptr) != 0 ? Qt::TextShowMnemonic : Qt::TextHideMnemonic);
    const auto start = static_cast<int>(visualAlignment(item.direction, Qt::AlignLeft));
    const auto end = static_cast<int>(visualAlignment(item.direction, Qt::AlignRight));
    painter.setFont(item.font);
    painter.setPen(ink);
    painter.drawText(mirrored(words), flags | start, item.text.left(tab < 0 ? item.text.size() : tab));
    if (tab >= 0) {
        painter.setPen(!isEnabled ? colours.disabled : isCurrent ? colours.onSelectedMuted : colours.muted);
        painter.drawText(mirrored(words), flags | end, item.text.sliced(tab + 1));
    }
    if (isSubMenu(item)) {
        const QRect arrow(all.right() + 1 - kAir - metrics::kIcon, column.top(), metrics::kIcon, metrics::kIcon);
        paintIcon(painter, Icon::Chevron, mirrored(arrow), ink, item.direction);
    }
    painter.restore();
}

} // namespace wardline::ui

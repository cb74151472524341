// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/context.h"

#include <QStyledItemDelegate>

namespace wardline::ui {

class SearchModel;

/// Paints a found message: who and when, then a line or two around the first match with the matches marked.
class SearchDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    SearchDelegate(const Context &context, const SearchModel &rows, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    /// Whether the excerpt needs its second line at this width.
    [[nodiscard]] bool isLong(const QString &excerpt, int width) const;

    const Context &m_context;
    const SearchModel &m_rows;
};

} // namespace wardline::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/context.h"

#include <QStyledItemDelegate>

namespace wardline::ui {

class PeopleModel;

/// Paints a heading or a person: mark, name, presence in words.
class PeopleDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    PeopleDelegate(const Context &context, const PeopleModel &rows, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Context &m_context;
    const PeopleModel &m_rows;
};

} // namespace wardline::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/context.h"

#include <QStyledItemDelegate>

namespace wardline::ui {

class ConversationModel;

/// Paints a conversation: mark, title and preview, time, count. 56 px high.
class ConversationDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    ConversationDelegate(const Context &context, const ConversationModel &rows, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Context &m_context;
    const ConversationModel &m_rows;
};

} // namespace wardline::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/context.h"

#include <QStyledItemDelegate>

namespace wardline::ui {

class PeopleModel;
struct PersonLine;

/// Paints a heading or a person: mark, name, presence in words; and, where the list has a second thing to do with a
/// person, its icon at the end of the row.
class PeopleDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    PeopleDelegate(const Context &context, const PeopleModel &rows, QObject *parent);

    void setOffersProfile(bool offersProfile) { m_offersProfile = offersProfile; }
    /// Where that icon is hit.
    [[nodiscard]] static QRect profileTarget(const QRect &row, Qt::LayoutDirection direction);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void measure();
    void paintHeading(QPainter &painter, const QStyleOptionViewItem &option, const PersonLine &line) const;
    void paintPerson(QPainter &painter, const QStyleOptionViewItem &option, const PersonLine &line) const;

    const Context &m_context;
    const PeopleModel &m_rows;
    bool m_offersProfile = false;
    int m_nameHeight = 0; ///< asked for every row of a long list: measured once
    int m_noteHeight = 0;
};

} // namespace wardline::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/member.h"
#include "core/service/room_service.h"

#include <QAbstractListModel>

namespace wardline::ui {

/// One line of a list of people: a heading or a person.
struct PersonLine
{
    bool isHeading = false;
    QString name; ///< of the person or the heading
    QString presence; ///< in words
    bool isHere = false;
    bool isSelf = false;
    model::Jid jid;
    model::RoleClaim role;
    bool operator==(const PersonLine &) const = default;
};

/// People under a heading for each role, in the order of the roles.
class PeopleModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setMembers(const QList<model::Member> &members);
    void setColleagues(const QList<service::Colleague> &colleagues, const QString &needle);
    void clear();
    [[nodiscard]] const PersonLine *at(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    void setPeople(QList<PersonLine> people);

    QList<PersonLine> m_lines;
};

} // namespace wardline::ui

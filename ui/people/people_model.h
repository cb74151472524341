// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/member.h"
#include "core/service/room_service.h"

#include <QAbstractListModel>
#include <QCollator>
#include <QHash>

#include <vector>

namespace wardline::ui {

/// One line of a list of people: a heading or a person.
struct PersonLine
{
    bool isHeading = false;
    QString name; ///< of the person or the heading, safe to paint
    QString presence; ///< in words; of a heading: how many there are
    bool isHere = false;
    bool isSelf = false;
    model::Jid jid;
    model::RoleClaim role;
    bool operator==(const PersonLine &) const = default;
};

/// People under a heading for each role, in the order of the roles, those who are here first. Names are compared and
/// folded once, so that narrowing down thousands of people costs no more than reading them through.
class PeopleModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    explicit PeopleModel(QObject *parent = nullptr);

    void setMembers(const QList<model::Member> &members);
    void setColleagues(const QList<service::Colleague> &colleagues);
    /// Words that a name, role or group must have; empty: everybody.
    void setNeedle(const QString &needle);
    /// Shows only those who are online.
    void setOnlineOnly(bool isOnlineOnly);
    /// Without a connection nobody knows who is here, but oneself: then nothing is said of the others, nor counted.
    void setPresenceKnown(bool isKnown);
    void clear();
    [[nodiscard]] const PersonLine *at(int row) const;
    /// -1 when that person is not shown.
    [[nodiscard]] int rowOf(const model::Jid &person) const;
    /// The first person's row, or -1.
    [[nodiscard]] int firstPerson() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Entry
    {
        PersonLine line;
        QString key; ///< what a search compares with
        QCollatorSortKey order;
    };
    struct Known
    {
        QString key;
        QCollatorSortKey order;
    };

    [[nodiscard]] const Known &known(const QString &name, const QString &more);
    void setPeople(std::vector<Entry> people);
    void refresh();

    QCollator m_collator;
    QHash<QString, Known> m_known; ///< by name and what else is searched
    std::vector<Entry> m_people;
    QList<PersonLine> m_lines;
    QString m_needle;
    bool m_isOnlineOnly = false;
    bool m_isPresenceKnown = true;
};

} // namespace wardline::ui

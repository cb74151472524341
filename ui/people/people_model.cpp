// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/people/people_model.h"

#include "ui/kit/role_mark.h"
#include "ui/kit/safe_text.h"

#include <algorithm>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

/// Roles in the order of the enumeration, people without one last.
int rank(model::CareRole role)
{
    return role == model::CareRole::None ? 1'000 : static_cast<int>(role);
}

} // namespace

void PeopleModel::setMembers(const QList<model::Member> &members)
{
    QList<PersonLine> people;
    for (const model::Member &member : members) {
        PersonLine line;
        line.name = member.name;
        line.isHere = member.isPresent;
        line.isSelf = member.isSelf;
        line.jid = member.jid;
        line.role = member.role;
        line.presence = member.isPresent ? tr("Here") : tr("Not here");
        if (member.isPresent && member.roomRole == model::RoomRole::Visitor) {
            line.presence = tr("Here, reading only");
        }
        people.append(line);
    }
    setPeople(people);
}

void PeopleModel::setColleagues(const QList<service::Colleague> &colleagues, const QString &needle)
{
    QList<PersonLine> people;
    for (const service::Colleague &colleague : colleagues) {
        if (!needle.isEmpty() && !colleague.name.contains(needle, Qt::CaseInsensitive)
            && !roleWords(colleague.role).contains(needle, Qt::CaseInsensitive)) {
            continue;
        }
        PersonLine line;
        line.name = colleague.name;
        line.isHere = colleague.isOnline;
        line.jid = colleague.jid;
        line.role = colleague.role;
        line.presence = colleague.isOnline ? tr("Online") : tr("Offline");
        people.append(line);
    }
    setPeople(people);
}

void PeopleModel::clear()
{
    beginResetModel();
    m_lines.clear();
    endResetModel();
}

void PeopleModel::setPeople(QList<PersonLine> people)
{
    std::stable_sort(people.begin(), people.end(), [](const PersonLine &a, const PersonLine &b) {
        if (rank(a.role.role) != rank(b.role.role)) {
            return rank(a.role.role) < rank(b.role.role);
        }
        return a.isHere != b.isHere ? a.isHere : a.name.localeAwareCompare(b.name) < 0;
    });
    QList<PersonLine> lines;
    for (qsizetype i = 0; i < people.size(); ++i) {
        if (i == 0 || people[i].role.role != people[i - 1].role.role) {
            PersonLine heading;
            heading.isHeading = true;
            const bool hasRole = people[i].role.role != model::CareRole::None;
            heading.name = hasRole ? roleName(people[i].role.role) : tr("Without a role");
            lines.append(heading);
        }
        lines.append(people[i]);
    }
    if (lines == m_lines) {
        return;
    }
    beginResetModel();
    m_lines = lines;
    endResetModel();
}

const PersonLine *PeopleModel::at(int row) const
{
    return row >= 0 && row < m_lines.size() ? &m_lines[row] : nullptr;
}

int PeopleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

QVariant PeopleModel::data(const QModelIndex &index, int role) const
{
    const PersonLine *line = at(index.row());
    if (!line) {
        return {};
    }
    if (role == Qt::DisplayRole) {
        return plainName(line->name);
    }
    if (role == Qt::AccessibleTextRole) {
        QStringList words{plainName(line->name)};
        if (!line->isHeading) {
            words << roleWords(line->role) << line->presence;
        }
        words.removeAll(QString());
        return words.join(u", "_s);
    }
    if (role == Qt::ToolTipRole && !line->isHeading) {
        return line->jid.toString();
    }
    return {};
}

Qt::ItemFlags PeopleModel::flags(const QModelIndex &index) const
{
    const PersonLine *line = at(index.row());
    return line && line->isHeading ? Qt::NoItemFlags : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

} // namespace wardline::ui

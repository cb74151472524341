// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/people/people_model.h"

#include "ui/kit/role_mark.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/search_key.h"

#include <QLocale>

#include <algorithm>
#include <iterator>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

/// Roles in the order of the enumeration, people without one last.
int rank(model::CareRole role)
{
    return role == model::CareRole::None ? 1'000 : static_cast<int>(role);
}

QString memberPresence(const model::Member &member)
{
    if (!member.isPresent) {
        return PeopleModel::tr("Not here");
    }
    return member.roomRole == model::RoomRole::Visitor ? PeopleModel::tr("Here, reading only")
                                                       : PeopleModel::tr("Here");
}

PersonLine headingOf(model::CareRole role, int count, int here, bool isPresenceKnown)
{
    PersonLine heading;
    heading.isHeading = true;
    heading.name = role == model::CareRole::None ? PeopleModel::tr("Without a role") : roleName(role);
    heading.role.role = role;
    //: of a role: how many are here, how many there are
    heading.presence =
        isPresenceKnown ? PeopleModel::tr("%1 of %2 here").arg(here).arg(count) : QLocale().toString(count);
    return heading;
}

PersonLine withoutPresence(PersonLine line)
{
    line.isHere = line.isSelf;
    //: of a person: whether they are here, while there is no connection
    line.presence = line.isSelf ? PeopleModel::tr("Here") : PeopleModel::tr("Not known");
    return line;
}

} // namespace

PeopleModel::PeopleModel(QObject *parent)
    : QAbstractListModel(parent)
{
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    m_collator.setNumericMode(true);
}

const PeopleModel::Known &PeopleModel::known(const QString &name, const QString &more)
{
    const QString what = name + u'\n' + more;
    const auto found = m_known.constFind(what);
    if (found != m_known.cend()) {
        return *found;
    }
    return *m_known.insert(what, {searchKey(name) + u' ' + searchKey(more), m_collator.sortKey(name)});
}

void PeopleModel::setMembers(const QList<model::Member> &members)
{
    std::vector<Entry> people;
    people.reserve(static_cast<std::size_t>(members.size()));
    for (const model::Member &member : members) {
        PersonLine line;
        line.name = plainName(member.name);
        line.isHere = member.isPresent;
        line.isSelf = member.isSelf;
        line.jid = member.jid;
        line.role = member.role;
        line.presence = memberPresence(member);
        const Known &words = known(line.name, roleWords(line.role));
        people.push_back({line, words.key, words.order});
    }
    setPeople(std::move(people));
}

void PeopleModel::setColleagues(const QList<service::Colleague> &colleagues)
{
    const QString present = tr("Here");
    const QString absent = tr("Not here");
    std::vector<Entry> people;
    people.reserve(static_cast<std::size_t>(colleagues.size()));
    for (const service::Colleague &colleague : colleagues) {
        PersonLine line;
        line.name = plainName(colleague.name);
        line.isHere = colleague.isOnline;
        line.jid = colleague.jid;
        line.role = colleague.role;
        line.presence = colleague.isOnline ? present : absent;
        const Known &words = known(line.name, roleWords(line.role) + u' ' + colleague.groups.join(u' '));
        people.push_back({line, words.key, words.order});
    }
    setPeople(std::move(people));
}

void PeopleModel::setPeople(std::vector<Entry> people)
{
    std::sort(people.begin(), people.end(), [](const Entry &a, const Entry &b) {
        if (a.line.role.role != b.line.role.role) {
            return rank(a.line.role.role) < rank(b.line.role.role);
        }
        if (a.line.isHere != b.line.isHere) {
            return a.line.isHere;
        }
        const int order = a.order.compare(b.order);
        return order != 0 ? order < 0 : a.line.jid < b.line.jid;
    });
    m_people = std::move(people);
    refresh();
}

void PeopleModel::setNeedle(const QString &needle)
{
    m_needle = needle;
    refresh();
}

void PeopleModel::setOnlineOnly(bool isOnlineOnly)
{
    m_isOnlineOnly = isOnlineOnly;
    refresh();
}

void PeopleModel::refresh()
{
    const QStringList words = searchWords(m_needle);
    QList<PersonLine> lines;
    lines.reserve(static_cast<qsizetype>(m_people.size()) + 8);
    const auto wanted = [&](const Entry &entry) {
        return (!m_isOnlineOnly || !m_isPresenceKnown || entry.line.isHere) && matchesKey(entry.key, words);
    };
    for (auto first = m_people.cbegin(); first != m_people.cend();) {
        const model::CareRole role = first->line.role.role;
        const auto end = std::find_if(first, m_people.cend(), [&](const Entry &e) { return e.line.role.role != role; });
        const qsizetype headingAt = lines.size();
        int here = 0;
        int count = 0; // the filter for those online does not change how many there are
        for (auto entry = first; entry != end; ++entry) {
            if (matchesKey(entry->key, words)) {
                ++count;
                here += entry->line.isHere ? 1 : 0;
            }
            if (wanted(*entry)) {
                lines.append(m_isPresenceKnown ? entry->line : withoutPresence(entry->line));
            }
        }
        if (lines.size() > headingAt) {
            lines.insert(headingAt, headingOf(role, count, here, m_isPresenceKnown));
        }
        first = end;
    }
    if (lines == m_lines) {
        return;
    }
    beginResetModel();
    m_lines = std::move(lines);
    endResetModel();
}

void PeopleModel::setPresenceKnown(bool isKnown)
{
    if (m_isPresenceKnown != isKnown) {
        m_isPresenceKnown = isKnown;
        refresh();
    }
}

void PeopleModel::clear()
{
    beginResetModel();
    m_people.clear();
    m_lines.clear();
    m_known.clear();
    m_needle.clear();
    endResetModel();
}

const PersonLine *PeopleModel::at(int row) const
{
    return row >= 0 && row < m_lines.size() ? &m_lines[row] : nullptr;
}

int PeopleModel::rowOf(const model::Jid &person) const
{
    const auto found = std::find_if(m_lines.cbegin(), m_lines.cend(),
                                    [&](const PersonLine &line) { return !line.isHeading && line.jid == person; });
    return found == m_lines.cend() ? -1 : static_cast<int>(std::distance(m_lines.cbegin(), found));
}

int PeopleModel::firstPerson() const
{
    return m_lines.size() > 1 ? 1 : -1; // behind its heading
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
        return line->name;
    }
    if (role == Qt::AccessibleTextRole) {
        QStringList words{line->name};
        if (!line->isHeading) {
            words << roleWords(line->role);
        }
        words << line->presence;
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

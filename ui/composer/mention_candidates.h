// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/member.h"

#include <QCoreApplication>
#include <QList>
#include <QString>

#include <vector>

namespace wardline::ui {

/// Whom "@" may name: one person, or all who have a role.
struct MentionCandidate
{
    QString name; ///< safe to paint; of a role its plural
    model::RoleClaim role;
    bool isHere = false;
    QList<model::Member> people; ///< one, or those of the role

    [[nodiscard]] bool isRole() const { return people.size() > 1; }
};

/// The people of the open room, prepared once so that each key is answered at once. Value type.
class MentionCandidates
{
    Q_DECLARE_TR_FUNCTIONS(MentionCandidates)
public:
    /// More people than this are not named by their role at once.
    static constexpr qsizetype kMostOfARole = 12;

    /// Everybody but oneself.
    void setMembers(const QList<model::Member> &members);
    void clear();
    [[nodiscard]] bool isEmpty() const { return m_entries.empty(); }

    /// Those whose name or role begins as typed, best first: beginnings of names, then of roles; those who are here
    /// before those who are not. Accents and case do not matter. Nothing typed: everybody.
    [[nodiscard]] QList<MentionCandidate> matching(QStringView typed, int most) const;

private:
    struct Entry
    {
        MentionCandidate candidate;
        QString foldedName;
        QStringList foldedRoles; ///< as written on the screen and in policy
    };

    void addRoles(const QList<model::Member> &members);
    [[nodiscard]] static int rank(const Entry &entry, const QString &typed);

    std::vector<Entry> m_entries;
};

} // namespace wardline::ui

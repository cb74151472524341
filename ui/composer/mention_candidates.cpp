// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/mention_candidates.h"

#include "ui/composer/written_text.h"
#include "ui/kit/role_mark.h"
#include "ui/kit/safe_text.h"

#include <algorithm>

namespace wardline::ui {

namespace {

constexpr int kNoMatch = 1'000;

QString pluralOf(model::CareRole role)
{
    switch (role) {
    case model::CareRole::None:
        return {};
    case model::CareRole::Physician:
        return MentionCandidates::tr("Physicians");
    case model::CareRole::Nurse:
        return MentionCandidates::tr("Nurses");
    case model::CareRole::Pharmacist:
        return MentionCandidates::tr("Pharmacists");
    case model::CareRole::Therapist:
        return MentionCandidates::tr("Therapists");
    case model::CareRole::Clerk:
        return MentionCandidates::tr("Clerks");
    case model::CareRole::Student:
        return MentionCandidates::tr("Students");
    }
    return {};
}

/// Where a word of `words` begins with `typed`: 0 for the first one, 1 for a later one.
int wordBegin(QStringView words, QStringView typed)
{
    if (words.startsWith(typed)) {
        return 0;
    }
    for (qsizetype at = words.indexOf(typed, 1); at > 0; at = words.indexOf(typed, at + 1)) {
        if (!words[at - 1].isLetterOrNumber()) {
            return 1;
        }
    }
    return kNoMatch;
}

} // namespace

void MentionCandidates::setMembers(const QList<model::Member> &members)
{
    m_entries.clear();
    m_entries.reserve(static_cast<std::size_t>(members.size()));
    for (const model::Member &member : members) {
        const QString name = plainName(member.name);
        if (member.isSelf || name.isEmpty()) {
            continue;
        }
        Entry entry{{name, member.role, member.isPresent, {member}}, foldedForSearch(name), {}};
        const QString role = roleWords(member.role);
        if (!role.isEmpty()) {
            entry.foldedRoles = {foldedForSearch(role), model::careRoleWord(member.role.role)};
        }
        m_entries.push_back(std::move(entry));
    }
    addRoles(members);
    std::stable_sort(m_entries.begin(), m_entries.end(), [](const Entry &a, const Entry &b) {
        const auto key = [](const Entry &e) { return std::pair(e.candidate.isRole(), !e.candidate.isHere); };
        return key(a) != key(b) ? key(a) < key(b) : a.foldedName < b.foldedName;
    });
}

void MentionCandidates::addRoles(const QList<model::Member> &members)
{
    for (int i = 1; i <= static_cast<int>(model::CareRole::Student); ++i) {
        const auto role = static_cast<model::CareRole>(i);
        MentionCandidate all{pluralOf(role), {role, {}}, false, {}};
        for (const model::Member &member : members) {
            if (!member.isSelf && member.role.role == role && !plainName(member.name).isEmpty()) {
                all.people.append(member);
                all.isHere = all.isHere || member.isPresent;
            }
        }
        if (all.isRole() && all.people.size() <= kMostOfARole) {
            const QString folded = foldedForSearch(all.name);
            m_entries.push_back({std::move(all), folded, {model::careRoleWord(role)}});
        }
    }
}

void MentionCandidates::clear()
{
    m_entries.clear();
}

int MentionCandidates::rank(const Entry &entry, const QString &typed)
{
    if (typed.isEmpty()) {
        return 0;
    }
    const bool isRole = entry.candidate.isRole();
    if (const int inName = wordBegin(entry.foldedName, typed); inName < kNoMatch) {
        return isRole ? 2 : inName;
    }
    for (const QString &role : entry.foldedRoles) {
        // "nurses" also means each nurse, in any language that says it so.
        if (!role.isEmpty()
            && (role.startsWith(typed) || (typed.size() == role.size() + 1 && typed.startsWith(role)))) {
            return isRole ? 2 : 3;
        }
    }
    return kNoMatch;
}

QList<MentionCandidate> MentionCandidates::matching(QStringView typed, int most) const
{
    const QString folded = foldedForSearch(typed);
    std::vector<std::pair<int, const Entry *>> found;
    for (const Entry &entry : m_entries) {
        if (const int place = rank(entry, folded); place < kNoMatch) {
            found.emplace_back(place, &entry);
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    QList<MentionCandidate> best;
    for (std::size_t i = 0; i < found.size() && i < static_cast<std::size_t>(most); ++i) {
        best.append(found[i].second->candidate);
    }
    return best;
}

} // namespace wardline::ui

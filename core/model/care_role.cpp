// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/care_role.h"

#include <array>
#include <utility>

namespace wardline::model {

namespace {
constexpr std::array<std::pair<CareRole, QStringView>, 7> kWords {{
    {CareRole::None, u""},
    {CareRole::Physician, u"physician"},
    {CareRole::Nurse, u"nurse"},
    {CareRole::Pharmacist, u"pharmacist"},
    {CareRole::Therapist, u"therapist"},
    {CareRole::Clerk, u"clerk"},
    {CareRole::Student, u"student"},
}};
} // namespace

QString careRoleWord(CareRole role)
{
    for (const auto &[candidate, word] : kWords) {
        if (candidate == role) {
            return word.toString();
        }
    }
    return {};
}

std::optional<CareRole> careRoleFromWord(QStringView word)
{
    for (const auto &[role, candidate] : kWords) {
        if (candidate == word) {
            return role;
        }
    }
    return std::nullopt;
}

} // namespace wardline::model

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace wardline::model {

/// A clinical role, as policy knows it. What it looks like is ui's business.
enum class CareRole { None, Physician, Nurse, Pharmacist, Therapist, Clerk, Student };

/// The word in policy files and JSON: "physician"; "" for None.
[[nodiscard]] QString careRoleWord(CareRole role);
[[nodiscard]] std::optional<CareRole> careRoleFromWord(QStringView word);

/// A role and who says so. An asserted role comes from the organisation (server-managed groups); a self-declared title is free text
/// that grants nothing.
struct RoleClaim {
    CareRole role = CareRole::None;
    QString selfDeclaredTitle;
    [[nodiscard]] bool isAsserted() const { return role != CareRole::None; }
    bool operator==(const RoleClaim &) const = default;
};

} // namespace wardline::model

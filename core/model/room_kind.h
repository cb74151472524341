// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace wardline::model {

/// What a room is for, which decides what devices it takes.
enum class RoomKind {
    Unstated, ///< nobody said so: taken as one of patients
    Team, ///< the people of a unit, about their work
    Consult, ///< a question to colleagues about a patient
    Patient, ///< one patient's care
};

/// Patients are spoken of in it, or may be.
[[nodiscard]] constexpr bool isClinical(RoomKind kind)
{
    return kind != RoomKind::Team;
}

/// "team", "consult", "patient"; empty for Unstated.
[[nodiscard]] QString roomKindWord(RoomKind kind);
[[nodiscard]] std::optional<RoomKind> roomKindFromWord(QStringView word);

} // namespace wardline::model

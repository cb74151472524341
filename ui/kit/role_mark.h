// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/care_role.h"

#include <QRectF>
#include <QString>

class QPainter;

namespace wardline::ui {

class Theme;

/// Paints the mark of a role: a shape, letters and a colour, so that none of the three has to be seen alone. Nothing
/// for someone without an asserted role, because a title somebody gave themselves must not look like one.
///
/// `isSelected`: it stands on the colour of a chosen row, which high contrast wants to be told.
void paintRoleMark(QPainter &painter, const QRectF &rect, model::CareRole role, const Theme &theme,
                   bool isSelected = false);

/// The mark of a room in lists.
void paintRoomMark(QPainter &painter, const QRectF &rect, const Theme &theme, bool isSelected = false);

/// "Physician"; "" for None.
[[nodiscard]] QString roleName(model::CareRole role);

/// What stands behind a name: "Nurse", or "Ward sister (unverified)" for a self-declared title, or "".
[[nodiscard]] QString roleWords(const model::RoleClaim &claim);

} // namespace wardline::ui

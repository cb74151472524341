// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/urgency.h"
#include "ui/kit/palette.h"

#include <QIcon>
#include <QRect>
#include <QString>

#include <optional>

class QPainter;
class QPainterPath;

namespace wardline::ui {

class Theme;

/// Nothing where it carries no mark: an ordinary message, or one for information.
[[nodiscard]] std::optional<model::Urgency> markedUrgency(const std::optional<model::Urgency> &urgency);
/// "STAT", "Please talk", "Within 15 min", "For information".
[[nodiscard]] QString urgencyWords(model::Urgency urgency);
[[nodiscard]] QColor urgencyInk(model::Urgency urgency, const Palette &palette);

/// The mark of an urgency is a shape, a word and a colour, so that none of them has to be seen alone: a filled octagon,
/// an outline with a triangle, an outline with a flag.
inline constexpr int kUrgencyChip = 22; ///< its height
[[nodiscard]] int urgencyChipWidth(model::Urgency urgency, int wordsWidth);
/// Where its words stand.
[[nodiscard]] QRect urgencyWordsRect(const QRect &chip, model::Urgency urgency, Qt::LayoutDirection direction);
/// All but the words; `ink` for the shape, `ground` for what is cut out of it.
void paintUrgencyChip(QPainter &painter, const QRect &chip, model::Urgency urgency, const QColor &ink,
                      const QColor &ground, Qt::LayoutDirection direction);
/// The shape of STAT.
[[nodiscard]] QPainterPath octagon(const QRectF &box);
/// The shape alone, for menus.
[[nodiscard]] QIcon urgencyIcon(model::Urgency urgency, const Theme &theme);

} // namespace wardline::ui

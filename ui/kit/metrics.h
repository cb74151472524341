// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

/// Sizes in device-independent pixels. Qt scales them with the screen, fractions included.
namespace wardline::ui::metrics {

inline constexpr int kSpace4 = 4;
inline constexpr int kSpace8 = 8;
inline constexpr int kSpace12 = 12;
inline constexpr int kSpace16 = 16;
inline constexpr int kSpace24 = 24;
inline constexpr int kSpace32 = 32;
inline constexpr int kRadius = 6;
inline constexpr int kTarget = 32; ///< the least that can be hit in a hurry
inline constexpr int kPrimaryTarget = 40;
inline constexpr int kIcon = 20;
inline constexpr int kRoleMark = 20;
inline constexpr int kListRow = 56;
inline constexpr int kRailWidth = 56;
inline constexpr int kListWidth = 280;
inline constexpr int kDetailsWidth = 300;
inline constexpr int kDetailsFrom = 1100; ///< narrower windows show the details pane only when asked
inline constexpr int kOneColumnBelow = 760;
inline constexpr int kFormWidth = 360;
inline constexpr int kBodyWidth = 640; ///< longest line of a message
inline constexpr int kIndicator = 18; ///< round and square boxes
inline constexpr int kFocusWidth = 2;
inline constexpr int kFocusOffset = 2;
inline constexpr qreal kLineHeight = 1.35;

} // namespace wardline::ui::metrics

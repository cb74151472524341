// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wardline::ui {

/// Whether the pane at the side is wanted: not at all, where there is room for it, or because somebody asked.
enum class SideWish { Never, WhereThereIsRoom, Asked };

/// What the work wants to show, whatever the width.
struct ColumnWish
{
    SideWish side = SideWish::Never;
    bool showsMain = false; ///< in one column: the conversation instead of the list
    bool isMainAlone = false; ///< settings and keys need no list beside them
};

/// What is shown.
struct ColumnPlan
{
    bool isOneColumn = false;
    bool showsList = false;
    bool showsMain = false;
    bool showsSide = false;
    bool operator==(const ColumnPlan &) const = default;
};

/// Three columns from 1100 device-independent pixels on; two below, where the side takes the list's place; one under
/// 760. `width` is the window's.
[[nodiscard]] ColumnPlan planColumns(int width, const ColumnWish &wish);

} // namespace wardline::ui

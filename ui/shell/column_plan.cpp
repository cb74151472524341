// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/column_plan.h"

#include "ui/kit/metrics.h"

namespace wardline::ui {

ColumnPlan planColumns(int width, const ColumnWish &wish)
{
    const bool isWide = width >= metrics::kDetailsFrom;
    ColumnPlan plan;
    plan.isOneColumn = width < metrics::kOneColumnBelow;
    plan.showsSide = wish.side == SideWish::Asked || (wish.side == SideWish::WhereThereIsRoom && isWide);
    if (plan.isOneColumn) {
        plan.showsMain = !plan.showsSide && wish.showsMain;
        plan.showsList = !plan.showsSide && !wish.showsMain;
    } else {
        plan.showsMain = true;
        plan.showsList = !wish.isMainAlone && (isWide || !plan.showsSide);
    }
    return plan;
}

} // namespace wardline::ui

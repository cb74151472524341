// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/ui_rig.h"

#include <functional>
#include <vector>

namespace wardline::test {

/// A state of the timeline worth looking at.
struct TimelineShot
{
    QString name;
    std::function<void(UiRig &)> stage;
};
[[nodiscard]] std::vector<TimelineShot> timelineShots();

} // namespace wardline::test

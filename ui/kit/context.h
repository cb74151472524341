// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/timer.h"

namespace wardline::ui {

class Theme;

/// What every part of the window is given. All three outlive the window.
struct Context
{
    Theme &theme;
    const Clock &clock;
    TimerFactory &timers;
};

} // namespace wardline::ui

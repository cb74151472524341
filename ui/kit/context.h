// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/timer.h"

namespace wardline::ui {

struct Alerts;
class Preferences;
class Theme;

/// What every part of the window is given. All of it outlives the window.
struct Context
{
    Theme &theme;
    const Clock &clock;
    TimerFactory &timers;
    const Alerts *alerts = nullptr; ///< null: nothing about notifications is shown
    Preferences *preferences = nullptr; ///< null: the look cannot be chosen
};

} // namespace wardline::ui

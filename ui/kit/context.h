// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/timer.h"

#include <QUrl>

#include <functional>

namespace wardline::ui {

struct Alerts;
class Theme;

/// What every part of the window is given. All of it outlives the window.
struct Context
{
    Theme &theme;
    const Clock &clock;
    TimerFactory &timers;
    const Alerts *alerts = nullptr; ///< null: nothing about notifications is shown
    /// Opens a web address outside of the program because somebody asked for it. Empty: nothing opens.
    std::function<void(const QUrl &)> openLink{};
};

} // namespace wardline::ui

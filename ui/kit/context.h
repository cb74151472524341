// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/timer.h"

#include <QUrl>

#include <functional>
#include <optional>

namespace wardline::ui {

struct Alerts;
class Preferences;
class Printers;
class SpellChecker;
class Theme;

/// What every part of the window is given. All it points to outlives the window.
struct Context
{
    Theme &theme;
    const Clock &clock;
    TimerFactory &timers;
    const Alerts *alerts = nullptr; ///< null: nothing about notifications is shown
    Preferences *preferences = nullptr; ///< null: the look cannot be chosen
    /// Whether Caps Lock is on; empty, or answering nothing, where the platform does not tell.
    std::function<std::optional<bool>()> capsLock = {};
    Printers *printers = nullptr; ///< null: nothing can be printed
    SpellChecker *spelling = nullptr; ///< null: nothing is checked
    /// Opens a web address outside of the program because somebody asked for it. Empty: nothing opens.
    std::function<void(const QUrl &)> openLink{};
};

} // namespace wardline::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/ui_rig.h"

#include <functional>

namespace wardline::test {

/// A page in a state, for people to look at.
struct Shot
{
    QString name;
    QSize size;
    std::function<void(UiRig &)> stage;
    bool isRightToLeft = false;
    bool hasMenu = false; ///< open above the window; for pictures alone
};

/// The states of signing in, setting up an authenticator and locking.
[[nodiscard]] QList<Shot> doorShots();

} // namespace wardline::test

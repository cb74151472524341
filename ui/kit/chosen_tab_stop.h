// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QAbstractButton;

namespace wardline::ui {

/// Of buttons of which one is down, Tab stops at that one and arrows go to the others, as people who use the keyboard
/// expect. Qt alone stops at the first of them. Call once, when all are there.
void makeChosenTabStop(const QList<QAbstractButton *> &choices);

} // namespace wardline::ui

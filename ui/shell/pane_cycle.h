// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QWidget;

namespace wardline::ui {

/// Gives the keyboard to the next (1) or previous (-1) of the panes that can take it, in the order given; behind the
/// last one comes the first. Panes that are hidden or have nothing to focus are passed over.
void stepPane(const QList<QWidget *> &panes, int direction);

} // namespace wardline::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/pane_cycle.h"

#include <QApplication>
#include <QWidget>

namespace wardline::ui {

namespace {

bool canTake(const QWidget &widget)
{
    return widget.isVisible() && widget.isEnabled() && (widget.focusPolicy() & Qt::TabFocus);
}

/// What in a pane the keyboard begins with; nullptr when there is nothing.
QWidget *entryOf(QWidget *pane)
{
    if (canTake(*pane)) {
        return pane;
    }
    const auto children = pane->findChildren<QWidget *>();
    for (QWidget *child : children) {
        if (canTake(*child)) {
            return child;
        }
    }
    return nullptr;
}

} // namespace

void stepPane(const QList<QWidget *> &panes, int direction)
{
    const auto count = panes.size();
    const QWidget *focus = QApplication::focusWidget();
    qsizetype present = direction > 0 ? -1 : count;
    for (qsizetype i = 0; i < count; ++i) {
        if (focus && (panes[i] == focus || panes[i]->isAncestorOf(focus))) {
            present = i;
        }
    }
    for (qsizetype step = 1; step <= count; ++step) {
        QWidget *pane = panes[(present + step * direction + 2 * count) % count];
        if (!pane->isVisible()) {
            continue;
        }
        if (QWidget *entry = entryOf(pane)) {
            entry->setFocus(direction > 0 ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return;
        }
    }
}

} // namespace wardline::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/chosen_tab_stop.h"

#include <QAbstractButton>

#include <algorithm>

namespace wardline::ui {

namespace {

void place(const QList<QAbstractButton *> &choices)
{
    const bool isAnyChosen =
        std::any_of(choices.begin(), choices.end(), [](const auto *choice) { return choice->isChecked(); });
    for (QAbstractButton *choice : choices) {
        choice->setFocusPolicy(choice->isChecked() || !isAnyChosen ? Qt::StrongFocus : Qt::ClickFocus);
    }
}

} // namespace

void makeChosenTabStop(const QList<QAbstractButton *> &choices)
{
    for (QAbstractButton *choice : choices) {
        QObject::connect(choice, &QAbstractButton::toggled, choice, [choices](bool isChosen) {
            if (isChosen) {
                place(choices);
            }
        });
    }
    place(choices);
}

} // namespace wardline::ui

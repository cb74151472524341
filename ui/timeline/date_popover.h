// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/popover.h"

#include <QDate>

namespace wardline::ui {

/// A calendar to jump to a day. Arrow keys move by day and week, Page Up and Down by month, Enter goes there.
class DatePopover final : public Popover
{
    Q_OBJECT
public:
    /// `today`: later days cannot be chosen.
    DatePopover(const Context &context, const QDate &today, QWidget *host);

Q_SIGNALS:
    void chosen(const QDate &day);

private:
    class Calendar;

    void colour();

    Calendar *m_calendar;
};

} // namespace wardline::ui

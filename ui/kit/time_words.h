// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QDate>
#include <QString>

namespace wardline::ui {

/// The local calendar day of an instant.
[[nodiscard]] QDate localDay(Instant instant);
/// "10:12" in the person's locale.
[[nodiscard]] QString clockTime(Instant instant);
/// "10:12" today, "Yesterday", "Mon", or a short date: for lists.
[[nodiscard]] QString listTime(Instant instant, Instant now);
/// "Today", "Yesterday", "Monday, 16 November" or with the year when it is another one.
[[nodiscard]] QString dayWords(const QDate &day, Instant now);
/// "10:12" today, otherwise "16 Nov 10:12".
[[nodiscard]] QString momentWords(Instant instant, Instant now);
/// "18 s", "4 min", "2 h", rounded up so that it never promises too little.
[[nodiscard]] QString durationWords(std::chrono::milliseconds duration);

} // namespace wardline::ui

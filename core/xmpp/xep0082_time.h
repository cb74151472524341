// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QString>

#include <optional>

/// XMPP Date and Time Profiles: https://xmpp.org/extensions/xep-0082.html. Pure, any thread.
namespace wardline::xmpp {

/// XEP-0082 3.2: "2024-02-29T12:00:00.123Z"; fractions are cut to milliseconds, offsets are applied. Nothing for anything else,
/// and for years outside 1970 to 9999.
[[nodiscard]] std::optional<Instant> parseDateTime(QStringView text);
/// In UTC with milliseconds.
[[nodiscard]] QString dateTimeText(Instant instant);

/// XEP-0082 3.3: "Z", "+02:00", "-03:30" as minutes east of UTC.
[[nodiscard]] std::optional<int> parseTimeZone(QStringView text);
[[nodiscard]] QString timeZoneText(int minutesEast);

} // namespace wardline::xmpp

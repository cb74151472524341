// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace wardline::model {

/// How soon somebody must act on a message.
enum class Urgency { Fyi, ActionWithin, Concern, Stat };

/// The word in JSON output and on the wire: "action-within".
[[nodiscard]] QString urgencyWord(Urgency urgency);
[[nodiscard]] std::optional<Urgency> urgencyFromWord(QStringView word);

} // namespace wardline::model

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/model/message.h"

#include <QString>

namespace wardline::ui {

/// A message as a screen reader says it: name, role, time, text, state.
[[nodiscard]] QString messageWords(const model::Message &message, Instant now);

} // namespace wardline::ui

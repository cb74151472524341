// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/history_service.h"

#include <QString>

namespace wardline::ui {

/// Why messages were not kept, brought back or handed over, and what to do about it.
[[nodiscard]] QString historyErrorWords(const Error &error);
/// How the last hours follow to other workstations.
[[nodiscard]] QString roamingWords(const service::RoamingState &state, Instant now);
/// What came of asking one's other devices; empty while nothing did.
[[nodiscard]] QString handOverWords(const service::HandOverState &state);
/// How far words of a backup were typed.
[[nodiscard]] QString typedWords(const service::TypedBackupWords &typed);

} // namespace wardline::ui

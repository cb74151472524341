// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/history_service.h"

#include <QJsonObject>
#include <QString>

namespace wardline::ctl {

/// Why a history was not kept, brought back or handed over, for people.
[[nodiscard]] QString historyErrorWords(const Error &error);
/// What a backup says of itself, with stable keys.
[[nodiscard]] QJsonObject backupObject(const service::BackupSummary &backup);
/// For scripts: "current", "fetching", ...
[[nodiscard]] QString roamingWord(service::RoamingState::Kind kind);
/// "2026-03-02T00:00:00Z"; empty for the epoch.
[[nodiscard]] QString instantText(Instant time);

} // namespace wardline::ctl

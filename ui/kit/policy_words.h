// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/workstation.h"

#include <QString>

namespace wardline::ui {

/// "Lock after this long without use" for "lock.idle_seconds"; the key itself where a newer policy has one that is not
/// known here.
[[nodiscard]] QString settingWords(const QString &key);
/// "5 min" for "300", "Yes" for "true", "(none)" for nothing. `value` is compact JSON.
[[nodiscard]] QString settingValueWords(const QString &key, const QString &value);
/// Where a value comes from, short enough for a line: "policy.json", "Default", "You". The full path belongs into the
/// tool tip: originDetail.
[[nodiscard]] QString originWords(const QString &origin);
/// The path where there is one, otherwise "".
[[nodiscard]] QString originDetail(const QString &origin);
/// "Set by your organisation: policy.json".
[[nodiscard]] QString fixedWords(const service::PolicyLine &line);
/// The line of a key, or null.
[[nodiscard]] const service::PolicyLine *findPolicyLine(const QList<service::PolicyLine> &lines, const QString &key);

} // namespace wardline::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/trust/device_statement.h"

#include <QJsonObject>
#include <QString>

namespace wardline::ctl {

/// Why the authority's tool refused, for its operator.
[[nodiscard]] QString authorityErrorWords(const Error &error);
/// One statement as an object with stable keys.
[[nodiscard]] QJsonObject statementObject(const trust::DeviceStatement &statement);
/// The same as a line.
[[nodiscard]] QString statementLine(const trust::DeviceStatement &statement);
/// "2026-03-02T00:00:00Z".
[[nodiscard]] QString timeText(std::chrono::sys_seconds time);
/// The Curve25519 form in eight groups of eight hex digits, as phones and the window show it.
[[nodiscard]] QString fingerprintText(const QByteArray &statementKey);

} // namespace wardline::ctl

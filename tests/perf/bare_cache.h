// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace wardline::perf {

/// A cache with 5,000 invented messages, and with the rooms and people that BareInsert refers to.
void makeBareCache(const QString &folder, const QString &path, const QByteArray &key);

} // namespace wardline::perf

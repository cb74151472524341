// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/service/relay_fault.h"
#include "core/service/service_error.h"

#include <QString>

namespace wardline::ui {

/// What happened and what to do next, in the person's words. The only place where errors become sentences; never shows
/// a detail.
[[nodiscard]] QString errorWords(service::ServiceError error);
[[nodiscard]] QString errorWords(service::RelayFault fault);
/// The same for any error, with the relay's exact fault where one is known; those of other modules say that the help
/// desk is needed and name the code.
[[nodiscard]] QString errorWords(const Error &error);

} // namespace wardline::ui

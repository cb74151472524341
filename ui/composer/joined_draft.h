// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/draft.h"

namespace wardline::ui {

/// A text that was not sent and what was written since, one after the other, the mentions in their new places. A
/// correction that is being written stays as it is.
[[nodiscard]] service::Draft joined(const service::OutgoingText &first, const service::Draft &second);

} // namespace wardline::ui

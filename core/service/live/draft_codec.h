// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/draft.h"

namespace wardline::service {

/// A draft as the one text that the store keeps, so that it is written as one thing: what was written, then, behind a
/// separator that no written text holds, what it answers, names and changes. Texts beyond kMaxDraftLength are cut.
[[nodiscard]] QString storedText(const Draft &draft);

/// Back again. A draft without the second part is a text alone; one whose second part cannot be read keeps its text.
[[nodiscard]] Draft draftFromStored(const QString &text, int cursor);

} // namespace wardline::service

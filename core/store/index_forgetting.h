// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/database.h"

namespace wardline::store {

/// The search index writes removals beside what they remove; words are gone when both are merged, which rewrites the
/// whole index. In steps of a fraction of a second, each a transaction of its own, so that what is written meanwhile
/// waits for one of them at most.

/// Within the transaction that removes text: notes that forgetting is owed, also to the next start.
[[nodiscard]] Status noteRemoved(WritableDatabase &database);
/// Does the next step. False: nothing is owed, or any more. An index of so few blocks is merged at once: it takes no
/// longer than a step, and FTS4 would move its few small segments about meanwhile.
[[nodiscard]] Result<bool> forgetStep(WritableDatabase &database, qint64 smallIndex = 512);

} // namespace wardline::store

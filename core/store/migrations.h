// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/database.h"

#include <span>

namespace wardline::store {

/// One step of the schema. A released one is never edited; its test fixture stays.
struct Migration {
    int version; ///< the user_version it leaves behind
    const char *name;
    const char *sql;
};

/// All steps, oldest first; versions are 1, 2, 3 ...
[[nodiscard]] std::span<const Migration> migrations();

/// Whether the file has the newest schema, so that nothing needs to be migrated before it is read.
[[nodiscard]] Result<bool> isUpToDate(ReadableDatabase &database);

/// Brings the schema from whatever version the file has to the newest, or to `upTo` (for tests), each step in a transaction of its
/// own. TooNew if the file is newer than we know.
[[nodiscard]] Status migrate(WritableDatabase &database, int upTo = 0);

} // namespace wardline::store

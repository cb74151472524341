// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wardline::store {

/// A statement that only reads. The name is what logs, errors and tests call it; parameters never appear there.
struct ReadQuery {
    const char *name;
    const char *sql;
};

/// A statement that changes something: only a WritableDatabase prepares it.
struct WriteQuery {
    const char *name;
    const char *sql;
};

} // namespace wardline::store

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wardline::store {

/// outbox.audience: for whom a waiting stanza was encrypted (store::SealedStanza::audience); NULL for what is in the
/// clear, and for what waited before this version.
/// pending_action.sealed and trust: whether it was said inside of an envelope, and how far its device is trusted.
inline constexpr const char *kMigration6 = R"sql(
ALTER TABLE outbox ADD COLUMN audience BLOB;
ALTER TABLE pending_action ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pending_action ADD COLUMN trust INTEGER;
)sql";

} // namespace wardline::store

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wardline::store {

/// message.written: when its sender sealed a message, where that is long before the relay gave it out; NULL for others.
/// omemo_base_key: with which keys of others a one-time prekey was used, for as long as the prekey is kept, so that no
/// key exchange opens twice, whatever became of the session that it began.
inline constexpr const char *kMigration7 = R"sql(
ALTER TABLE message ADD COLUMN written INTEGER;
CREATE TABLE omemo_base_key (
    version INTEGER NOT NULL,
    prekey INTEGER NOT NULL,
    base_key BLOB NOT NULL,
    used INTEGER NOT NULL,
    PRIMARY KEY (version, prekey, base_key)
) WITHOUT ROWID;
CREATE INDEX omemo_base_key_by_used ON omemo_base_key (used);
)sql";

} // namespace wardline::store

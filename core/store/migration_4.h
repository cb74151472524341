// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wardline::store {

/// Files of messages. A row says what a file is, where it lies and what opens it; the ciphertext itself is on the shelf
/// (core/files), under `disk_name`. While a file is only at the relay its key stands here as it came in the message;
/// once it is on the shelf, `sealed_key` has it wrapped with the vault's attachment key and bound to the name, and
/// `key` is empty. Rows go with their message.
inline constexpr const char *kMigration4 = R"sql(
CREATE TABLE attachment (
    id INTEGER PRIMARY KEY,
    message INTEGER NOT NULL REFERENCES message (id) ON UPDATE CASCADE ON DELETE CASCADE,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    thumbnail BLOB NOT NULL,
    url TEXT NOT NULL,
    key BLOB NOT NULL,
    nonce BLOB NOT NULL,
    sha256 BLOB NOT NULL,
    sealed_key BLOB NOT NULL,
    disk_name TEXT NOT NULL,
    state INTEGER NOT NULL,
    problem INTEGER,
    left_out TEXT NOT NULL
);
CREATE UNIQUE INDEX attachment_by_message ON attachment (message, place);
CREATE INDEX attachment_by_disk_name ON attachment (disk_name) WHERE disk_name <> '';
)sql";

} // namespace wardline::store

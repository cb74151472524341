// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wardline::store {

/// omemo_chain: what a session has left behind of a sender's chains, for messages that come late.
/// archive_opened: results of an archive that were opened and have no row of their own (reactions, words between
/// programs), so that none of them is opened twice: its keys are gone by then.
inline constexpr const char *kMigration8 = R"sql(
CREATE TABLE omemo_chain (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES address (id),
    device INTEGER NOT NULL,
    version INTEGER NOT NULL,
    ratchet_key BLOB NOT NULL,
    record BLOB NOT NULL,
    ended INTEGER NOT NULL
);
CREATE UNIQUE INDEX omemo_chain_by_key ON omemo_chain (person, device, version, ratchet_key);
CREATE INDEX omemo_chain_by_session ON omemo_chain (person, device, version);
CREATE INDEX omemo_chain_by_ended ON omemo_chain (ended);
CREATE TABLE archive_opened (
    archive INTEGER NOT NULL REFERENCES address (id),
    stanza_id TEXT NOT NULL,
    seen INTEGER NOT NULL,
    PRIMARY KEY (archive, stanza_id)
) WITHOUT ROWID;
CREATE INDEX archive_opened_by_seen ON archive_opened (seen);
)sql";

} // namespace wardline::store

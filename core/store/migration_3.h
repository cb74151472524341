// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wardline::store {

/// End-to-end encryption: this device and its keys, sessions with others, what is known of others' devices, and messages that could
/// not be opened (yet).
///
/// omemo_own has one row. Versions are 2 (`urn:xmpp:omemo:2`) and 3 (0.3). Devices are keyed by person and number together, because
/// numbers are not unique. omemo_device.listed is a bit for each version. omemo_person says when a person's lists were fetched, and
/// whether the person is left out until a first device appears. message.unreadable says why a message has no text; sealed_message
/// keeps the stanza of those that may open later.
inline constexpr const char *kMigration3 = R"sql(
CREATE TABLE omemo_own (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    device INTEGER NOT NULL,
    identity BLOB NOT NULL,
    created INTEGER NOT NULL
);
CREATE TABLE omemo_prekey (
    version INTEGER NOT NULL,
    id INTEGER NOT NULL,
    record BLOB NOT NULL,
    used INTEGER,
    PRIMARY KEY (version, id)
) WITHOUT ROWID;
CREATE INDEX omemo_prekey_by_used ON omemo_prekey (used) WHERE used IS NOT NULL;
CREATE TABLE omemo_signed_prekey (
    version INTEGER NOT NULL,
    id INTEGER NOT NULL,
    record BLOB NOT NULL,
    created INTEGER NOT NULL,
    PRIMARY KEY (version, id)
) WITHOUT ROWID;
CREATE TABLE omemo_session (
    person INTEGER NOT NULL REFERENCES address (id),
    device INTEGER NOT NULL,
    version INTEGER NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (person, device, version)
) WITHOUT ROWID;
CREATE TABLE omemo_device (
    person INTEGER NOT NULL REFERENCES address (id),
    device INTEGER NOT NULL,
    identity_key BLOB NOT NULL,
    listed INTEGER NOT NULL,
    label TEXT NOT NULL,
    first_seen INTEGER NOT NULL,
    last_heard INTEGER,
    manual INTEGER,
    fault INTEGER,
    PRIMARY KEY (person, device)
) WITHOUT ROWID;
CREATE TABLE omemo_person (
    person INTEGER PRIMARY KEY REFERENCES address (id),
    fetched_2 INTEGER,
    fetched_3 INTEGER,
    is_left_out INTEGER NOT NULL DEFAULT 0
);
ALTER TABLE message ADD COLUMN unreadable INTEGER;
CREATE TABLE sealed_message (
    message INTEGER PRIMARY KEY REFERENCES message (id) ON UPDATE CASCADE ON DELETE CASCADE,
    stanza BLOB NOT NULL
);
CREATE INDEX outbox_by_origin ON outbox (origin_id);
)sql";

} // namespace wardline::store

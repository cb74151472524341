// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wardline::store {

/// What became of messages after they were written: corrected, taken back, answered, reacted to, naming somebody.
///
/// message.parts (message_parts.h) tells which of the side tables have something of a row, so that a page of plain messages
/// reads no more than before. The columns added are constant defaults: a cache of a million messages is not rewritten.
/// message_version holds every version of a corrected text, the original under an empty wire_id; message.body is the newest.
/// pending_action holds what came before the message it is about. The outbox is made anew because several things about one
/// message may wait in it; its numbers go on where they were.
inline constexpr const char *kMigration2 = R"sql(
ALTER TABLE message ADD COLUMN parts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN occupant_id TEXT;
ALTER TABLE conversation ADD COLUMN mentions INTEGER NOT NULL DEFAULT 0;
CREATE TABLE message_version (
    id INTEGER PRIMARY KEY,
    message INTEGER NOT NULL REFERENCES message (id) ON UPDATE CASCADE ON DELETE CASCADE,
    wire_id TEXT NOT NULL,
    time INTEGER NOT NULL,
    body TEXT NOT NULL
);
CREATE UNIQUE INDEX message_version_by_wire_id ON message_version (message, wire_id);
CREATE TABLE tombstone (
    message INTEGER PRIMARY KEY REFERENCES message (id) ON UPDATE CASCADE ON DELETE CASCADE,
    is_moderated INTEGER NOT NULL,
    by_name TEXT NOT NULL,
    time INTEGER NOT NULL,
    reason TEXT NOT NULL
);
CREATE TABLE quote (
    message INTEGER PRIMARY KEY REFERENCES message (id) ON UPDATE CASCADE ON DELETE CASCADE,
    sender INTEGER REFERENCES address (id),
    target_id TEXT NOT NULL,
    is_stanza_id INTEGER NOT NULL
);
CREATE TABLE reaction (
    message INTEGER NOT NULL REFERENCES message (id) ON UPDATE CASCADE ON DELETE CASCADE,
    person INTEGER NOT NULL REFERENCES address (id),
    emoji TEXT NOT NULL,
    is_own INTEGER NOT NULL,
    name TEXT NOT NULL,
    time INTEGER NOT NULL,
    PRIMARY KEY (message, person)
) WITHOUT ROWID;
CREATE TABLE pending_action (
    id INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    target TEXT NOT NULL,
    kind INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES address (id),
    occupant_id TEXT NOT NULL,
    name TEXT NOT NULL,
    is_own INTEGER NOT NULL,
    time INTEGER NOT NULL,
    content TEXT NOT NULL
);
CREATE UNIQUE INDEX pending_action_by_target ON pending_action (conversation, target, kind, actor);
CREATE INDEX pending_action_by_actor ON pending_action (conversation, actor);
CREATE TABLE outbox_2 (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    message INTEGER NOT NULL REFERENCES message (id) ON UPDATE CASCADE,
    kind INTEGER NOT NULL,
    origin_id TEXT NOT NULL,
    stanza BLOB NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0
);
INSERT INTO outbox_2 (position, message, kind, origin_id, stanza, attempts)
    SELECT o.position, o.message, 0, coalesce(m.origin_id, ''), o.stanza, o.attempts FROM outbox o JOIN message m ON m.id = o.message;
DELETE FROM sqlite_sequence WHERE name = 'outbox_2';
INSERT INTO sqlite_sequence (name, seq) SELECT 'outbox_2', seq FROM sqlite_sequence WHERE name = 'outbox';
DROP TABLE outbox;
ALTER TABLE outbox_2 RENAME TO outbox;
CREATE INDEX outbox_by_message ON outbox (message, kind);
)sql";

} // namespace wardline::store

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wardline::store {

/// The first schema.
///
/// Addresses are kept once and named by number. message.id is a place in time (message_place.h). The full-text index keeps no
/// copy of the text: it reads the view message_searchable, whose second column holds one word that names the conversation
/// (U+A66E and its number), so that a search in one conversation is an intersection inside the index. Its documents are kept
/// newest first (order=desc), prefixes of one to three characters have lists of their own. Triggers keep it in step, and only
/// where the text or the place changes.
inline constexpr const char *kMigration1 = R"sql(
CREATE TABLE address (
    id INTEGER PRIMARY KEY,
    jid TEXT NOT NULL UNIQUE
);
CREATE TABLE conversation (
    id INTEGER PRIMARY KEY,
    address INTEGER NOT NULL UNIQUE REFERENCES address (id),
    kind INTEGER NOT NULL,
    title TEXT NOT NULL,
    role TEXT NOT NULL,
    self_title TEXT NOT NULL,
    encryption INTEGER NOT NULL,
    is_gone INTEGER NOT NULL,
    member_count INTEGER NOT NULL DEFAULT 0,
    last_message INTEGER NOT NULL DEFAULT 0,
    read_position INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX conversation_by_last_message ON conversation (last_message);
CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL REFERENCES conversation (id),
    sender INTEGER NOT NULL REFERENCES address (id),
    time INTEGER NOT NULL,
    is_own INTEGER NOT NULL,
    state INTEGER NOT NULL,
    encryption INTEGER NOT NULL,
    trust INTEGER,
    urgency INTEGER,
    role TEXT NOT NULL,
    self_title TEXT NOT NULL,
    sender_name TEXT NOT NULL,
    origin_id TEXT,
    archive INTEGER REFERENCES address (id),
    stanza_id TEXT,
    body TEXT NOT NULL
);
CREATE INDEX message_by_conversation ON message (conversation);
CREATE UNIQUE INDEX message_by_origin_id ON message (conversation, sender, origin_id) WHERE origin_id IS NOT NULL;
CREATE UNIQUE INDEX message_by_stanza_id ON message (conversation, archive, stanza_id) WHERE stanza_id IS NOT NULL;
CREATE VIEW message_searchable AS
    SELECT id AS rowid, body, char(42606) || conversation AS scope FROM message;
CREATE VIRTUAL TABLE message_text USING fts4 (
    content="message_searchable", tokenize=unicode61, prefix="1,2,3", order=desc, matchinfo=fts3, body, scope
);
CREATE TRIGGER message_text_insert AFTER INSERT ON message BEGIN
    INSERT INTO message_text (docid, body, scope) VALUES (new.id, new.body, char(42606) || new.conversation);
END;
CREATE TRIGGER message_text_delete BEFORE DELETE ON message BEGIN
    DELETE FROM message_text WHERE docid = old.id;
END;
CREATE TRIGGER message_text_before_update BEFORE UPDATE OF id, conversation, body ON message
    WHEN old.id <> new.id OR old.conversation <> new.conversation OR old.body <> new.body BEGIN
    DELETE FROM message_text WHERE docid = old.id;
END;
CREATE TRIGGER message_text_after_update AFTER UPDATE OF id, conversation, body ON message
    WHEN old.id <> new.id OR old.conversation <> new.conversation OR old.body <> new.body BEGIN
    INSERT INTO message_text (docid, body, scope) VALUES (new.id, new.body, char(42606) || new.conversation);
END;
CREATE TABLE outbox (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    message INTEGER NOT NULL UNIQUE REFERENCES message (id) ON UPDATE CASCADE,
    stanza BLOB NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE draft (
    conversation INTEGER PRIMARY KEY REFERENCES conversation (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    cursor INTEGER NOT NULL
);
CREATE TABLE member (
    conversation INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    address INTEGER NOT NULL REFERENCES address (id),
    name TEXT NOT NULL,
    affiliation INTEGER NOT NULL,
    role TEXT NOT NULL,
    self_title TEXT NOT NULL,
    PRIMARY KEY (conversation, address)
) WITHOUT ROWID;
CREATE TABLE archive_range (
    id INTEGER PRIMARY KEY,
    archive INTEGER NOT NULL REFERENCES address (id),
    first_id TEXT NOT NULL,
    last_id TEXT NOT NULL,
    first_time INTEGER NOT NULL,
    last_time INTEGER NOT NULL,
    reaches_start INTEGER NOT NULL
);
CREATE INDEX archive_range_by_archive ON archive_range (archive, first_time);
CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value BLOB NOT NULL
) WITHOUT ROWID;
)sql";

} // namespace wardline::store

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wardline::store {

/// message.sequence: the order in which this device wrote its texts in a conversation, and sends them. Nothing for
/// others' messages and for what leaves when it can (files, what failed and goes again).
/// archive_judging: the newest known stretch of an archive as it was before pages were stored that could not be compared
/// with it yet, and when the session began that brought the first of them; archive_unjudged: the results on those pages.
/// Both are gone when they were compared.
/// outbox_handed_over: few, in an outbox of any length.
inline constexpr const char *kMigration10 = R"sql(
ALTER TABLE message ADD COLUMN sequence INTEGER;
CREATE INDEX message_by_sequence ON message (conversation, sequence) WHERE sequence IS NOT NULL;
CREATE INDEX outbox_handed_over ON outbox (message) WHERE attempts > 0 AND kind = 0;
CREATE TABLE archive_judging (
    archive INTEGER PRIMARY KEY REFERENCES address (id),
    first_id TEXT NOT NULL,
    last_id TEXT NOT NULL,
    first_time INTEGER NOT NULL,
    last_time INTEGER NOT NULL,
    reaches_start INTEGER NOT NULL,
    began INTEGER NOT NULL
);
CREATE TABLE archive_unjudged (
    archive INTEGER NOT NULL REFERENCES address (id),
    stanza_id TEXT NOT NULL,
    PRIMARY KEY (archive, stanza_id)
) WITHOUT ROWID;
)sql";

} // namespace wardline::store

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wardline::store {

/// What became of own messages with each person. delivery has a row for everybody who said something; whom a message
/// was sent to at all is only a number (message.recipients), because most people of a large room never say anything.
/// message.trouble says why an own message is Failed. The columns added are constant defaults: a cache of a million
/// messages is not rewritten.
inline constexpr const char *kMigration5 = R"sql(
ALTER TABLE message ADD COLUMN recipients INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN trouble INTEGER;
CREATE TABLE delivery (
    message INTEGER NOT NULL REFERENCES message (id) ON UPDATE CASCADE ON DELETE CASCADE,
    person INTEGER NOT NULL REFERENCES address (id),
    arrived INTEGER,
    opened INTEGER,
    unable INTEGER,
    PRIMARY KEY (message, person)
) WITHOUT ROWID;
)sql";

} // namespace wardline::store

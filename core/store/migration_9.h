// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wardline::store {

/// message_urgent: the few messages that are urgent ("please talk" and more, stored_values.cpp), so that counting the
/// unread ones among them does not read every unread message of a conversation.
inline constexpr const char *kMigration9 = R"sql(
CREATE INDEX message_urgent ON message (conversation) WHERE urgency >= 2;
)sql";

} // namespace wardline::store

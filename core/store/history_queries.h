// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/queries.h"

#include <array>

// The statements of histories that go into other caches; the plan test reads them like those of queries.h.
namespace wardline::store::queries {

/// In the order of time, over all conversations. What has not left yet is left out by who reads it.
inline constexpr ReadQuery kHistoryRows {
    "history-rows", "SELECT " WARDLINE_MESSAGE_COLUMNS ", m.conversation, m.archive, m.occupant_id FROM message m"
                    " WHERE m.id > ?1 AND m.id < ?2 ORDER BY m.id LIMIT ?3"};
inline constexpr ReadQuery kHistoryConversations {
    "history-conversations",
    "SELECT a.jid, c.kind, c.title, c.role, c.self_title, c.encryption, c.read_position"
    " FROM conversation c JOIN address a ON a.id = c.address"};
inline constexpr WriteQuery kReactionAdd {
    "reaction-add",
    "INSERT OR IGNORE INTO reaction (message, person, emoji, is_own, name, time) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
inline constexpr WriteQuery kVersionAdd {
    "version-add", "INSERT OR IGNORE INTO message_version (message, wire_id, time, body) VALUES (?1, ?2, ?3, ?4)"};

inline constexpr std::array kHistoryReads {&kHistoryRows, &kHistoryConversations};
inline constexpr std::array kHistoryWrites {&kReactionAdd, &kVersionAdd};

} // namespace wardline::store::queries

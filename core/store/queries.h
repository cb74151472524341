// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/query.h"

#include <array>

// Every statement that works on the tables, in one place, so that a test can ask for the plan of each. Columns are explicit,
// parameters are bound. Pragmas are where they are used.
namespace wardline::store::queries {

// --- addresses and conversations -------------------------------------------------------------------------------------------

inline constexpr ReadQuery kAddressId {"address-id", "SELECT id FROM address WHERE jid = ?1"};
inline constexpr ReadQuery kAddressJid {"address-jid", "SELECT jid FROM address WHERE id = ?1"};
inline constexpr ReadQuery kConversationJid {"conversation-jid",
                                             "SELECT a.jid FROM conversation c JOIN address a ON a.id = c.address WHERE c.id = ?1"};
inline constexpr WriteQuery kAddressInsert {"address-insert", "INSERT INTO address (jid) VALUES (?1)"};
inline constexpr ReadQuery kConversationId {"conversation-id",
                                            "SELECT c.id FROM address a JOIN conversation c ON c.address = a.id WHERE a.jid = ?1"};
inline constexpr WriteQuery kConversationInsert {
    "conversation-insert",
    "INSERT INTO conversation (address, kind, title, role, self_title, encryption, is_gone) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"};
inline constexpr WriteQuery kConversationUpdate {
    "conversation-update",
    "UPDATE conversation SET kind = ?2, title = ?3, role = ?4, self_title = ?5, encryption = ?6, is_gone = ?7 WHERE id = ?1"};
inline constexpr ReadQuery kConversationRecord {
    "conversation-record",
    "SELECT kind, title, role, self_title, encryption, is_gone FROM conversation WHERE id = ?1"};
inline constexpr WriteQuery kConversationDelete {"conversation-delete", "DELETE FROM conversation WHERE id = ?1"};
inline constexpr ReadQuery kSummaries {
    "conversation-summaries",
    "SELECT a.jid, c.kind, c.title, c.role, c.self_title, c.encryption, c.is_gone, c.member_count, c.unread, c.last_message,"
    " m.time, m.sender_name, substr(m.body, 1, ?1), c.mentions, substr(d.text, 1, ?1)"
    " FROM conversation c JOIN address a ON a.id = c.address LEFT JOIN message m ON m.id = c.last_message"
    " LEFT JOIN draft d ON d.conversation = c.id"
    " ORDER BY c.last_message DESC"};
inline constexpr ReadQuery kSummary {
    "conversation-summary",
    "SELECT a.jid, c.kind, c.title, c.role, c.self_title, c.encryption, c.is_gone, c.member_count, c.unread, c.last_message,"
    " m.time, m.sender_name, substr(m.body, 1, ?1), c.mentions, substr(d.text, 1, ?1)"
    " FROM conversation c JOIN address a ON a.id = c.address LEFT JOIN message m ON m.id = c.last_message"
    " LEFT JOIN draft d ON d.conversation = c.id"
    " WHERE c.id = ?2"};
inline constexpr ReadQuery kConversationCounters {"conversation-counters",
                                                  "SELECT last_message, read_position, unread, mentions FROM conversation WHERE id = ?1"};
inline constexpr WriteQuery kConversationCountersUpdate {
    "conversation-counters-update",
    "UPDATE conversation SET last_message = ?2, read_position = ?3, unread = ?4, mentions = ?5 WHERE id = ?1"};
inline constexpr ReadQuery kUnreadCount {
    "unread-count", "SELECT count(*) FROM message WHERE conversation = ?1 AND id > ?2 AND is_own = 0"};
// 16: kMentionsMe (message_parts.h).
inline constexpr ReadQuery kUnreadMentions {
    "unread-mentions",
    "SELECT count(*) FROM message WHERE conversation = ?1 AND id > ?2 AND is_own = 0 AND (parts & 16) <> 0"};
inline constexpr ReadQuery kFirstUnread {
    "first-unread",
    "SELECT id FROM message WHERE conversation = ?1 AND id > ?2 AND is_own = 0 ORDER BY id LIMIT 1"};
inline constexpr ReadQuery kNewestMessage {"newest-message",
                                           "SELECT id FROM message WHERE conversation = ?1 ORDER BY id DESC LIMIT 1"};

inline constexpr WriteQuery kDraftSet {"draft-set",
                                       "INSERT OR REPLACE INTO draft (conversation, text, cursor) VALUES (?1, ?2, ?3)"};
inline constexpr WriteQuery kDraftRemove {"draft-remove", "DELETE FROM draft WHERE conversation = ?1"};
inline constexpr ReadQuery kDraft {"draft", "SELECT text, cursor FROM draft WHERE conversation = ?1"};
inline constexpr ReadQuery kDrafts {
    "drafts", "SELECT a.jid, d.text, d.cursor FROM draft d CROSS JOIN conversation c ON c.id = d.conversation"
              " JOIN address a ON a.id = c.address"};

inline constexpr ReadQuery kMembers {
    "members", "SELECT a.jid, m.name, m.affiliation, m.role, m.self_title FROM member m JOIN address a ON a.id = m.address"
               " WHERE m.conversation = ?1"};
inline constexpr WriteQuery kMemberSet {
    "member-set", "INSERT OR REPLACE INTO member (conversation, address, name, affiliation, role, self_title)"
                  " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
inline constexpr WriteQuery kMemberRemove {
    "member-remove", "DELETE FROM member WHERE conversation = ?1 AND address = (SELECT id FROM address WHERE jid = ?2)"};
inline constexpr WriteQuery kMembersRemove {"members-remove", "DELETE FROM member WHERE conversation = ?1"};
inline constexpr WriteQuery kMemberCount {
    "member-count",
    "UPDATE conversation SET member_count = (SELECT count(*) FROM member WHERE conversation = ?1) WHERE id = ?1"};

// --- messages --------------------------------------------------------------------------------------------------------------

// The columns message_row.cpp reads, in its order.
#define WARDLINE_MESSAGE_COLUMNS                                                                                               \
    "m.id, m.sender, m.time, m.is_own, m.state, m.encryption, m.trust, m.urgency, m.role, m.self_title, m.sender_name,"           \
    " m.origin_id, m.stanza_id, m.body, m.parts, m.unreadable"

inline constexpr ReadQuery kPageBefore {
    "page-before", "SELECT " WARDLINE_MESSAGE_COLUMNS " FROM message m"
                   " WHERE m.conversation = ?1 AND m.id < ?2 ORDER BY m.id DESC LIMIT ?3"};
inline constexpr ReadQuery kPageAfter {
    "page-after", "SELECT " WARDLINE_MESSAGE_COLUMNS " FROM message m"
                  " WHERE m.conversation = ?1 AND m.id > ?2 ORDER BY m.id LIMIT ?3"};
inline constexpr ReadQuery kMessage {
    "message", "SELECT " WARDLINE_MESSAGE_COLUMNS ", m.conversation FROM message m WHERE m.id = ?1"};

inline constexpr WriteQuery kMessageInsert {
    "message-insert", "INSERT INTO message (id, conversation, sender, time, is_own, state, encryption, trust, urgency, role,"
                      " self_title, sender_name, origin_id, archive, stanza_id, body, parts, occupant_id, unreadable)"
                      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)"};
inline constexpr ReadQuery kByStanzaId {
    "message-by-stanza-id", "SELECT id FROM message WHERE conversation = ?1 AND archive = ?2 AND stanza_id = ?3"};
inline constexpr ReadQuery kByOriginId {
    "message-by-origin-id",
    "SELECT id, is_own, state, stanza_id, parts FROM message WHERE conversation = ?1 AND sender = ?2 AND origin_id = ?3"};
inline constexpr WriteQuery kStanzaIdSet {"message-stanza-id-set",
                                          "UPDATE message SET archive = ?2, stanza_id = ?3 WHERE id = ?1"};
inline constexpr ReadQuery kState {"message-state", "SELECT state, is_own, conversation FROM message WHERE id = ?1"};
inline constexpr WriteQuery kStateSet {"message-state-set", "UPDATE message SET state = ?2 WHERE id = ?1"};
inline constexpr WriteQuery kMessageMove {"message-move", "UPDATE message SET id = ?2, time = ?3 WHERE id = ?1"};
inline constexpr ReadQuery kIdBelow {"id-below", "SELECT id FROM message WHERE id < ?1 ORDER BY id DESC LIMIT 1"};
inline constexpr ReadQuery kIdAbove {"id-above", "SELECT id FROM message WHERE id > ?1 ORDER BY id LIMIT 1"};
inline constexpr ReadQuery kAnyBetween {
    "any-between", "SELECT 1 FROM message WHERE conversation = ?1 AND id > ?2 AND id < ?3"
                   " AND (is_own = 0 OR stanza_id IS NOT NULL) LIMIT 1"};
inline constexpr ReadQuery kPurgeable {
    "purgeable", "SELECT m.id FROM message m JOIN conversation c ON c.id = m.conversation"
                 " WHERE m.conversation = ?1 AND m.id < ?2 AND (m.is_own = 1 OR m.id <= c.read_position)"
                 " AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.message = m.id) ORDER BY m.id LIMIT ?3"};
inline constexpr WriteQuery kMessageDelete {"message-delete", "DELETE FROM message WHERE id = ?1"};
inline constexpr WriteQuery kMessagesDelete {"messages-delete", "DELETE FROM message WHERE conversation = ?1"};
inline constexpr ReadQuery kConversationIds {"conversation-ids", "SELECT id FROM conversation"};
inline constexpr WriteQuery kIndexOptimize {"index-optimize", "INSERT INTO message_text (message_text) VALUES ('optimize')"};

inline constexpr ReadQuery kFirstFrom {
    "first-from", "SELECT id FROM message WHERE conversation = ?1 AND id >= ?2 ORDER BY id LIMIT 1"};
inline constexpr ReadQuery kLastBelow {
    "last-below", "SELECT id FROM message WHERE conversation = ?1 AND id < ?2 ORDER BY id DESC LIMIT 1"};

// --- what became of messages -----------------------------------------------------------------------------------------------

inline constexpr ReadQuery kTarget {
    "target", "SELECT conversation, sender, time, is_own, state, parts, occupant_id, origin_id, stanza_id, body FROM message"
              " WHERE id = ?1"};
/// Somebody else's message under an id that a person claims as their own. Asked of the members, because only an index that begins
/// with the sender exists.
inline constexpr ReadQuery kForeignOriginId {
    "foreign-origin-id", "SELECT m.id FROM member e CROSS JOIN message m ON m.conversation = e.conversation AND m.sender = e.address"
                         " AND m.origin_id = ?2 WHERE e.conversation = ?1 LIMIT 1"};
inline constexpr WriteQuery kPartsSet {"parts-set", "UPDATE message SET parts = ?2 WHERE id = ?1"};
inline constexpr WriteQuery kBodySet {"body-set", "UPDATE message SET body = ?2, parts = ?3 WHERE id = ?1"};

inline constexpr ReadQuery kVersions {"versions", "SELECT id, time, body, wire_id FROM message_version WHERE message = ?1"};
inline constexpr ReadQuery kNewestVersionTime {"newest-version-time", "SELECT max(time) FROM message_version WHERE message = ?1"};
inline constexpr WriteQuery kVersionInsert {
    "version-insert", "INSERT INTO message_version (message, wire_id, time, body) VALUES (?1, ?2, ?3, ?4)"};
inline constexpr WriteQuery kVersionRemove {"version-remove", "DELETE FROM message_version WHERE message = ?1 AND wire_id = ?2"};
inline constexpr WriteQuery kVersionsRemove {"versions-remove", "DELETE FROM message_version WHERE message = ?1"};

inline constexpr ReadQuery kTombstone {"tombstone", "SELECT is_moderated, by_name, time, reason FROM tombstone WHERE message = ?1"};
inline constexpr WriteQuery kTombstoneSet {
    "tombstone-set",
    "INSERT OR REPLACE INTO tombstone (message, is_moderated, by_name, time, reason) VALUES (?1, ?2, ?3, ?4, ?5)"};

inline constexpr ReadQuery kQuote {"quote", "SELECT sender, target_id, is_stanza_id FROM quote WHERE message = ?1"};
inline constexpr WriteQuery kQuoteSet {
    "quote-set", "INSERT OR REPLACE INTO quote (message, sender, target_id, is_stanza_id) VALUES (?1, ?2, ?3, ?4)"};
inline constexpr WriteQuery kQuoteRemove {"quote-remove", "DELETE FROM quote WHERE message = ?1"};
inline constexpr ReadQuery kQuoted {
    "quoted", "SELECT sender, sender_name, substr(body, 1, ?2), parts FROM message WHERE id = ?1"};

inline constexpr ReadQuery kReactions {
    "reactions", "SELECT person, emoji, is_own, name, time FROM reaction WHERE message = ?1"};
inline constexpr ReadQuery kReactionOf {"reaction-of", "SELECT time FROM reaction WHERE message = ?1 AND person = ?2"};
inline constexpr ReadQuery kReactionCount {"reaction-count", "SELECT count(*) FROM reaction WHERE message = ?1"};
inline constexpr WriteQuery kReactionSet {
    "reaction-set",
    "INSERT OR REPLACE INTO reaction (message, person, emoji, is_own, name, time) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
inline constexpr WriteQuery kOwnReactionRemove {"own-reaction-remove", "DELETE FROM reaction WHERE message = ?1 AND is_own = 1"};
inline constexpr WriteQuery kReactionsRemove {"reactions-remove", "DELETE FROM reaction WHERE message = ?1"};

inline constexpr ReadQuery kPending {
    "pending", "SELECT id, kind, actor, occupant_id, name, is_own, time, content FROM pending_action"
               " WHERE conversation = ?1 AND target = ?2"};
inline constexpr ReadQuery kPendingAny {"pending-any", "SELECT 1 FROM pending_action WHERE conversation = ?1 LIMIT 1"};
inline constexpr ReadQuery kPendingTime {
    "pending-time", "SELECT time FROM pending_action WHERE conversation = ?1 AND target = ?2 AND kind = ?3 AND actor = ?4"};
inline constexpr ReadQuery kPendingOfActor {
    "pending-of-actor", "SELECT count(*), min(id) FROM pending_action WHERE conversation = ?1 AND actor = ?2"};
inline constexpr WriteQuery kPendingSet {
    "pending-set", "INSERT OR REPLACE INTO pending_action (conversation, target, kind, actor, occupant_id, name, is_own, time, content)"
                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"};
inline constexpr WriteQuery kPendingRemove {"pending-remove", "DELETE FROM pending_action WHERE id = ?1"};

inline constexpr ReadQuery kArchiveRanges {
    "archive-ranges", "SELECT id, first_id, last_id, first_time, last_time, reaches_start FROM archive_range"
                      " WHERE archive = ?1 ORDER BY first_time"};
inline constexpr WriteQuery kArchiveRangeInsert {
    "archive-range-insert", "INSERT INTO archive_range (archive, first_id, last_id, first_time, last_time, reaches_start)"
                            " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
inline constexpr WriteQuery kArchiveRangesDelete {"archive-ranges-delete", "DELETE FROM archive_range WHERE archive = ?1"};

// --- search ----------------------------------------------------------------------------------------------------------------

// CROSS JOIN keeps the index outside: it gives documents newest first, nothing is sorted.
inline constexpr ReadQuery kSearch {
    "search", "SELECT t.docid, m.conversation, m.sender, m.sender_name, m.is_own, m.time, m.body"
              " FROM message_text t CROSS JOIN message m ON m.id = t.docid"
              " WHERE message_text MATCH ?1 AND t.docid < ?2 ORDER BY t.docid DESC LIMIT ?3"};

// --- outbox ----------------------------------------------------------------------------------------------------------------

inline constexpr WriteQuery kOutboxInsert {
    "outbox-insert", "INSERT INTO outbox (message, kind, origin_id, stanza) VALUES (?1, ?2, ?3, ?4)"};
inline constexpr ReadQuery kOutboxPending {
    "outbox-pending", "SELECT o.position, o.message, c.jid, o.origin_id, o.stanza, o.attempts FROM outbox o"
                      " JOIN message m ON m.id = o.message JOIN conversation v ON v.id = m.conversation"
                      " JOIN address c ON c.id = v.address WHERE o.position > ?1 ORDER BY o.position LIMIT ?2"};
inline constexpr ReadQuery kOutboxMessage {"outbox-message", "SELECT message, kind, origin_id FROM outbox WHERE position = ?1"};
inline constexpr WriteQuery kOutboxAttempt {"outbox-attempt", "UPDATE outbox SET attempts = attempts + 1 WHERE position = ?1"};
inline constexpr WriteQuery kOutboxDelete {"outbox-delete", "DELETE FROM outbox WHERE position = ?1"};
inline constexpr WriteQuery kOutboxDeleteMessage {
    "outbox-delete-message", "DELETE FROM outbox WHERE message = ?1 AND kind = 0"};
inline constexpr ReadQuery kOutboxOfMessage {
    "outbox-of-message", "SELECT position, attempts FROM outbox WHERE message = ?1 AND kind = ?2"};
inline constexpr WriteQuery kOutboxDeleteOrigin {
    "outbox-delete-origin", "DELETE FROM outbox WHERE message = ?1 AND kind = ?2 AND origin_id = ?3"};
inline constexpr WriteQuery kOutboxDeleteAll {"outbox-delete-all", "DELETE FROM outbox WHERE message = ?1"};
inline constexpr ReadQuery kOutboxCount {"outbox-count", "SELECT count(*) FROM outbox"};
inline constexpr ReadQuery kOutboxOfConversation {
    "outbox-of-conversation",
    "SELECT 1 FROM outbox o CROSS JOIN message m ON m.id = o.message WHERE m.conversation = ?1 LIMIT 1"};

// --- settings --------------------------------------------------------------------------------------------------------------

inline constexpr ReadQuery kSetting {"setting", "SELECT value FROM setting WHERE key = ?1"};
inline constexpr WriteQuery kSettingSet {"setting-set", "INSERT OR REPLACE INTO setting (key, value) VALUES (?1, ?2)"};
inline constexpr WriteQuery kSettingRemove {"setting-remove", "DELETE FROM setting WHERE key = ?1"};
inline constexpr ReadQuery kSettingCount {"setting-count", "SELECT count(*) FROM setting WHERE key <> ?1"};

// --- all of them, for the plan test ----------------------------------------------------------------------------------------

inline constexpr std::array kAllReads {
    &kAddressId, &kAddressJid, &kConversationId, &kConversationJid, &kConversationRecord, &kSummaries, &kSummary, &kConversationCounters, &kUnreadCount,
    &kUnreadMentions, &kFirstFrom, &kLastBelow, &kTarget, &kForeignOriginId, &kVersions, &kNewestVersionTime, &kTombstone, &kQuote,
    &kQuoted, &kReactions, &kReactionOf, &kReactionCount, &kPending, &kPendingAny, &kPendingTime, &kPendingOfActor, &kOutboxOfMessage,
    &kFirstUnread, &kNewestMessage, &kDraft, &kDrafts, &kMembers, &kPageBefore, &kPageAfter, &kMessage, &kByStanzaId,
    &kByOriginId, &kState, &kIdBelow, &kIdAbove, &kAnyBetween, &kPurgeable, &kConversationIds,
    &kArchiveRanges, &kSearch, &kOutboxPending, &kOutboxMessage, &kOutboxCount, &kOutboxOfConversation,
    &kSetting, &kSettingCount,
};
inline constexpr std::array kAllWrites {
    &kAddressInsert, &kConversationInsert, &kConversationUpdate, &kConversationDelete, &kConversationCountersUpdate, &kDraftSet,
    &kDraftRemove, &kMemberSet, &kMemberRemove, &kMembersRemove, &kMemberCount, &kMessageInsert, &kStanzaIdSet, &kStateSet,
    &kMessageMove, &kMessageDelete, &kMessagesDelete, &kIndexOptimize, &kArchiveRangeInsert,
    &kArchiveRangesDelete, &kOutboxInsert, &kOutboxAttempt, &kOutboxDelete, &kOutboxDeleteMessage,
    &kPartsSet, &kBodySet, &kVersionInsert, &kVersionRemove, &kVersionsRemove, &kTombstoneSet, &kQuoteSet, &kQuoteRemove,
    &kReactionSet, &kOwnReactionRemove, &kReactionsRemove, &kPendingSet, &kPendingRemove, &kOutboxDeleteOrigin, &kOutboxDeleteAll, &kSettingSet, &kSettingRemove,
};

} // namespace wardline::store::queries

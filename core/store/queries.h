// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/query.h"

#include <array>

// Every statement that works on the tables, in one place, so that a test can ask for the plan of each. Columns are
// explicit, parameters are bound. Pragmas are where they are used.
namespace wardline::store::queries {

// --- addresses and conversations
// -------------------------------------------------------------------------------------------

inline constexpr ReadQuery kAddressId{"address-id", "SELECT id FROM address WHERE jid = ?1"};
inline constexpr ReadQuery kAddressJid{"address-jid", "SELECT jid FROM address WHERE id = ?1"};
inline constexpr ReadQuery kConversationJid{
    "conversation-jid", "SELECT a.jid FROM conversation c JOIN address a ON a.id = c.address WHERE c.id = ?1"};
inline constexpr WriteQuery kAddressInsert{"address-insert", "INSERT INTO address (jid) VALUES (?1)"};
inline constexpr ReadQuery kConversationId{
    "conversation-id", "SELECT c.id FROM address a JOIN conversation c ON c.address = a.id WHERE a.jid = ?1"};
inline constexpr WriteQuery kConversationInsert{"conversation-insert",
                                                "INSERT INTO conversation (address, kind, title, role, self_title, "
                                                "encryption, is_gone) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"};
inline constexpr WriteQuery kConversationUpdate{"conversation-update",
                                                "UPDATE conversation SET kind = ?2, title = ?3, role = ?4, self_title "
                                                "= ?5, encryption = ?6, is_gone = ?7 WHERE id = ?1"};
inline constexpr ReadQuery kConversationRecord{
    "conversation-record", "SELECT kind, title, role, self_title, encryption, is_gone FROM conversation WHERE id = ?1"};
inline constexpr WriteQuery kConversationDelete{"conversation-delete", "DELETE FROM conversation WHERE id = ?1"};
// Unread and not taken back (8: kIsTombstone, message_parts.h), from "please talk" on (2); the STAT ones among them (3)
// once more in the upper half.
#define WARDLINE_UNREAD_URGENT                                                                                         \
    " CASE WHEN c.unread = 0 THEN 0 ELSE (SELECT coalesce(sum(1 + (u.urgency = 3) * 4294967296), 0)"                   \
    " FROM message u WHERE u.conversation = c.id AND u.id > c.read_position AND u.urgency >= 2"                        \
    " AND u.is_own = 0 AND (u.parts & 8) = 0) END"
// 64: kHasFiles (message_parts.h).
inline constexpr ReadQuery kSummaries{
    "conversation-summaries",
    "SELECT a.jid, c.kind, c.title, c.role, c.self_title, c.encryption, c.is_gone, c.member_count, c.unread, "
    "c.last_message,"
    " m.time, m.sender_name, substr(m.body, 1, ?1), c.mentions, substr(d.text, 1, ?1), m.parts, m.unreadable,"
    " f.media_type, substr(f.name, 1, ?1)," WARDLINE_UNREAD_URGENT
    " FROM conversation c JOIN address a ON a.id = c.address LEFT JOIN message m ON m.id = c.last_message"
    " LEFT JOIN attachment f ON f.message = m.id AND f.place = 0 AND (m.parts & 64) <> 0"
    " LEFT JOIN draft d ON d.conversation = c.id"
    " ORDER BY c.last_message DESC"};
inline constexpr ReadQuery kSummary{
    "conversation-summary",
    "SELECT a.jid, c.kind, c.title, c.role, c.self_title, c.encryption, c.is_gone, c.member_count, c.unread, "
    "c.last_message,"
    " m.time, m.sender_name, substr(m.body, 1, ?1), c.mentions, substr(d.text, 1, ?1), m.parts, m.unreadable,"
    " f.media_type, substr(f.name, 1, ?1)," WARDLINE_UNREAD_URGENT
    " FROM conversation c JOIN address a ON a.id = c.address LEFT JOIN message m ON m.id = c.last_message"
    " LEFT JOIN attachment f ON f.message = m.id AND f.place = 0 AND (m.parts & 64) <> 0"
    " LEFT JOIN draft d ON d.conversation = c.id"
    " WHERE c.id = ?2"};
inline constexpr ReadQuery kConversationCounters{
    "conversation-counters", "SELECT last_message, read_position, unread, mentions FROM conversation WHERE id = ?1"};
inline constexpr WriteQuery kConversationCountersUpdate{
    "conversation-counters-update",
    "UPDATE conversation SET last_message = ?2, read_position = ?3, unread = ?4, mentions = ?5 WHERE id = ?1"};
inline constexpr ReadQuery kUnreadCount{
    "unread-count", "SELECT count(*) FROM message WHERE conversation = ?1 AND id > ?2 AND is_own = 0"};
// 16: kMentionsMe (message_parts.h).
inline constexpr ReadQuery kUnreadMentions{
    "unread-mentions",
    "SELECT count(*) FROM message WHERE conversation = ?1 AND id > ?2 AND is_own = 0 AND (parts & 16) <> 0"};
inline constexpr ReadQuery kFirstUnread{
    "first-unread", "SELECT id FROM message WHERE conversation = ?1 AND id > ?2 AND is_own = 0 ORDER BY id LIMIT 1"};
inline constexpr ReadQuery kNewestMessage{"newest-message",
                                          "SELECT id FROM message WHERE conversation = ?1 ORDER BY id DESC LIMIT 1"};

inline constexpr WriteQuery kDraftSet{"draft-set",
                                      "INSERT OR REPLACE INTO draft (conversation, text, cursor) VALUES (?1, ?2, ?3)"};
/// The text alone, or with what its owner keeps behind a record separator.
inline constexpr WriteQuery kDraftSent{
    "draft-sent",
    "DELETE FROM draft WHERE conversation = ?1 AND (text = ?2 OR substr(text, 1, length(?2) + 1) = ?2 || char(30))"};
inline constexpr WriteQuery kDraftRemove{"draft-remove", "DELETE FROM draft WHERE conversation = ?1"};
inline constexpr ReadQuery kDraft{"draft", "SELECT text, cursor FROM draft WHERE conversation = ?1"};
inline constexpr ReadQuery kDrafts{
    "drafts",
    "SELECT a.jid, d.text, d.cursor FROM draft d CROSS JOIN conversation c ON c.id = d.conversation"
    " JOIN address a ON a.id = c.address"};

inline constexpr ReadQuery kMembers{
    "members",
    "SELECT a.jid, m.name, m.affiliation, m.role, m.self_title FROM member m JOIN address a ON a.id = m.address"
    " WHERE m.conversation = ?1"};
inline constexpr WriteQuery kMemberSet{
    "member-set",
    "INSERT OR REPLACE INTO member (conversation, address, name, affiliation, role, self_title)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
inline constexpr WriteQuery kMemberRemove{
    "member-remove",
    "DELETE FROM member WHERE conversation = ?1 AND address = (SELECT id FROM address WHERE jid = ?2)"};
inline constexpr WriteQuery kMembersRemove{"members-remove", "DELETE FROM member WHERE conversation = ?1"};
inline constexpr WriteQuery kMemberCount{
    "member-count",
    "UPDATE conversation SET member_count = (SELECT count(*) FROM member WHERE conversation = ?1) WHERE id = ?1"};

// --- messages
// --------------------------------------------------------------------------------------------------------------

// The columns message_row.cpp reads, in its order.
#define WARDLINE_MESSAGE_COLUMNS                                                                                       \
    "m.id, m.sender, m.time, m.is_own, m.state, m.encryption, m.trust, m.urgency, m.role, m.self_title, "              \
    "m.sender_name,"                                                                                                   \
    " m.origin_id, m.stanza_id, m.body, m.parts, m.unreadable, m.recipients, m.trouble, m.written"

inline constexpr ReadQuery kPageBefore{"page-before",
                                       "SELECT " WARDLINE_MESSAGE_COLUMNS " FROM message m"
                                       " WHERE m.conversation = ?1 AND m.id < ?2 ORDER BY m.id DESC LIMIT ?3"};
inline constexpr ReadQuery kPageAfter{"page-after",
                                      "SELECT " WARDLINE_MESSAGE_COLUMNS " FROM message m"
                                      " WHERE m.conversation = ?1 AND m.id > ?2 ORDER BY m.id LIMIT ?3"};
inline constexpr ReadQuery kMessage{
    "message", "SELECT " WARDLINE_MESSAGE_COLUMNS ", m.conversation FROM message m WHERE m.id = ?1"};

inline constexpr WriteQuery kMessageInsert{
    "message-insert",
    "INSERT INTO message (id, conversation, sender, time, is_own, state, encryption, trust, urgency, role,"
    " self_title, sender_name, origin_id, archive, stanza_id, body, parts, occupant_id, unreadable, written, sequence)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)"};
inline constexpr ReadQuery kByStanzaId{
    "message-by-stanza-id", "SELECT id FROM message WHERE conversation = ?1 AND archive = ?2 AND stanza_id = ?3"};
inline constexpr ReadQuery kByOriginId{"message-by-origin-id",
                                       "SELECT id, is_own, state, stanza_id, parts FROM message WHERE conversation = "
                                       "?1 AND sender = ?2 AND origin_id = ?3"};
inline constexpr WriteQuery kStanzaIdSet{"message-stanza-id-set",
                                         "UPDATE message SET archive = ?2, stanza_id = ?3 WHERE id = ?1"};
inline constexpr ReadQuery kState{"message-state",
                                  "SELECT state, is_own, conversation, trouble, sequence FROM message WHERE id = ?1"};
inline constexpr WriteQuery kStateSet{"message-state-set", "UPDATE message SET state = ?2 WHERE id = ?1"};
inline constexpr WriteQuery kMessageMove{"message-move", "UPDATE message SET id = ?2, time = ?3 WHERE id = ?1"};
/// Another place for the same message, which keeps its time.
inline constexpr WriteQuery kMessagePlace{"message-place", "UPDATE message SET id = ?2 WHERE id = ?1"};
inline constexpr ReadQuery kNewestPlace{"newest-place", "SELECT coalesce(max(id), 0) FROM message"};
inline constexpr ReadQuery kIdBelow{"id-below", "SELECT id FROM message WHERE id < ?1 ORDER BY id DESC LIMIT 1"};
inline constexpr ReadQuery kIdAbove{"id-above", "SELECT id FROM message WHERE id > ?1 ORDER BY id LIMIT 1"};
inline constexpr ReadQuery kAnyBetween{"any-between",
                                       "SELECT 1 FROM message WHERE conversation = ?1 AND id > ?2 AND id < ?3"
                                       " AND (is_own = 0 OR stanza_id IS NOT NULL) LIMIT 1"};
/// The last of what the relay gave, or has of ours.
inline constexpr ReadQuery kNewestKnown{
    "newest-known",
    "SELECT id FROM message WHERE conversation = ?1 AND (is_own = 0 OR stanza_id IS NOT NULL)"
    " ORDER BY id DESC LIMIT 1"};
/// What of ours the relay has, and stands behind a place.
inline constexpr ReadQuery kOwnKnownBehind{
    "own-known-behind",
    "SELECT id FROM message WHERE conversation = ?1 AND id > ?2 AND is_own = 1 AND stanza_id IS NOT NULL"
    " ORDER BY id DESC LIMIT 1"};
/// The last of what the relay gave, or has of ours, between two places.
inline constexpr ReadQuery kLastKnownBetween{
    "last-known-between",
    "SELECT id FROM message WHERE conversation = ?1 AND id >= ?2 AND id < ?3 AND (is_own = 0 OR stanza_id IS NOT NULL)"
    " ORDER BY id DESC LIMIT 1"};
/// The first of what of ours the relay has and stands behind a place.
inline constexpr ReadQuery kOwnKnownNext{
    "own-known-next",
    "SELECT id FROM message WHERE conversation = ?1 AND id > ?2 AND is_own = 1"
    " AND (stanza_id IS NOT NULL OR state BETWEEN 2 AND 4) ORDER BY id LIMIT 1"};
/// What an archive has shown, from a place on, but what was offered again.
inline constexpr ReadQuery kKnownFrom{
    "known-from",
    "SELECT id FROM message WHERE conversation = ?1 AND id >= ?2 AND stanza_id IS NOT NULL AND (parts & ?3) = 0"
    " ORDER BY id LIMIT ?4"};
/// What this device wrote in a conversation, in its order (migration_10.h).
inline constexpr ReadQuery kSequenceLast{"sequence-last",
                                         "SELECT sequence FROM message WHERE conversation = ?1 AND sequence IS NOT NULL"
                                         " ORDER BY sequence DESC LIMIT 1"};
inline constexpr ReadQuery kSequenceBefore{"sequence-before",
                                           "SELECT id FROM message WHERE conversation = ?1 AND sequence < ?2"
                                           " ORDER BY sequence DESC LIMIT 1"};
inline constexpr ReadQuery kSequenceFrom{"sequence-from",
                                         "SELECT id, sequence FROM message WHERE conversation = ?1 AND sequence >= ?2"
                                         " ORDER BY sequence LIMIT 1"};
inline constexpr WriteQuery kSequenceForget{"sequence-forget", "UPDATE message SET sequence = NULL WHERE id = ?1"};
inline constexpr ReadQuery kPurgeable{
    "purgeable",
    "SELECT m.id FROM message m JOIN conversation c ON c.id = m.conversation"
    " WHERE m.conversation = ?1 AND m.id < ?2 AND (m.is_own = 1 OR m.id <= c.read_position)"
    " AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.message = m.id) ORDER BY m.id LIMIT ?3"};
inline constexpr WriteQuery kMessageDelete{"message-delete", "DELETE FROM message WHERE id = ?1"};
inline constexpr WriteQuery kMessagesDelete{"messages-delete", "DELETE FROM message WHERE conversation = ?1"};
inline constexpr ReadQuery kConversationIds{"conversation-ids", "SELECT id FROM conversation"};
inline constexpr WriteQuery kIndexOptimize{"index-optimize",
                                           "INSERT INTO message_text (message_text) VALUES ('optimize')"};
inline constexpr ReadQuery kIndexBlocks{"index-blocks",
                                        "SELECT count(*) FROM (SELECT 1 FROM message_text_segments LIMIT ?1)"};
inline constexpr ReadQuery kIndexSegments{"index-segments", "SELECT level, idx FROM message_text_segdir"};
inline constexpr WriteQuery kIndexSegmentMove{
    "index-segment-move", "UPDATE message_text_segdir SET level = ?3, idx = ?4 WHERE level = ?1 AND idx = ?2"};
inline constexpr WriteQuery kIndexMerge{"index-merge", "INSERT INTO message_text (message_text) VALUES ('merge=16,2')"};

inline constexpr ReadQuery kFirstFrom{
    "first-from", "SELECT id FROM message WHERE conversation = ?1 AND id >= ?2 ORDER BY id LIMIT 1"};
inline constexpr ReadQuery kLastBelow{
    "last-below", "SELECT id FROM message WHERE conversation = ?1 AND id < ?2 ORDER BY id DESC LIMIT 1"};

// --- what became of messages
// -----------------------------------------------------------------------------------------------

inline constexpr ReadQuery kTarget{"target",
                                   "SELECT conversation, sender, time, is_own, state, parts, occupant_id, origin_id, "
                                   "stanza_id, body, encryption, trust FROM message"
                                   " WHERE id = ?1"};
/// Somebody else's message under an id that a person claims as their own. Asked of the members, because only an index
/// that begins with the sender exists.
inline constexpr ReadQuery kForeignOriginId{
    "foreign-origin-id",
    "SELECT m.id FROM member e CROSS JOIN message m ON m.conversation = e.conversation AND m.sender = e.address"
    " AND m.origin_id = ?2 WHERE e.conversation = ?1 LIMIT 1"};
inline constexpr WriteQuery kPartsSet{"parts-set", "UPDATE message SET parts = ?2 WHERE id = ?1"};
inline constexpr WriteQuery kTrustSet{"trust-set", "UPDATE message SET trust = ?2 WHERE id = ?1"};
inline constexpr WriteQuery kBodySet{"body-set", "UPDATE message SET body = ?2, parts = ?3 WHERE id = ?1"};

inline constexpr ReadQuery kVersions{"versions",
                                     "SELECT id, time, body, wire_id FROM message_version WHERE message = ?1"};
inline constexpr ReadQuery kNewestVersionTime{"newest-version-time",
                                              "SELECT max(time) FROM message_version WHERE message = ?1"};
inline constexpr WriteQuery kVersionInsert{
    "version-insert", "INSERT INTO message_version (message, wire_id, time, body) VALUES (?1, ?2, ?3, ?4)"};
inline constexpr WriteQuery kVersionRemove{"version-remove",
                                           "DELETE FROM message_version WHERE message = ?1 AND wire_id = ?2"};
inline constexpr WriteQuery kVersionsRemove{"versions-remove", "DELETE FROM message_version WHERE message = ?1"};

inline constexpr ReadQuery kTombstone{"tombstone",
                                      "SELECT is_moderated, by_name, time, reason FROM tombstone WHERE message = ?1"};
inline constexpr WriteQuery kTombstoneSet{
    "tombstone-set",
    "INSERT OR REPLACE INTO tombstone (message, is_moderated, by_name, time, reason) VALUES (?1, ?2, ?3, ?4, ?5)"};

inline constexpr ReadQuery kQuote{"quote", "SELECT sender, target_id, is_stanza_id FROM quote WHERE message = ?1"};
inline constexpr WriteQuery kQuoteSet{
    "quote-set", "INSERT OR REPLACE INTO quote (message, sender, target_id, is_stanza_id) VALUES (?1, ?2, ?3, ?4)"};
inline constexpr WriteQuery kQuoteRemove{"quote-remove", "DELETE FROM quote WHERE message = ?1"};
inline constexpr ReadQuery kQuoted{"quoted",
                                   "SELECT sender, sender_name, substr(body, 1, ?2), parts FROM message WHERE id = ?1"};

inline constexpr ReadQuery kReactions{"reactions",
                                      "SELECT person, emoji, is_own, name, time FROM reaction WHERE message = ?1"};
inline constexpr ReadQuery kReactionOf{"reaction-of", "SELECT time, emoji FROM reaction WHERE message = ?1 AND person = ?2"};
inline constexpr ReadQuery kReactionCount{"reaction-count", "SELECT count(*) FROM reaction WHERE message = ?1"};
inline constexpr WriteQuery kReactionSet{
    "reaction-set",
    "INSERT OR REPLACE INTO reaction (message, person, emoji, is_own, name, time) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
inline constexpr WriteQuery kOwnReactionRemove{"own-reaction-remove",
                                               "DELETE FROM reaction WHERE message = ?1 AND is_own = 1"};
inline constexpr WriteQuery kReactionsRemove{"reactions-remove", "DELETE FROM reaction WHERE message = ?1"};

inline constexpr ReadQuery kPending{
    "pending",
    "SELECT id, kind, actor, occupant_id, name, is_own, time, content, sealed, trust FROM pending_action"
    " WHERE conversation = ?1 AND target = ?2"};
inline constexpr ReadQuery kPendingAny{"pending-any", "SELECT 1 FROM pending_action WHERE conversation = ?1 LIMIT 1"};
inline constexpr ReadQuery kPendingTime{
    "pending-time",
    "SELECT time FROM pending_action WHERE conversation = ?1 AND target = ?2 AND kind = ?3 AND actor = ?4"};
inline constexpr ReadQuery kPendingOfActor{
    "pending-of-actor", "SELECT count(*), min(id) FROM pending_action WHERE conversation = ?1 AND actor = ?2"};
inline constexpr WriteQuery kPendingSet{"pending-set",
                                        "INSERT OR REPLACE INTO pending_action (conversation, target, kind, actor, "
                                        "occupant_id, name, is_own, time, content,"
                                        " sealed, trust) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"};
inline constexpr WriteQuery kPendingRemove{"pending-remove", "DELETE FROM pending_action WHERE id = ?1"};

// --- what became of own messages
// -----------------------------------------------------------------------------------------

inline constexpr WriteQuery kRecipientsSet{"recipients-set", "UPDATE message SET recipients = ?2 WHERE id = ?1"};
inline constexpr WriteQuery kTroubleSet{"trouble-set", "UPDATE message SET trouble = ?2 WHERE id = ?1"};
inline constexpr WriteQuery kPartsAdd{"parts-add", "UPDATE message SET parts = parts | ?2 WHERE id = ?1"};
inline constexpr ReadQuery kOwnByStanzaId{
    "own-by-stanza-id",
    "SELECT id, conversation FROM message WHERE conversation = ?1 AND archive = ?2 AND stanza_id = ?3 AND is_own = 1"};
inline constexpr ReadQuery kOwnByOriginId{
    "own-by-origin-id",
    "SELECT id, conversation FROM message WHERE conversation = ?1 AND sender = ?2 AND origin_id = ?3 AND is_own = 1"};
/// Of the rooms that a person belongs to. Few people have more than some dozens of conversations.
inline constexpr ReadQuery kOwnInRoomsWith{
    "own-in-rooms-with",
    "SELECT m.id, m.conversation FROM conversation c CROSS JOIN message m ON m.conversation = c.id AND m.sender = ?1"
    " AND m.origin_id = ?2 AND m.is_own = 1"
    " WHERE EXISTS (SELECT 1 FROM member e WHERE e.conversation = c.id AND e.address = ?3) LIMIT 1"};
inline constexpr ReadQuery kOwnUpTo{
    "own-up-to",
    "SELECT id FROM message WHERE conversation = ?1 AND id <= ?2 AND is_own = 1 ORDER BY id DESC LIMIT ?3"};
inline constexpr ReadQuery kDeliveryOf{
    "delivery-of", "SELECT arrived, opened, unable FROM delivery WHERE message = ?1 AND person = ?2"};
inline constexpr ReadQuery kDeliveries{"deliveries",
                                       "SELECT person, arrived, opened, unable FROM delivery WHERE message = ?1"};
inline constexpr ReadQuery kDeliveryCounts{
    "delivery-counts", "SELECT count(arrived), count(opened), count(unable) FROM delivery WHERE message = ?1"};
inline constexpr WriteQuery kDeliverySet{
    "delivery-set",
    "INSERT OR REPLACE INTO delivery (message, person, arrived, opened, unable) VALUES (?1, ?2, ?3, ?4, ?5)"};
inline constexpr ReadQuery kIsArchived{
    "is-archived", "SELECT 1 FROM message WHERE conversation = ?1 AND archive = ?2 AND stanza_id IS NOT NULL LIMIT 1"};
/// What of ours the relay had (states OnRelay to Seen) between two places.
inline constexpr ReadQuery kOwnSince{
    "own-since",
    "SELECT id, origin_id, stanza_id, parts FROM message WHERE conversation = ?1 AND id >= ?2 AND id < ?3 AND is_own = 1"
    " AND state BETWEEN 2 AND 4 ORDER BY id LIMIT ?4"};
inline constexpr ReadQuery kDirectConversations{"direct-conversations", "SELECT id FROM conversation WHERE kind = ?1"};
inline constexpr ReadQuery kOutboxOfConversationRows{
    "outbox-of-conversation-rows",
    "SELECT o.position, o.message, o.kind, o.origin_id, o.stanza, o.attempts, o.audience FROM outbox o"
    " CROSS JOIN message m ON m.id = o.message WHERE m.conversation = ?1 ORDER BY o.position"};
inline constexpr ReadQuery kHandedOver{
    "outbox-handed-over",
    "SELECT o.message, o.origin_id FROM outbox o CROSS JOIN message m ON m.id = o.message"
    " CROSS JOIN conversation c ON c.id = m.conversation WHERE o.attempts > 0 AND o.kind = 0 AND c.kind = ?1"};
/// The newest stretch of an archive that was known before it is compared (migration_10.h).
inline constexpr ReadQuery kJudging{
    "archive-judging",
    "SELECT first_id, last_id, first_time, last_time, reaches_start, began FROM archive_judging WHERE archive = ?1"};
inline constexpr WriteQuery kJudgingInsert{
    "archive-judging-insert",
    "INSERT OR IGNORE INTO archive_judging (archive, first_id, last_id, first_time, last_time, reaches_start, began)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"};
inline constexpr ReadQuery kUnjudged{"archive-unjudged", "SELECT stanza_id FROM archive_unjudged WHERE archive = ?1"};
inline constexpr WriteQuery kUnjudgedInsert{
    "archive-unjudged-insert", "INSERT OR IGNORE INTO archive_unjudged (archive, stanza_id) VALUES (?1, ?2)"};
inline constexpr WriteQuery kUnjudgedRemove{"archive-unjudged-remove", "DELETE FROM archive_unjudged WHERE archive = ?1"};
inline constexpr WriteQuery kJudgingRemove{"archive-judging-remove", "DELETE FROM archive_judging WHERE archive = ?1"};
inline constexpr WriteQuery kOutboxAppend{
    "outbox-append",
    "INSERT INTO outbox (message, kind, origin_id, stanza, audience, attempts) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
inline constexpr WriteQuery kStanzaIdForget{
    "message-stanza-id-forget", "UPDATE message SET archive = NULL, stanza_id = NULL, parts = parts | ?2 WHERE id = ?1"};

inline constexpr ReadQuery kArchiveRanges{
    "archive-ranges",
    "SELECT id, first_id, last_id, first_time, last_time, reaches_start FROM archive_range"
    " WHERE archive = ?1 ORDER BY first_time"};
inline constexpr WriteQuery kArchiveRangeInsert{
    "archive-range-insert",
    "INSERT INTO archive_range (archive, first_id, last_id, first_time, last_time, reaches_start)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
inline constexpr WriteQuery kArchiveRangesDelete{"archive-ranges-delete",
                                                 "DELETE FROM archive_range WHERE archive = ?1"};

inline constexpr ReadQuery kArchiveOpened{"archive-opened",
                                          "SELECT 1 FROM archive_opened WHERE archive = ?1 AND stanza_id = ?2"};
inline constexpr WriteQuery kArchiveOpenedInsert{
    "archive-opened-insert", "INSERT OR IGNORE INTO archive_opened (archive, stanza_id, seen) VALUES (?1, ?2, ?3)"};
inline constexpr WriteQuery kArchiveOpenedForget{"archive-opened-forget", "DELETE FROM archive_opened WHERE seen < ?1"};

// --- search
// ----------------------------------------------------------------------------------------------------------------

// CROSS JOIN keeps the index outside: it gives documents newest first, nothing is sorted.
inline constexpr ReadQuery kSearch{"search",
                                   "SELECT t.docid, m.conversation, m.sender, m.sender_name, m.is_own, m.time, m.body"
                                   " FROM message_text t CROSS JOIN message m ON m.id = t.docid"
                                   " WHERE message_text MATCH ?1 AND t.docid < ?2 ORDER BY t.docid DESC LIMIT ?3"};

// --- outbox
// ----------------------------------------------------------------------------------------------------------------

inline constexpr WriteQuery kOutboxInsert{
    "outbox-insert", "INSERT INTO outbox (message, kind, origin_id, stanza, audience) VALUES (?1, ?2, ?3, ?4, ?5)"};
inline constexpr ReadQuery kOutboxPending{
    "outbox-pending",
    "SELECT o.position, o.message, c.jid, o.origin_id, o.stanza, o.attempts, o.audience FROM outbox o"
    " JOIN message m ON m.id = o.message JOIN conversation v ON v.id = m.conversation"
    " JOIN address c ON c.id = v.address WHERE o.position > ?1 ORDER BY o.position LIMIT ?2"};
inline constexpr ReadQuery kOutboxListed{
    "outbox-listed",
    "SELECT o.position, o.message, c.jid, v.title, o.kind, o.attempts, m.urgency, m.time, substr(m.body, 1, ?1)"
    " FROM outbox o JOIN message m ON m.id = o.message JOIN conversation v ON v.id = m.conversation"
    " JOIN address c ON c.id = v.address WHERE o.position > 0 ORDER BY o.position LIMIT ?2"};
inline constexpr ReadQuery kOutboxOldest{"outbox-oldest",
                                         "SELECT m.time FROM outbox o JOIN message m ON m.id = o.message"
                                         " WHERE o.position > 0 ORDER BY o.position LIMIT 1"};
inline constexpr ReadQuery kOutboxMessage{"outbox-message",
                                          "SELECT message, kind, origin_id, attempts FROM outbox WHERE position = ?1"};
inline constexpr WriteQuery kOutboxAttempt{"outbox-attempt",
                                           "UPDATE outbox SET attempts = attempts + 1 WHERE position = ?1"};
inline constexpr WriteQuery kOutboxUntouched{"outbox-untouched", "UPDATE outbox SET attempts = 0 WHERE position = ?1"};
inline constexpr WriteQuery kOutboxDelete{"outbox-delete", "DELETE FROM outbox WHERE position = ?1"};
inline constexpr WriteQuery kOutboxDeleteMessage{"outbox-delete-message",
                                                 "DELETE FROM outbox WHERE message = ?1 AND kind = 0"};
inline constexpr ReadQuery kOutboxOfMessage{"outbox-of-message",
                                            "SELECT position, attempts FROM outbox WHERE message = ?1 AND kind = ?2"};
inline constexpr WriteQuery kOutboxDeleteOrigin{
    "outbox-delete-origin", "DELETE FROM outbox WHERE message = ?1 AND kind = ?2 AND origin_id = ?3"};
inline constexpr WriteQuery kOutboxDeleteAll{"outbox-delete-all", "DELETE FROM outbox WHERE message = ?1"};
inline constexpr ReadQuery kOutboxCount{"outbox-count", "SELECT count(*) FROM outbox"};
inline constexpr ReadQuery kOutboxOfConversation{
    "outbox-of-conversation",
    "SELECT 1 FROM outbox o CROSS JOIN message m ON m.id = o.message WHERE m.conversation = ?1 LIMIT 1"};

// --- settings
// --------------------------------------------------------------------------------------------------------------

inline constexpr ReadQuery kSetting{"setting", "SELECT value FROM setting WHERE key = ?1"};
inline constexpr WriteQuery kSettingSet{"setting-set", "INSERT OR REPLACE INTO setting (key, value) VALUES (?1, ?2)"};
inline constexpr WriteQuery kSettingRemove{"setting-remove", "DELETE FROM setting WHERE key = ?1"};
inline constexpr ReadQuery kSettingCount{"setting-count", "SELECT count(*) FROM setting WHERE key <> ?1"};

// --- all of them, for the plan test
// ----------------------------------------------------------------------------------------

inline constexpr std::array kAllReads{
    &kAddressId,
    &kAddressJid,
    &kConversationId,
    &kConversationJid,
    &kConversationRecord,
    &kSummaries,
    &kSummary,
    &kConversationCounters,
    &kUnreadCount,
    &kUnreadMentions,
    &kFirstFrom,
    &kLastBelow,
    &kTarget,
    &kForeignOriginId,
    &kVersions,
    &kNewestVersionTime,
    &kTombstone,
    &kQuote,
    &kQuoted,
    &kReactions,
    &kReactionOf,
    &kReactionCount,
    &kPending,
    &kPendingAny,
    &kPendingTime,
    &kPendingOfActor,
    &kOutboxOfMessage,
    &kFirstUnread,
    &kNewestMessage,
    &kDraft,
    &kDrafts,
    &kMembers,
    &kPageBefore,
    &kPageAfter,
    &kMessage,
    &kByStanzaId,
    &kByOriginId,
    &kState,
    &kIdBelow,
    &kNewestPlace,
    &kIdAbove,
    &kAnyBetween,
    &kNewestKnown,
    &kOwnKnownBehind,
    &kOwnKnownNext,
    &kKnownFrom,
    &kSequenceLast,
    &kSequenceBefore,
    &kSequenceFrom,
    &kJudging,
    &kUnjudged,
    &kHandedOver,
    &kLastKnownBetween,
    &kPurgeable,
    &kConversationIds,
    &kIndexBlocks,
    &kIndexSegments,
    &kArchiveRanges,
    &kArchiveOpened,
    &kSearch,
    &kOutboxPending,
    &kOutboxMessage,
    &kOutboxCount,
    &kOutboxOfConversation,
    &kSetting,
    &kSettingCount,
    &kOwnByStanzaId,
    &kOwnByOriginId,
    &kOwnInRoomsWith,
    &kOwnUpTo,
    &kDeliveryOf,
    &kDeliveries,
    &kDeliveryCounts,
    &kIsArchived,
    &kOwnSince,
    &kDirectConversations,
    &kOutboxOfConversationRows,
    &kOutboxListed,
    &kOutboxOldest,
};
inline constexpr std::array kAllWrites{
    &kAddressInsert,   &kConversationInsert, &kConversationUpdate,  &kConversationDelete, &kConversationCountersUpdate,
    &kDraftSet,        &kDraftRemove,        &kDraftSent,           &kMemberSet,          &kMemberRemove,
    &kMembersRemove,   &kMemberCount,        &kMessageInsert,       &kStanzaIdSet,        &kStateSet,
    &kMessagePlace,    &kMessageMove,        &kMessageDelete,      &kMessagesDelete,      &kIndexOptimize,      &kIndexSegmentMove,
    &kIndexMerge,      &kArchiveRangeInsert, &kArchiveRangesDelete, &kArchiveOpenedInsert, &kArchiveOpenedForget, &kOutboxInsert,       &kOutboxAttempt,
    &kOutboxUntouched, &kOutboxDelete,       &kOutboxDeleteMessage, &kPartsSet,           &kTrustSet,
    &kBodySet,         &kVersionInsert,      &kVersionRemove,       &kVersionsRemove,     &kTombstoneSet,
    &kQuoteSet,        &kQuoteRemove,        &kReactionSet,         &kOwnReactionRemove,  &kReactionsRemove,
    &kPendingSet,      &kPendingRemove,      &kOutboxDeleteOrigin,  &kOutboxDeleteAll,    &kSettingSet,
    &kSettingRemove,   &kRecipientsSet,      &kTroubleSet,          &kPartsAdd,           &kDeliverySet,
    &kOutboxAppend,    &kStanzaIdForget,    &kSequenceForget, &kJudgingInsert, &kJudgingRemove, &kUnjudgedInsert, &kUnjudgedRemove,
};

} // namespace wardline::store::queries

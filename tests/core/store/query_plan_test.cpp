// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/store_fixture.h"

#include "core/store/database.h"
#include "core/store/file_queries.h"
#include "core/store/history_queries.h"
#include "core/store/migrations.h"
#include "core/store/omemo_queries.h"
#include "core/store/queries.h"

#include <QRegularExpression>

#include <deque>

using namespace wardline;
using namespace wardline::store;
using namespace wardline::store::test;

namespace {

/// What SQLite says it will do, in its order. A statement that is not here fails the test.
///
/// Scans are here on purpose only: of the conversations (a list shows all of them), of drafts and the outbox (whole
/// small tables), and of the virtual table by its index.
/// Another id, and with it all that names the message.
const QStringList kMoving{u"SEARCH TABLE message USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE outbox USING COVERING INDEX outbox_by_message (message=?)"_s,
      u"SEARCH TABLE delivery USING PRIMARY KEY (message=?)"_s,
      u"SEARCH TABLE attachment USING COVERING INDEX attachment_by_message (message=?)"_s,
      u"SEARCH TABLE sealed_message USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE reaction USING PRIMARY KEY (message=?)"_s,
      u"SEARCH TABLE quote USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE tombstone USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE message_version USING COVERING INDEX message_version_by_wire_id (message=?)"_s,
      u"SEARCH TABLE outbox USING COVERING INDEX outbox_by_message (message=?)"_s,
      u"SEARCH TABLE delivery USING PRIMARY KEY (message=?)"_s,
      u"SEARCH TABLE attachment USING COVERING INDEX attachment_by_message (message=?)"_s,
      u"SEARCH TABLE sealed_message USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE reaction USING PRIMARY KEY (message=?)"_s,
      u"SEARCH TABLE quote USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE tombstone USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE message_version USING COVERING INDEX message_version_by_wire_id (message=?)"_s};

const QHash<QByteArray, QStringList> kPlans{
    {"address-id", {u"SEARCH TABLE address USING COVERING INDEX sqlite_autoindex_address_1 (jid=?)"_s}},
    {"conversation-id",
     {u"SEARCH TABLE address AS a USING COVERING INDEX sqlite_autoindex_address_1 (jid=?)"_s,
      u"SEARCH TABLE conversation AS c USING COVERING INDEX sqlite_autoindex_conversation_1 (address=?)"_s}},
    {"address-jid", {u"SEARCH TABLE address USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"conversation-jid",
     {u"SEARCH TABLE conversation AS c USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE address AS a USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"conversation-record", {u"SEARCH TABLE conversation USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"conversation-summaries",
     {u"SCAN TABLE conversation AS c USING INDEX conversation_by_last_message"_s,
      u"SEARCH TABLE address AS a USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE message AS m USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE attachment AS f USING INDEX attachment_by_message (message=? AND place=?)"_s,
      u"SEARCH TABLE draft AS d USING INTEGER PRIMARY KEY (rowid=?)"_s, u"EXECUTE CORRELATED SCALAR SUBQUERY 1"_s,
      u"SEARCH TABLE message AS u USING INDEX message_urgent (conversation=? AND rowid>?)"_s}},
    {"conversation-summary",
     {u"SEARCH TABLE conversation AS c USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE address AS a USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE message AS m USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE attachment AS f USING INDEX attachment_by_message (message=? AND place=?)"_s,
      u"SEARCH TABLE draft AS d USING INTEGER PRIMARY KEY (rowid=?)"_s, u"EXECUTE CORRELATED SCALAR SUBQUERY 1"_s,
      u"SEARCH TABLE message AS u USING INDEX message_urgent (conversation=? AND rowid>?)"_s}},
    {"conversation-counters", {u"SEARCH TABLE conversation USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"unread-count", {u"SEARCH TABLE message USING INDEX message_by_conversation (conversation=? AND rowid>?)"_s}},
    {"first-unread", {u"SEARCH TABLE message USING INDEX message_by_conversation (conversation=? AND rowid>?)"_s}},
    {"newest-message", {u"SEARCH TABLE message USING COVERING INDEX message_by_conversation (conversation=?)"_s}},
    {"draft", {u"SEARCH TABLE draft USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"drafts",
     {u"SCAN TABLE draft AS d"_s, u"SEARCH TABLE conversation AS c USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE address AS a USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"members",
     {u"SEARCH TABLE member AS m USING PRIMARY KEY (conversation=?)"_s,
      u"SEARCH TABLE address AS a USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"page-before", {u"SEARCH TABLE message AS m USING INDEX message_by_conversation (conversation=? AND rowid<?)"_s}},
    {"page-after", {u"SEARCH TABLE message AS m USING INDEX message_by_conversation (conversation=? AND rowid>?)"_s}},
    {"message", {u"SEARCH TABLE message AS m USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"message-by-stanza-id",
     {u"SEARCH TABLE message USING COVERING INDEX message_by_stanza_id (conversation=? AND archive=? AND stanza_id=?)"_s}},
    {"message-by-origin-id",
     {u"SEARCH TABLE message USING INDEX message_by_origin_id (conversation=? AND sender=? AND origin_id=?)"_s}},
    {"message-state", {u"SEARCH TABLE message USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"id-below", {u"SEARCH TABLE message USING INTEGER PRIMARY KEY (rowid<?)"_s}},
    {"id-above", {u"SEARCH TABLE message USING INTEGER PRIMARY KEY (rowid>?)"_s}},
    {"newest-known", {u"SEARCH TABLE message USING INDEX message_by_conversation (conversation=?)"_s}},
    {"own-known-behind", {u"SEARCH TABLE message USING INDEX message_by_conversation (conversation=? AND rowid>?)"_s}},
    {"outbox-handed-over",
     {u"SCAN TABLE outbox AS o USING INDEX outbox_handed_over"_s,
      u"SEARCH TABLE message AS m USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE conversation AS c USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"known-from", {u"SEARCH TABLE message USING INDEX message_by_conversation (conversation=? AND rowid>?)"_s}},
    {"sequence-last", {u"SEARCH TABLE message USING COVERING INDEX message_by_sequence (conversation=?)"_s}},
    {"sequence-before",
     {u"SEARCH TABLE message USING COVERING INDEX message_by_sequence (conversation=? AND sequence<?)"_s}},
    {"sequence-from",
     {u"SEARCH TABLE message USING COVERING INDEX message_by_sequence (conversation=? AND sequence>?)"_s}},
    {"archive-judging", {u"SEARCH TABLE archive_judging USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"newest-place", {u"SEARCH TABLE message"_s}},
    {"sequence-forget", {u"SEARCH TABLE message USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"archive-unjudged", {u"SEARCH TABLE archive_unjudged USING PRIMARY KEY (archive=?)"_s}},
    {"archive-unjudged-insert", {}},
    {"archive-unjudged-remove", {u"SEARCH TABLE archive_unjudged USING PRIMARY KEY (archive=?)"_s}},
    {"archive-judging-insert", {}},
    {"archive-judging-remove", {u"SEARCH TABLE archive_judging USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"own-known-next", {u"SEARCH TABLE message USING INDEX message_by_conversation (conversation=? AND rowid>?)"_s}},
    {"last-known-between",
     {u"SEARCH TABLE message USING INDEX message_by_conversation (conversation=? AND rowid>? AND rowid<?)"_s}},
    {"omemo-device-remove", {u"SEARCH TABLE omemo_device USING PRIMARY KEY (person=? AND device=?)"_s}},
    {"is-archived",
     {u"SEARCH TABLE message USING COVERING INDEX message_by_stanza_id (conversation=? AND archive=?)"_s}},
    {"own-since",
     {u"SEARCH TABLE message USING INDEX message_by_conversation (conversation=? AND rowid>? AND rowid<?)"_s}},
    {"direct-conversations", {u"SCAN TABLE conversation"_s}}, // once a session, of hundreds
    {"outbox-of-conversation-rows",
     {u"SCAN TABLE outbox AS o"_s,
      u"SEARCH TABLE message AS m USING COVERING INDEX message_by_conversation (conversation=? AND rowid=?)"_s}},
    {"outbox-append", {}},
    {"message-stanza-id-forget", {u"SEARCH TABLE message USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"any-between",
     {u"SEARCH TABLE message USING INDEX message_by_conversation (conversation=? AND rowid>? AND rowid<?)"_s}},
    {"purgeable",
     {u"SEARCH TABLE conversation AS c USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE message AS m USING INDEX message_by_conversation (conversation=? AND rowid<?)"_s,
      u"EXECUTE CORRELATED SCALAR SUBQUERY 1"_s,
      u"SEARCH TABLE outbox AS o USING COVERING INDEX outbox_by_message (message=?)"_s}},
    {"conversation-ids", {u"SCAN TABLE conversation USING COVERING INDEX conversation_by_last_message"_s}},
    {"archive-ranges", {u"SEARCH TABLE archive_range USING INDEX archive_range_by_archive (archive=?)"_s}},
    {"search",
     {u"SCAN TABLE message_text AS t VIRTUAL TABLE INDEX 262148:DESC"_s,
      u"SEARCH TABLE message AS m USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"outbox-pending",
     {u"SEARCH TABLE outbox AS o USING INTEGER PRIMARY KEY (rowid>?)"_s,
      u"SEARCH TABLE message AS m USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE conversation AS v USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE address AS c USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"outbox-message", {u"SEARCH TABLE outbox USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"outbox-count", {u"SCAN TABLE outbox USING COVERING INDEX outbox_by_message"_s}},
    {"outbox-of-conversation",
     {u"SCAN TABLE outbox AS o USING COVERING INDEX outbox_by_message"_s,
      u"SEARCH TABLE message AS m USING COVERING INDEX message_by_conversation (conversation=? AND rowid=?)"_s}},
    {"setting", {u"SEARCH TABLE setting USING PRIMARY KEY (key=?)"_s}},
    {"setting-count", {u"SCAN TABLE setting"_s}},
    {"address-insert", {}},
    {"conversation-insert", {}},
    {"conversation-update", {u"SEARCH TABLE conversation USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"conversation-delete",
     {u"SEARCH TABLE conversation USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE message USING COVERING INDEX message_by_conversation (conversation=?)"_s,
      u"SEARCH TABLE pending_action USING COVERING INDEX pending_action_by_actor (conversation=?)"_s,
      u"SEARCH TABLE member USING PRIMARY KEY (conversation=?)"_s,
      u"SEARCH TABLE draft USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"conversation-counters-update", {u"SEARCH TABLE conversation USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"draft-set", {}},
    {"draft-remove", {u"SEARCH TABLE draft USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"member-set", {}},
    {"member-remove",
     {u"SEARCH TABLE member USING PRIMARY KEY (conversation=? AND address=?)"_s, u"EXECUTE SCALAR SUBQUERY 0"_s,
      u"SEARCH TABLE address USING COVERING INDEX sqlite_autoindex_address_1 (jid=?)"_s}},
    {"members-remove", {u"SEARCH TABLE member USING PRIMARY KEY (conversation=?)"_s}},
    {"member-count",
     {u"SEARCH TABLE conversation USING INTEGER PRIMARY KEY (rowid=?)"_s, u"EXECUTE SCALAR SUBQUERY 0"_s,
      u"SEARCH TABLE member USING PRIMARY KEY (conversation=?)"_s}},
    {"message-insert",
     {u"SEARCH TABLE outbox USING COVERING INDEX outbox_by_message (message=?)"_s,
      u"SEARCH TABLE delivery USING PRIMARY KEY (message=?)"_s,
      u"SEARCH TABLE attachment USING COVERING INDEX attachment_by_message (message=?)"_s,
      u"SEARCH TABLE sealed_message USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE reaction USING PRIMARY KEY (message=?)"_s,
      u"SEARCH TABLE quote USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE tombstone USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE message_version USING COVERING INDEX message_version_by_wire_id (message=?)"_s}},
    {"message-stanza-id-set", {u"SEARCH TABLE message USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"message-state-set", {u"SEARCH TABLE message USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"message-place", kMoving},
    {"message-move", kMoving},
    {"message-delete",
     {u"SEARCH TABLE message USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE outbox USING COVERING INDEX outbox_by_message (message=?)"_s,
      u"SEARCH TABLE delivery USING PRIMARY KEY (message=?)"_s,
      u"SEARCH TABLE attachment USING COVERING INDEX attachment_by_message (message=?)"_s,
      u"SEARCH TABLE sealed_message USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE reaction USING PRIMARY KEY (message=?)"_s,
      u"SEARCH TABLE quote USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE tombstone USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE message_version USING COVERING INDEX message_version_by_wire_id (message=?)"_s}},
    {"messages-delete",
     {u"SEARCH TABLE message USING COVERING INDEX message_by_conversation (conversation=?)"_s,
      u"SEARCH TABLE outbox USING COVERING INDEX outbox_by_message (message=?)"_s,
      u"SEARCH TABLE delivery USING PRIMARY KEY (message=?)"_s,
      u"SEARCH TABLE attachment USING COVERING INDEX attachment_by_message (message=?)"_s,
      u"SEARCH TABLE sealed_message USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE reaction USING PRIMARY KEY (message=?)"_s,
      u"SEARCH TABLE quote USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE tombstone USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE message_version USING COVERING INDEX message_version_by_wire_id (message=?)"_s}},
    {"own-by-stanza-id",
     {u"SEARCH TABLE message USING INDEX message_by_stanza_id (conversation=? AND archive=? AND stanza_id=?)"_s}},
    {"own-by-origin-id",
     {u"SEARCH TABLE message USING INDEX message_by_origin_id (conversation=? AND sender=? AND origin_id=?)"_s}},
    {"own-in-rooms-with",
     {u"SCAN TABLE conversation AS c USING COVERING INDEX conversation_by_last_message"_s,
      u"EXECUTE CORRELATED SCALAR SUBQUERY 1"_s,
      u"SEARCH TABLE member AS e USING PRIMARY KEY (conversation=? AND address=?)"_s,
      u"SEARCH TABLE message AS m USING INDEX message_by_origin_id (conversation=? AND sender=? AND origin_id=?)"_s}},
    {"own-up-to", {u"SEARCH TABLE message USING INDEX message_by_conversation (conversation=? AND rowid<?)"_s}},
    {"own-archived-since",
     {u"SEARCH TABLE message USING INDEX message_by_conversation (conversation=? AND rowid>?)"_s}},
    {"delivery-of", {u"SEARCH TABLE delivery USING PRIMARY KEY (message=? AND person=?)"_s}},
    {"deliveries", {u"SEARCH TABLE delivery USING PRIMARY KEY (message=?)"_s}},
    {"delivery-counts", {u"SEARCH TABLE delivery USING PRIMARY KEY (message=?)"_s}},
    {"delivery-set", {}},
    {"recipients-set", {u"SEARCH TABLE message USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"trouble-set", {u"SEARCH TABLE message USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"parts-add", {u"SEARCH TABLE message USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"outbox-listed",
     {u"SEARCH TABLE outbox AS o USING INTEGER PRIMARY KEY (rowid>?)"_s,
      u"SEARCH TABLE message AS m USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE conversation AS v USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE address AS c USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"outbox-oldest",
     {u"SEARCH TABLE outbox AS o USING INTEGER PRIMARY KEY (rowid>?)"_s,
      u"SEARCH TABLE message AS m USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"index-optimize", {}},
    {"index-blocks", {u"SCAN TABLE message_text_segments"_s, u"SCAN SUBQUERY 1"_s}},
    {"index-segments",
     {u"SCAN TABLE message_text_segdir USING COVERING INDEX sqlite_autoindex_message_text_segdir_1"_s}},
    {"index-segment-move",
     {u"SEARCH TABLE message_text_segdir USING INDEX sqlite_autoindex_message_text_segdir_1 (level=? AND idx=?)"_s}},
    {"index-merge", {}},
    {"draft-sent", {u"SEARCH TABLE draft USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"archive-range-insert", {}},
    {"archive-ranges-delete",
     {u"SEARCH TABLE archive_range USING COVERING INDEX archive_range_by_archive (archive=?)"_s}},
    {"outbox-insert", {}},
    {"outbox-attempt", {u"SEARCH TABLE outbox USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"outbox-untouched", {u"SEARCH TABLE outbox USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"outbox-delete", {u"SEARCH TABLE outbox USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"outbox-delete-message", {u"SEARCH TABLE outbox USING COVERING INDEX outbox_by_message (message=? AND kind=?)"_s}},
    {"setting-set", {}},
    {"setting-remove", {u"SEARCH TABLE setting USING PRIMARY KEY (key=?)"_s}},
    {"unread-mentions", {u"SEARCH TABLE message USING INDEX message_by_conversation (conversation=? AND rowid>?)"_s}},
    {"first-from",
     {u"SEARCH TABLE message USING COVERING INDEX message_by_conversation (conversation=? AND rowid>?)"_s}},
    {"last-below",
     {u"SEARCH TABLE message USING COVERING INDEX message_by_conversation (conversation=? AND rowid<?)"_s}},
    {"target", {u"SEARCH TABLE message USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"foreign-origin-id",
     {u"SEARCH TABLE member AS e USING PRIMARY KEY (conversation=?)"_s,
      u"SEARCH TABLE message AS m USING COVERING INDEX message_by_origin_id (conversation=? AND sender=? AND origin_id=?)"_s}},
    {"versions", {u"SEARCH TABLE message_version USING INDEX message_version_by_wire_id (message=?)"_s}},
    {"newest-version-time", {u"SEARCH TABLE message_version USING INDEX message_version_by_wire_id (message=?)"_s}},
    {"tombstone", {u"SEARCH TABLE tombstone USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"quote", {u"SEARCH TABLE quote USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"quoted", {u"SEARCH TABLE message USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"reactions", {u"SEARCH TABLE reaction USING PRIMARY KEY (message=?)"_s}},
    {"reaction-of", {u"SEARCH TABLE reaction USING PRIMARY KEY (message=? AND person=?)"_s}},
    {"reaction-count", {u"SEARCH TABLE reaction USING PRIMARY KEY (message=?)"_s}},
    {"pending", {u"SEARCH TABLE pending_action USING INDEX pending_action_by_target (conversation=? AND target=?)"_s}},
    {"pending-any", {u"SEARCH TABLE pending_action USING COVERING INDEX pending_action_by_actor (conversation=?)"_s}},
    {"pending-time",
     {u"SEARCH TABLE pending_action USING INDEX pending_action_by_target (conversation=? AND target=? AND kind=? AND actor=?)"_s}},
    {"pending-of-actor",
     {u"SEARCH TABLE pending_action USING COVERING INDEX pending_action_by_actor (conversation=? AND actor=?)"_s}},
    {"outbox-of-message", {u"SEARCH TABLE outbox USING INDEX outbox_by_message (message=? AND kind=?)"_s}},
    {"parts-set", {u"SEARCH TABLE message USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"trust-set", {u"SEARCH TABLE message USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"body-set", {u"SEARCH TABLE message USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"version-insert", {}},
    {"version-remove",
     {u"SEARCH TABLE message_version USING INDEX message_version_by_wire_id (message=? AND wire_id=?)"_s}},
    {"versions-remove",
     {u"SEARCH TABLE message_version USING COVERING INDEX message_version_by_wire_id (message=?)"_s}},
    {"tombstone-set", {}},
    {"quote-set", {}},
    {"quote-remove", {u"SEARCH TABLE quote USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"reaction-set", {}},
    {"own-reaction-remove", {u"SEARCH TABLE reaction USING PRIMARY KEY (message=?)"_s}},
    {"reactions-remove", {u"SEARCH TABLE reaction USING PRIMARY KEY (message=?)"_s}},
    {"pending-set", {}},
    {"pending-remove", {u"SEARCH TABLE pending_action USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"outbox-delete-origin", {u"SEARCH TABLE outbox USING INDEX outbox_by_message (message=? AND kind=?)"_s}},
    {"omemo-own", {u"SEARCH TABLE omemo_own USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"omemo-own-set", {}},
    {"omemo-prekey", {u"SEARCH TABLE omemo_prekey USING PRIMARY KEY (version=? AND id=?)"_s}},
    {"omemo-prekeys-unused", {u"SEARCH TABLE omemo_prekey USING PRIMARY KEY (version=?)"_s}},
    {"omemo-prekey-highest", {u"SEARCH TABLE omemo_prekey USING PRIMARY KEY (version=?)"_s}},
    {"omemo-prekey-set", {}},
    {"omemo-prekey-used", {u"SEARCH TABLE omemo_prekey USING PRIMARY KEY (version=? AND id=?)"_s}},
    {"omemo-base-key", {u"SEARCH TABLE omemo_base_key USING PRIMARY KEY (version=? AND prekey=? AND base_key=?)"_s}},
    {"omemo-base-key-set", {}},
    {"omemo-base-keys-forget",
     {u"SEARCH TABLE omemo_base_key USING COVERING INDEX omemo_base_key_by_used (used<?)"_s}},
    {"omemo-prekeys-forget", {u"SEARCH TABLE omemo_prekey USING COVERING INDEX omemo_prekey_by_used (used<?)"_s}},
    {"omemo-signed-prekeys", {u"SEARCH TABLE omemo_signed_prekey USING PRIMARY KEY (version=?)"_s}},
    {"omemo-signed-prekey-set", {}},
    {"omemo-signed-prekey-remove", {u"SEARCH TABLE omemo_signed_prekey USING PRIMARY KEY (version=? AND id=?)"_s}},
    {"omemo-session", {u"SEARCH TABLE omemo_session USING PRIMARY KEY (person=? AND device=? AND version=?)"_s}},
    {"omemo-session-set", {}},
    {"omemo-session-remove", {u"SEARCH TABLE omemo_session USING PRIMARY KEY (person=? AND device=? AND version=?)"_s}},
    {"omemo-chain",
     {u"SEARCH TABLE omemo_chain USING INDEX omemo_chain_by_key (person=? AND device=? AND version=? AND ratchet_key=?)"_s}},
    {"omemo-chain-insert", {}},
    {"omemo-chain-update", {u"SEARCH TABLE omemo_chain USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"omemo-chain-oldest",
     {u"SEARCH TABLE omemo_chain USING COVERING INDEX omemo_chain_by_session (person=? AND device=? AND version=?)"_s}},
    {"omemo-chains-trim",
     {u"SEARCH TABLE omemo_chain USING COVERING INDEX omemo_chain_by_session (person=? AND device=? AND version=? AND rowid<?)"_s}},
    {"omemo-chains-remove",
     {u"SEARCH TABLE omemo_chain USING COVERING INDEX omemo_chain_by_session (person=? AND device=? AND version=?)"_s}},
    {"omemo-chains-forget", {u"SEARCH TABLE omemo_chain USING COVERING INDEX omemo_chain_by_ended (ended<?)"_s}},
    {"archive-opened", {u"SEARCH TABLE archive_opened USING PRIMARY KEY (archive=? AND stanza_id=?)"_s}},
    {"archive-opened-insert", {}},
    {"archive-opened-forget", {u"SEARCH TABLE archive_opened USING COVERING INDEX archive_opened_by_seen (seen<?)"_s}},
    {"omemo-device", {u"SEARCH TABLE omemo_device USING PRIMARY KEY (person=? AND device=?)"_s}},
    {"omemo-devices", {u"SEARCH TABLE omemo_device USING PRIMARY KEY (person=?)"_s}},
    {"omemo-device-set", {}},
    {"omemo-person", {u"SEARCH TABLE omemo_person USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"omemo-person-set", {}},
    {"sealed", {u"SEARCH TABLE sealed_message USING INTEGER PRIMARY KEY (rowid>?)"_s}},
    {"sealed-set", {}},
    {"history-rows", {u"SEARCH TABLE message AS m USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"_s}},
    {"history-conversations",
     {u"SCAN TABLE conversation AS c"_s, u"SEARCH TABLE address AS a USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"reaction-add", {}},
    {"version-add", {}},
    {"sealed-remove", {u"SEARCH TABLE sealed_message USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"unreadable-set", {u"SEARCH TABLE message USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"message-reveal", {u"SEARCH TABLE message USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"outbox-forget-origin", {u"SEARCH TABLE outbox USING INDEX outbox_by_origin (origin_id=?)"_s}},
    {"outbox-delete-all", {u"SEARCH TABLE outbox USING COVERING INDEX outbox_by_message (message=?)"_s}},
    {"files", {u"SEARCH TABLE attachment AS f USING INDEX attachment_by_message (message=?)"_s}},
    {"file",
     {u"SEARCH TABLE attachment AS f USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE message AS m USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE conversation AS c USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE address AS a USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"file-at",
     {u"SEARCH TABLE message AS m USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE attachment AS f USING INDEX attachment_by_message (message=? AND place=?)"_s,
      u"SEARCH TABLE conversation AS c USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE address AS a USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"files-to-send",
     {u"SEARCH TABLE outbox AS o USING INTEGER PRIMARY KEY (rowid>?)"_s,
      u"SEARCH TABLE attachment AS f USING INDEX attachment_by_message (message=?)"_s,
      u"SEARCH TABLE message AS m USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE conversation AS c USING INTEGER PRIMARY KEY (rowid=?)"_s,
      u"SEARCH TABLE address AS a USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"file-names", {u"SCAN TABLE attachment USING COVERING INDEX attachment_by_disk_name"_s}},
    {"file-insert", {}},
    {"file-state-set", {u"SEARCH TABLE attachment USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"file-shelved", {u"SEARCH TABLE attachment USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"file-sent", {u"SEARCH TABLE attachment USING INTEGER PRIMARY KEY (rowid=?)"_s}},
    {"files-remove", {u"SEARCH TABLE attachment USING COVERING INDEX attachment_by_message (message=?)"_s}},
    {"outbox-fill", {u"SEARCH TABLE outbox USING INDEX outbox_by_message (message=? AND kind=?)"_s}},
};

class PlanReader
{
public:
    PlanReader()
        : m_database(std::move(*WritableDatabase::open(m_folder.filePath(u"cache.db"_s), keyOf(1), m_clock, nullptr)))
    {
        if (!migrate(*m_database)) {
            qFatal("no schema");
        }
    }
    QStringList plan(const char *sql)
    {
        m_sql.push_back(QByteArray("EXPLAIN QUERY PLAN ") + sql);
        m_queries.push_back({"plan", m_sql.back().constData()});
        auto statement = m_database->prepare(m_queries.back());
        if (!statement) {
            return {statement.error().toLogString()};
        }
        QStringList lines;
        while (true) {
            const auto hasRow = statement->step();
            if (!hasRow) {
                return {hasRow.error().toLogString()};
            }
            if (!*hasRow) {
                return lines;
            }
            lines.append(statement->text(3));
        }
    }

private:
    QTemporaryDir m_folder;
    SystemClock m_clock;
    std::unique_ptr<WritableDatabase> m_database;
    std::deque<QByteArray> m_sql;
    std::deque<ReadQuery> m_queries;
};

} // namespace

class QueryPlanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesThePlannedPath_data();
    void takesThePlannedPath();
    void listsEveryQuery();
    void scansAndSortsNothingUnplanned();

private:
    PlanReader m_reader;
};

void QueryPlanTest::takesThePlannedPath_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("sql");
    for (const ReadQuery *query : queries::kAllReads) {
        QTest::newRow(query->name) << QByteArray(query->name) << QByteArray(query->sql);
    }
    for (const WriteQuery *query : queries::kAllWrites) {
        QTest::newRow(query->name) << QByteArray(query->name) << QByteArray(query->sql);
    }
    for (const ReadQuery *query : queries::kOmemoReads) {
        QTest::newRow(query->name) << QByteArray(query->name) << QByteArray(query->sql);
    }
    for (const WriteQuery *query : queries::kOmemoWrites) {
        QTest::newRow(query->name) << QByteArray(query->name) << QByteArray(query->sql);
    }
    for (const ReadQuery *query : queries::kFileReads) {
        QTest::newRow(query->name) << QByteArray(query->name) << QByteArray(query->sql);
    }
    for (const WriteQuery *query : queries::kFileWrites) {
        QTest::newRow(query->name) << QByteArray(query->name) << QByteArray(query->sql);
    }
    for (const ReadQuery *query : queries::kHistoryReads) {
        QTest::newRow(query->name) << QByteArray(query->name) << QByteArray(query->sql);
    }
    for (const WriteQuery *query : queries::kHistoryWrites) {
        QTest::newRow(query->name) << QByteArray(query->name) << QByteArray(query->sql);
    }
}

void QueryPlanTest::takesThePlannedPath()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, sql);
    const QStringList plan = m_reader.plan(sql.constData());
    QVERIFY2(kPlans.contains(name), qPrintable(u"no plan is expected for it yet; it is:\n"_s + plan.join(u'\n')));
    QCOMPARE(plan, kPlans.value(name));
}

void QueryPlanTest::listsEveryQuery()
{
    QFile header(QStringLiteral(WARDLINE_SOURCE_DIR) + u"/core/store/queries.h"_s);
    QVERIFY(header.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(header.readAll());
    static const QRegularExpression definition(u"inline constexpr (Read|Write)Query (k\\w+)"_s);
    int count = 0;
    for (auto matches = definition.globalMatch(text); matches.hasNext();) {
        const QString name = matches.next().captured(2);
        ++count;
        QVERIFY2(text.count(QRegularExpression(u"&"_s + name + u"\\b"_s)) == 1, qPrintable(name));
    }
    QCOMPARE(count, int(queries::kAllReads.size() + queries::kAllWrites.size()));
}

void QueryPlanTest::scansAndSortsNothingUnplanned()
{
    for (auto it = kPlans.cbegin(); it != kPlans.cend(); ++it) {
        for (const QString &line : it.value()) {
            QVERIFY2(!line.contains(u"TEMP B-TREE"_s), it.key().constData());
            const bool mayScan = line.contains(u"VIRTUAL TABLE INDEX"_s)
                || QByteArrayList({"conversation-summaries", "conversation-ids", "drafts", "outbox-count",
                                   "outbox-of-conversation", "outbox-of-conversation-rows", "outbox-handed-over", "direct-conversations",
                                   "own-in-rooms-with", "setting-count", "history-conversations", "index-segments",
                                   "index-blocks", "file-names"})
                       .contains(it.key());
            QVERIFY2(mayScan || !line.startsWith(u"SCAN"_s), it.key().constData());
        }
    }
}

QTEST_GUILESS_MAIN(QueryPlanTest)
#include "query_plan_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/query.h"

#include <array>

// The statements of end-to-end encryption; the plan test reads them like those of queries.h.
namespace wardline::store::queries {

inline constexpr ReadQuery kOwnDevice {"omemo-own", "SELECT device, identity, created FROM omemo_own WHERE id = 1"};
inline constexpr WriteQuery kOwnDeviceSet {
    "omemo-own-set", "INSERT OR REPLACE INTO omemo_own (id, device, identity, created) VALUES (1, ?1, ?2, ?3)"};

inline constexpr ReadQuery kPrekey {"omemo-prekey", "SELECT record, used FROM omemo_prekey WHERE version = ?1 AND id = ?2"};
inline constexpr ReadQuery kPrekeysUnused {
    "omemo-prekeys-unused", "SELECT id, record FROM omemo_prekey WHERE version = ?1 AND used IS NULL ORDER BY id"};
inline constexpr ReadQuery kPrekeyHighest {"omemo-prekey-highest",
                                           "SELECT id FROM omemo_prekey WHERE version = ?1 ORDER BY id DESC LIMIT 1"};
inline constexpr WriteQuery kPrekeySet {
    "omemo-prekey-set", "INSERT OR REPLACE INTO omemo_prekey (version, id, record, used) VALUES (?1, ?2, ?3, ?4)"};
inline constexpr WriteQuery kPrekeyUsed {"omemo-prekey-used",
                                         "UPDATE omemo_prekey SET used = coalesce(used, ?3) WHERE version = ?1 AND id = ?2"};
inline constexpr ReadQuery kBaseKey {
    "omemo-base-key", "SELECT 1 FROM omemo_base_key WHERE version = ?1 AND prekey = ?2 AND base_key = ?3"};
inline constexpr WriteQuery kBaseKeySet {
    "omemo-base-key-set", "INSERT OR IGNORE INTO omemo_base_key (version, prekey, base_key, used) VALUES (?1, ?2, ?3, ?4)"};
inline constexpr WriteQuery kBaseKeysForget {"omemo-base-keys-forget", "DELETE FROM omemo_base_key WHERE used < ?1"};
inline constexpr WriteQuery kPrekeysForget {"omemo-prekeys-forget",
                                            "DELETE FROM omemo_prekey WHERE used IS NOT NULL AND used < ?1"};

inline constexpr ReadQuery kSignedPrekeys {
    "omemo-signed-prekeys", "SELECT id, record, created FROM omemo_signed_prekey WHERE version = ?1"};
inline constexpr WriteQuery kSignedPrekeySet {
    "omemo-signed-prekey-set", "INSERT OR REPLACE INTO omemo_signed_prekey (version, id, record, created) VALUES (?1, ?2, ?3, ?4)"};
inline constexpr WriteQuery kSignedPrekeyRemove {"omemo-signed-prekey-remove",
                                                 "DELETE FROM omemo_signed_prekey WHERE version = ?1 AND id = ?2"};

inline constexpr ReadQuery kSession {"omemo-session",
                                     "SELECT record FROM omemo_session WHERE person = ?1 AND device = ?2 AND version = ?3"};
inline constexpr WriteQuery kSessionSet {
    "omemo-session-set", "INSERT OR REPLACE INTO omemo_session (person, device, version, record) VALUES (?1, ?2, ?3, ?4)"};
inline constexpr WriteQuery kSessionRemove {"omemo-session-remove",
                                            "DELETE FROM omemo_session WHERE person = ?1 AND device = ?2 AND version = ?3"};

#define WARDLINE_OF_SESSION "WHERE person = ?1 AND device = ?2 AND version = ?3"
inline constexpr ReadQuery kEndedChain {
    "omemo-chain", "SELECT id, record FROM omemo_chain " WARDLINE_OF_SESSION " AND ratchet_key = ?4"};
inline constexpr WriteQuery kEndedChainInsert {
    "omemo-chain-insert",
    "INSERT INTO omemo_chain (person, device, version, ratchet_key, record, ended) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
inline constexpr WriteQuery kEndedChainUpdate {"omemo-chain-update", "UPDATE omemo_chain SET record = ?2 WHERE id = ?1"};
inline constexpr ReadQuery kEndedChainOldest {
    "omemo-chain-oldest", "SELECT id FROM omemo_chain " WARDLINE_OF_SESSION " ORDER BY id DESC LIMIT 1 OFFSET ?4"};
inline constexpr WriteQuery kEndedChainsTrim {"omemo-chains-trim", "DELETE FROM omemo_chain " WARDLINE_OF_SESSION " AND id <= ?4"};
inline constexpr WriteQuery kEndedChainsRemove {"omemo-chains-remove", "DELETE FROM omemo_chain " WARDLINE_OF_SESSION};
inline constexpr WriteQuery kEndedChainsForget {"omemo-chains-forget", "DELETE FROM omemo_chain WHERE ended < ?1"};
#undef WARDLINE_OF_SESSION

#define WARDLINE_DEVICE_COLUMNS "device, identity_key, listed, label, first_seen, last_heard, manual, fault"
inline constexpr ReadQuery kDevice {
    "omemo-device", "SELECT " WARDLINE_DEVICE_COLUMNS " FROM omemo_device WHERE person = ?1 AND device = ?2"};
inline constexpr ReadQuery kDevices {"omemo-devices",
                                     "SELECT " WARDLINE_DEVICE_COLUMNS " FROM omemo_device WHERE person = ?1 ORDER BY device"};
inline constexpr WriteQuery kDeviceSet {
    "omemo-device-set", "INSERT OR REPLACE INTO omemo_device (person, " WARDLINE_DEVICE_COLUMNS ")"
                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"};
inline constexpr WriteQuery kDeviceRemove {"omemo-device-remove", "DELETE FROM omemo_device WHERE person = ?1 AND device = ?2"};
inline constexpr ReadQuery kPersonLists {"omemo-person",
                                         "SELECT fetched_2, fetched_3 FROM omemo_person WHERE person = ?1"};
inline constexpr WriteQuery kPersonListsSet {
    "omemo-person-set", "INSERT OR REPLACE INTO omemo_person (person, fetched_2, fetched_3) VALUES (?1, ?2, ?3)"};

inline constexpr ReadQuery kSealed {
    "sealed", "SELECT message, stanza FROM sealed_message WHERE message > ?1 ORDER BY message LIMIT ?2"};
inline constexpr WriteQuery kSealedSet {"sealed-set", "INSERT OR REPLACE INTO sealed_message (message, stanza) VALUES (?1, ?2)"};
inline constexpr WriteQuery kSealedRemove {"sealed-remove", "DELETE FROM sealed_message WHERE message = ?1"};
inline constexpr WriteQuery kUnreadableSet {"unreadable-set", "UPDATE message SET unreadable = ?2 WHERE id = ?1"};
inline constexpr WriteQuery kMessageReveal {
    "message-reveal",
    "UPDATE message SET body = ?2, parts = ?3, trust = ?4, encryption = ?5, written = ?6, urgency = ?7,"
    " unreadable = NULL WHERE id = ?1"};
inline constexpr WriteQuery kOutboxForgetOrigin {"outbox-forget-origin",
                                                 "DELETE FROM outbox WHERE origin_id = ?1 AND kind <> 0 AND attempts > 0"};

inline constexpr std::array kOmemoReads {
    &kOwnDevice, &kPrekey, &kBaseKey, &kPrekeysUnused, &kPrekeyHighest, &kSignedPrekeys, &kSession, &kEndedChain, &kEndedChainOldest, &kDevice, &kDevices, &kPersonLists, &kSealed,
};
inline constexpr std::array kOmemoWrites {
    &kOwnDeviceSet, &kPrekeySet, &kPrekeyUsed, &kBaseKeySet, &kBaseKeysForget, &kPrekeysForget, &kSignedPrekeySet, &kSignedPrekeyRemove, &kSessionSet,
    &kSessionRemove, &kEndedChainInsert, &kEndedChainUpdate, &kEndedChainsTrim, &kEndedChainsRemove, &kEndedChainsForget, &kDeviceSet, &kDeviceRemove, &kPersonListsSet, &kSealedSet, &kSealedRemove, &kUnreadableSet, &kMessageReveal,
    &kOutboxForgetOrigin,
};

} // namespace wardline::store::queries

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/query.h"

#include <array>

// The statements of files; the plan test reads them like those of queries.h.
namespace wardline::store::queries {

#define WARDLINE_FILE_COLUMNS "f.id, f.name, f.media_type, f.size, f.width, f.height, f.thumbnail, f.state, f.problem"
inline constexpr ReadQuery kFiles{
    "files", "SELECT " WARDLINE_FILE_COLUMNS " FROM attachment f WHERE f.message = ?1 ORDER BY f.place"};
#define WARDLINE_STORED_FILE                                                                                           \
    "SELECT " WARDLINE_FILE_COLUMNS ", f.message, f.place, a.jid, m.is_own, m.origin_id, f.url, f.key, f.nonce,"       \
    " f.sha256, f.sealed_key, f.disk_name, f.left_out FROM "
inline constexpr ReadQuery kFile{"file",
                                 WARDLINE_STORED_FILE
                                 "attachment f JOIN message m ON m.id = f.message"
                                 " JOIN conversation c ON c.id = m.conversation JOIN address a ON a.id = c.address"
                                 " WHERE f.id = ?1"};
inline constexpr ReadQuery kFileAt{"file-at",
                                   WARDLINE_STORED_FILE
                                   "attachment f JOIN message m ON m.id = f.message"
                                   " JOIN conversation c ON c.id = m.conversation JOIN address a ON a.id = c.address"
                                   " WHERE f.message = ?1 AND f.place = ?2"};
/// What waits to be uploaded, in the order in which it was written.
inline constexpr ReadQuery kFilesToSend{
    "files-to-send",
    WARDLINE_STORED_FILE "outbox o CROSS JOIN attachment f ON f.message = o.message JOIN message m ON m.id = f.message"
                         " JOIN conversation c ON c.id = m.conversation JOIN address a ON a.id = c.address"
                         " WHERE o.position > 0 AND o.kind = 0 AND o.stanza = ?1 ORDER BY o.position"};
inline constexpr ReadQuery kFileNames{"file-names",
                                      "SELECT disk_name FROM attachment WHERE disk_name <> '' ORDER BY disk_name"};
inline constexpr WriteQuery kFileInsert{
    "file-insert",
    "INSERT OR REPLACE INTO attachment (message, place, name, media_type, size, width, height, thumbnail, url, key,"
    " nonce, sha256, sealed_key, disk_name, state, problem, left_out)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"};
inline constexpr WriteQuery kFileStateSet{"file-state-set",
                                          "UPDATE attachment SET state = ?2, problem = ?3 WHERE id = ?1"};
inline constexpr WriteQuery kFileShelved{
    "file-shelved",
    "UPDATE attachment SET disk_name = ?2, sealed_key = ?3, key = x'', size = ?4, state = ?5, problem = NULL"
    " WHERE id = ?1"};
inline constexpr WriteQuery kFileSent{"file-sent",
                                      "UPDATE attachment SET url = ?2, state = ?3, problem = NULL WHERE id = ?1"};
inline constexpr WriteQuery kFilesRemove{"files-remove", "DELETE FROM attachment WHERE message = ?1"};
inline constexpr WriteQuery kOutboxFill{
    "outbox-fill", "UPDATE outbox SET stanza = ?2, audience = ?4 WHERE message = ?1 AND kind = 0 AND stanza = ?3"};

inline constexpr std::array kFileReads{&kFiles, &kFile, &kFileAt, &kFilesToSend, &kFileNames};
inline constexpr std::array kFileWrites{&kFileInsert, &kFileStateSet, &kFileShelved,
                                        &kFileSent,   &kFilesRemove,  &kOutboxFill};

} // namespace wardline::store::queries

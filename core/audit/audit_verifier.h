// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/audit_log.h"
#include "core/audit/audit_storage.h"

#include <span>

namespace wardline::audit {

enum class DefectKind {
    Altered, ///< a byte of the record is not what was signed
    Missing, ///< the record is not there, later ones are
    Reordered, ///< the record stands in another place
    Truncated, ///< an anchor knows the record, the log ends before it
    AnchorDiffers, ///< the log has another record than the one that was anchored: it was rewritten
    KeyLineBroken, ///< a line of keys starts here that nobody vouches for
    SegmentDamaged, ///< a file cannot be read or is missing
};

struct AuditDefect {
    DefectKind kind = DefectKind::Altered;
    std::uint64_t record = 0; ///< number of the first record concerned
    int segment = 0;
    bool operator==(const AuditDefect &) const = default;
};

/// What can be said about a log.
struct AuditVerdict {
    std::uint64_t records = 0; ///< good ones, up to the first defect
    std::uint64_t epochs = 0;
    std::optional<AuditDefect> firstDefect; ///< nothing: as far as it reaches, the log is as it was written
    std::optional<std::uint64_t> anchoredTo; ///< up to here the log is what was published; beyond it an end may be missing unseen
    std::optional<std::uint64_t> signedTo; ///< the last record that a signature covers
    std::vector<std::uint64_t> repairs; ///< TailRepaired records: a crash, or somebody who wants it to look like one
    std::vector<QByteArray> rootKeys; ///< first public key of each line of keys, in order
    bool operator==(const AuditVerdict &) const = default;

    [[nodiscard]] bool isIntact() const { return !firstDefect.has_value(); }
};

/// Reads a whole log and names the first record that is not as it was written. `anchors` are heads that were published outside; with
/// any given, each root key must be one of theirs, and the log must reach the furthest. Errors only where nothing can be read at
/// all; a damaged log is a verdict. Reads everything: for a worker thread. Any thread.
[[nodiscard]] Result<AuditVerdict> verifyAuditLog(const AuditStorage &storage, std::span<const AuditHead> anchors);

/// Which records to list.
struct AuditQuery {
    std::optional<AuditEventType> type;
    QString who; ///< empty: anybody
    std::optional<Instant> from;
    std::optional<Instant> until;
    std::size_t limit = 1000; ///< the newest ones
    bool operator==(const AuditQuery &) const = default;
};

/// Records in ascending order; lines that are no records are left out (the verifier names them).
[[nodiscard]] Result<std::vector<AuditRecord>> readAuditLog(const AuditStorage &storage, const AuditQuery &query);

} // namespace wardline::audit

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/audit_record_codec.h"
#include "core/audit/audit_storage.h"
#include "core/crypto/hash_chain.h"

#include <QByteArrayView>

#include <optional>

namespace wardline::audit {

/// A line as it stands in a segment: raw bytes and, if it is a record, what it says.
struct ScannedLine {
    QByteArrayView text; ///< without the line feed
    bool isComplete = true; ///< false: the file ends without a line feed
    std::optional<LogLine> parts;
    std::optional<LogEntry> entry;

    [[nodiscard]] bool isRecord() const { return entry.has_value() && isComplete; }
    /// What the chain takes in. The writer closes a torn line with a line feed before it goes on, so both forms are the same.
    [[nodiscard]] QByteArray chained() const { return text.toByteArray().append('\n'); }
};

/// Walks over the lines of a segment. `bytes` outlives the walk.
class SegmentWalk
{
public:
    explicit SegmentWalk(QByteArrayView bytes)
        : m_rest(bytes)
    {
    }
    /// Nothing at the end.
    [[nodiscard]] std::optional<ScannedLine> next();

private:
    QByteArrayView m_rest;
};

/// Where a log stands after some of its lines.
struct LogPosition {
    crypto::HashChain chain {kChainDomain};
    std::uint64_t number = 0; ///< of the last record
    QByteArray epochKey;
    QByteArray rootKey;

    void advance(const ScannedLine &line);
};

/// The position in front of a segment: as the segment's first entry says, or, where that cannot be read, from all earlier ones. It is
/// what the writer goes on from; whether it is true is for the verifier to find out.
[[nodiscard]] Result<LogPosition> positionBefore(const AuditStorage &storage, int segment);

/// How a repair names the torn line it stands behind.
[[nodiscard]] QString fragmentId(QByteArrayView fragment);

} // namespace wardline::audit

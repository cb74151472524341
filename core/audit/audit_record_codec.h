// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/audit_event.h"
#include "core/base/result.h"

#include <QByteArray>

#include <optional>
#include <variant>

namespace wardline::audit {

/// A key takes over. `isRoot`: it vouches for itself; otherwise its predecessor signs the entry.
struct EpochBegun {
    QByteArray publicKey;
    bool isRoot = false;
    bool operator==(const EpochBegun &) const = default;
};

/// The first entry of a segment: where the chain stood before it, and whose turn it is to sign.
struct SegmentBegun {
    int segment = 0;
    QByteArray previousHead;
    QByteArray epochKey; ///< empty when no key exists yet
    QByteArray rootKey;
    bool operator==(const SegmentBegun &) const = default;
};

/// One line of the log.
struct LogEntry {
    std::uint64_t number = 0;
    Instant time;
    QString origin;
    std::variant<AuditEvent, EpochBegun, SegmentBegun> content;
    bool operator==(const LogEntry &) const = default;
};

/// A line taken apart: what was signed, and by which bytes.
struct LogLine {
    QByteArray body; ///< what the signature is about
    std::optional<QByteArray> signature; ///< 64 bytes; nothing for an entry written without a key
};

/// A line has at most this many bytes.
inline constexpr qsizetype kMaxLine = 64 * 1024;

/// The bytes to be signed: a JSON object without its closing brace, keys in alphabetical order.
[[nodiscard]] QByteArray encodeBody(const LogEntry &entry);
/// The finished line with its line feed.
[[nodiscard]] QByteArray encodeLine(QByteArrayView body, const std::optional<QByteArray> &signature);
/// What is signed for an entry: the head of the chain before it, and its body.
[[nodiscard]] QByteArray signedBytes(QByteArrayView previousHead, QByteArrayView body);

/// `line` is without its line feed. Malformed unless it is exactly what `encodeLine` would have made.
[[nodiscard]] Result<LogLine> splitLine(QByteArrayView line);
[[nodiscard]] Result<LogEntry> decodeBody(QByteArrayView body);

/// Domain of the hash chain.
inline constexpr QByteArrayView kChainDomain = "wardline audit chain v1";

} // namespace wardline::audit

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/audit_error.h"
#include "core/audit/audit_event.h"
#include "core/base/result.h"

#include <span>

namespace wardline::audit {

enum class FieldRule { Absent, Optional, Required };

/// What an event of one type must, may and must not carry, and how it is written.
struct AuditTypeRules {
    AuditEventType type;
    QStringView word; ///< in files and JSON: "signed-in"
    bool needsPerson; ///< `who` is a person's bare address; otherwise `kWorkstation` will do
    FieldRule reason;
    FieldRule object; ///< at least one of `objectKinds`
    FieldRule count;
    std::span<const AuditReason> reasons;
    std::span<const AuditObjectKind> objectKinds;
    bool isUrgent; ///< may use the reserve when the disk is full
    bool isDurable; ///< on the disk when `record` returns; otherwise with the next durable one or `flush`
};

/// Caps of one event: identifiers are at most 512 characters, objects at most 64 (more: several events).
inline constexpr qsizetype kMaxIdentifier = 512;
inline constexpr std::size_t kMaxObjects = 64;

/// The rules of every type, in the order of the enumeration.
[[nodiscard]] std::span<const AuditTypeRules> auditTypes();
[[nodiscard]] const AuditTypeRules &rulesOf(AuditEventType type);
/// Every reason there is, in the order of the enumeration.
[[nodiscard]] std::span<const AuditReason> auditReasons();

[[nodiscard]] QString auditTypeWord(AuditEventType type);
[[nodiscard]] std::optional<AuditEventType> auditTypeFromWord(QStringView word);
[[nodiscard]] QString auditReasonWord(AuditReason reason);
/// Also takes the words of lock::LockReason.
[[nodiscard]] std::optional<AuditReason> auditReasonFromWord(QStringView word);
[[nodiscard]] QString auditObjectKindWord(AuditObjectKind kind);
[[nodiscard]] std::optional<AuditObjectKind> auditObjectKindFromWord(QStringView word);

/// Whether the event may enter the log.
[[nodiscard]] Status checkAuditEvent(const AuditEvent &event);

/// An identifier that came from outside (another client's message id, a file name) in a form the log takes: itself if it is
/// printable, without blanks and at most 128 characters; otherwise "sha256:" and the digest.
[[nodiscard]] QString auditId(QStringView foreign);

} // namespace wardline::audit

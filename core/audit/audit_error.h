// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

namespace wardline::audit {

enum class AuditError {
    WhoMissing, ///< no person (or, where the type allows it, the workstation) is named
    FieldMissing, ///< the type demands a reason, an object or a count that is not there
    FieldNotAllowed, ///< a field, reason or kind of object that the type does not know
    BadIdentifier, ///< an identifier that is too long or has characters that identifiers do not have
    Malformed, ///< bytes that are not a record
    TooLarge, ///< a file or a line beyond its cap
    CannotRead, ///< the file system refused
    CannotWrite, ///< the file system refused
    DiskFull, ///< no space left; only records that matter most still find room in the reserve
    Busy, ///< another process writes this log
    KeyNotFitting, ///< the sealed key does not open, or belongs to another log
    RolledBack, ///< the log is shorter than, or other than, what the sealed key remembers
    NotSigning, ///< the operation needs the key, which is not attached
};

} // namespace wardline::audit

template <>
struct wardline::ErrorDomain<wardline::audit::AuditError> {
    static constexpr const char *name = "audit";
};

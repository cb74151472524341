// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

namespace wardline::store {

/// Why the cache could not do something. The detail of such an error names a statement, never its parameters.
enum class StoreError {
    WrongKey, ///< the file is no database under this key (a damaged first page looks the same)
    Damaged, ///< a page does not authenticate or the structure is broken: quarantine and rebuild
    DiskFull, ///< nothing of the transaction was kept
    ReadOnly, ///< the file, its folder or the file system cannot be written
    InUse, ///< another process has the profile
    TooNew, ///< written by a later version of Wardline
    Busy, ///< another connection held the file longer than we wait
    IoFailed, ///< the system failed to read or write
    OutOfMemory,
    Closed, ///< the store is not open (locked, or not opened yet)
    NotFound, ///< what is to be changed does not exist
    InvalidInput, ///< a value that the caller should have refused: too long, no address, no such state
    Internal, ///< a statement was misused: a defect of ours
};

} // namespace wardline::store

template <>
struct wardline::ErrorDomain<wardline::store::StoreError> {
    static constexpr const char *name = "store";
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

namespace wardline::history {

enum class HistoryError {
    NotHistory, ///< not a file of this kind
    VersionUnknown, ///< written by a newer release
    WrongKey, ///< no part of it opens: other words, another password or organisation secret
    Damaged, ///< shortened, reordered, mixed with another one or altered; nothing of it was taken
    OtherPerson, ///< of another account
    RolledBack, ///< older than one that was seen before
    Expired, ///< all that it holds is older than policy keeps
    TooLarge,
    BadWords, ///< not 24 words of the list, or their checksum does not fit
    DiskFull,
    NotWritable,
    FileMissing,
    FileFailed, ///< any other failure to read or write
};

} // namespace wardline::history

template <>
struct wardline::ErrorDomain<wardline::history::HistoryError>
{
    static constexpr const char *name = "history";
};

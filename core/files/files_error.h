// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

namespace wardline::files {

/// What can be wrong with a file, its link, or its way.
enum class FilesError {
    BadLink, ///< no address or key that can be used
    NotHttps,
    ForeignHost, ///< neither the relay's nor one that policy names
    Redirected, ///< the server wanted to send us elsewhere
    NotReachable,
    Certificate, ///< not the relay's authority, expired, for another host or not the pinned key
    Forbidden, ///< 401, 403 and their like
    Gone, ///< 404, 410
    ServerFailed, ///< any other answer than the one that was wanted
    TooLarge, ///< more than allowed, said or sent
    Truncated, ///< less than was said
    NotAuthentic, ///< the tag does not fit: altered, or another key
    OtherContent, ///< authentic, and neither the size nor the hash that the message says
    OtherType, ///< its content is of another type than it claims
    TypeNotAllowed, ///< by policy
    Damaged, ///< an image that cannot be read as one
    TooManyPixels,
    CannotClean, ///< a picture of a kind whose metadata cannot be removed
    Cancelled,
    DiskFull,
    IoFailed,
};

} // namespace wardline::files

template <>
struct wardline::ErrorDomain<wardline::files::FilesError>
{
    static constexpr const char *name = "files";
};

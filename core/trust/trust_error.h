// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

namespace wardline::trust {

/// Why a document of the organisation, a request or a message about trust was not taken.
enum class TrustError {
    Malformed, ///< not in the one form that FORMATS.md allows
    TooLarge,
    OtherOrganisation,
    BadSignature, ///< not signed by the key that must sign it
    NotPinned, ///< no root key is pinned here, so that nothing can be believed
    NotYetValid,
    Expired,
    FromTheFuture, ///< issued later than it can be by now: a clock is wrong
    RolledBack, ///< older than what was seen before
    Forked, ///< the same number as what was seen before and another content, or a broken chain
    OtherEpoch, ///< of an epoch that is not in force
    OtherPlace, ///< a page the manifest does not name, or a statement where it does not belong
    OtherPerson, ///< speaks of somebody else than its sender
    Repeated, ///< a nonce that was used before or never given
    NotPermitted, ///< whoever signed it may not do that
    Unknown, ///< speaks of something that is not known here
    WrongPassphrase,
    StorageFailed,
};

} // namespace wardline::trust

template <>
struct wardline::ErrorDomain<wardline::trust::TrustError>
{
    static constexpr const char *name = "trust";
};

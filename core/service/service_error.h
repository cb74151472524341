// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

namespace wardline::service {

/// What can go wrong from a user's point of view. Causes further down are folded into these where the user can do
/// nothing else about them; ui has words and a next step for each.
enum class ServiceError {
    // Signing in
    BadAddress, ///< not an account address
    BadRelayUrl, ///< not a wss:// address
    WrongCredentials, ///< password or code; never says which
    CodeMissing, ///< the relay wants a code that was not given
    TicketMissing, ///< enrolment wants a ticket (or another one)
    RelayNotReachable,
    RelayCertificate, ///< expired, foreign, for another host or not the pinned one; the cause's own code says which
    RelayNotCompliant, ///< no WebSocket, no suitable sign-in, or weaker than before
    RelayRefused, ///< the relay closed the connection and says why
    AccountDisabled,
    NoKeychain,
    KeychainLocked,
    ProfileInUse,
    ProfileReadOnly,
    ProfileDamaged,
    PasswordChanged, ///< the relay takes the password, the vault was made with another one
    LeaseOver, ///< offline for longer than policy allows
    // Working
    NotSignedIn,
    Locked,
    NotAllowed, ///< the room or policy does not allow it
    NotEverybodyCanRead, ///< end-to-end encrypted, and somebody or something stands in the way
    UrgencyNotEncrypted, ///< an urgency travels inside of the encryption only, and there is none here
    NoSuchConversation,
    TooLong,
    NoSuchMessage, ///< it is gone, or was taken back in the meantime
    TooLate, ///< a correction or retraction after the time that policy gives
    FileTooLarge, ///< for policy
    FileTypeNotAllowed, ///< by policy, by what its content is
    FileCannotBeCleaned, ///< a picture of a kind whose metadata cannot be removed
    FileUnreadable, ///< it cannot be read, or is no picture although it says so
    DiskFull,
    CacheDamaged,
    TryLater, ///< growing delay after wrong attempts
    Timeout,
    Cancelled,
    Internal,
};

} // namespace wardline::service

template <>
struct wardline::ErrorDomain<wardline::service::ServiceError>
{
    static constexpr const char *name = "service";
};

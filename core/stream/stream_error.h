// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

namespace wardline::stream {

/// Why a connection could not be made or has ended. Closed: ui has words for each.
enum class StreamError {
    // Reaching the relay
    NotSecureUrl, ///< the address is no plain wss:// URL
    HostNotFound,
    RelayNotReachable, ///< refused, no route, or cut during the set-up
    Timeout, ///< no answer in time while connecting or signing in
    CertificateExpired, ///< or not yet valid: also look at the clock
    CertificateHostMismatch,
    CertificateUntrusted, ///< signed by an authority that is not trusted here
    CertificateSelfSigned,
    CertificateInvalid, ///< revoked, bad signature, wrong purpose
    PinMismatch, ///< a good certificate with a key other than the pinned ones
    TlsFailed, ///< no common version or cipher, or a damaged handshake
    NoWebSocket, ///< the server answers HTTP and does not upgrade
    SubprotocolRefused, ///< it upgrades without agreeing to `xmpp`

    // What travels
    FrameTooLarge,
    BinaryFrame, ///< RFC 7395 3.2 allows text only
    BadXml,
    ProtocolViolation, ///< well-formed, and not what the specification allows here
    Redirected, ///< `see-other-uri`, which is the detail (or `see-other-host`); whether to follow is the service's
                ///< decision

    // Signing in
    NoSuitableMechanism, ///< the relay offers no mechanism that policy allows
    Downgrade, ///< the relay offers less than it did, or less than policy demands
    ServerSignatureWrong, ///< the relay does not know the password or token: somebody else may be answering
    ScramRefused, ///< iteration count, salt or nonce of the relay not acceptable
    PasswordNotAllowed, ///< characters that SASLprep (RFC 4013) prohibits
    NotAuthorized, ///< password, code, ticket or account: never says which
    TokenRefused, ///< the FAST token is wrong, revoked or expired: ask for password and code
    CredentialsExpired,
    AccountDisabled,
    TooManyAttempts, ///< wait, see XmppStream::retryAfter()
    TicketRequired, ///< enrolment demands a ticket and nobody can be asked
    CodeRequired, ///< a code is demanded and nobody can be asked
    SecondFactorMissing, ///< signed in without a code although policy demands one
    TaskNotSupported, ///< the relay demands a SASL2 task we do not know
    Aborted, ///< cancelled by the user
    BindFailed,

    // A stream that ran
    Conflict, ///< the same profile signed in elsewhere, or the session was kicked
    PolicyViolation,
    Revoked, ///< stream error not-authorized: the account was deleted or disabled
    SystemShutdown,
    HostUnknown,
    RelayResources, ///< resource-constraint, connection-timeout, reset, and the like: try again later
    RelayError, ///< any other stream error; detail holds the condition
    AcknowledgementWrong, ///< XEP-0198: more acknowledged than was sent
    ConnectionLost, ///< the network went away, or nothing was heard in time
    ClosedByRelay, ///< a clean close without a reason
    Closed, ///< closed from here
    NotConnected, ///< nothing to send on
};

} // namespace wardline::stream

template <>
struct wardline::ErrorDomain<wardline::stream::StreamError> {
    static constexpr const char *name = "stream";
};

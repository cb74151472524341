// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <optional>

namespace wardline::service {

/// What exactly is wrong with a relay, where knowing it helps to put it right. Closed: every face has words for each.
enum class RelayFault {
    HostNotFound, ///< the name in the address leads nowhere
    NoTls, ///< no TLS 1.2 or newer
    CertificateExpired, ///< or not valid yet: also look at this computer's clock
    CertificateOtherHost, ///< good, and for another name
    CertificateUntrusted, ///< from an authority that is not trusted here, or signed by itself
    CertificateInvalid, ///< revoked, bad signature, wrong purpose
    OtherKey, ///< a good certificate with another key than policy pins
    NoWebSocket, ///< something answers at the address and it is no relay
};

/// The fault behind an error of a sign-in or a connection; nothing for other errors. Any thread.
[[nodiscard]] std::optional<RelayFault> relayFaultOf(const Error &error);

} // namespace wardline::service

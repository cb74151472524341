// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/relay_fault.h"

#include "core/service/service_error.h"
#include "core/stream/stream_error.h"

namespace wardline::service {

namespace {

using stream::StreamError;

/// The stream's error that was folded into the service's: it stands at the beginning of the detail.
std::optional<StreamError> streamErrorBehind(const Error &error)
{
    if (const auto code = error.as<StreamError>()) {
        return code;
    }
    const QString domain = QLatin1StringView(ErrorDomain<StreamError>::name) % u'/';
    if (!error.as<ServiceError>() || !error.detail().startsWith(domain)) {
        return std::nullopt;
    }
    bool isNumber = false;
    const int value = error.detail().section(u' ', 0, 0).mid(domain.size()).toInt(&isNumber);
    return isNumber ? std::optional(static_cast<StreamError>(value)) : std::nullopt;
}

} // namespace

std::optional<RelayFault> relayFaultOf(const Error &error)
{
    switch (streamErrorBehind(error).value_or(StreamError::Closed)) {
    case StreamError::HostNotFound:
        return RelayFault::HostNotFound;
    case StreamError::TlsFailed:
        return RelayFault::NoTls;
    case StreamError::CertificateExpired:
        return RelayFault::CertificateExpired;
    case StreamError::CertificateHostMismatch:
        return RelayFault::CertificateOtherHost;
    case StreamError::CertificateUntrusted:
    case StreamError::CertificateSelfSigned:
        return RelayFault::CertificateUntrusted;
    case StreamError::CertificateInvalid:
        return RelayFault::CertificateInvalid;
    case StreamError::PinMismatch:
        return RelayFault::OtherKey;
    case StreamError::NoWebSocket:
    case StreamError::SubprotocolRefused:
        return RelayFault::NoWebSocket;
    default: // the rest is said well enough by the service's own error
        return std::nullopt;
    }
}

} // namespace wardline::service

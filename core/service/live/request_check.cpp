// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/request_check.h"

#include "core/stream/websocket_transport.h"

namespace wardline::service {

namespace {
constexpr std::size_t kLongestPassword = 1024;
}

Status checkRequest(SignInRequest &request, const Rules &rules)
{
    if (request.account.local().isEmpty() || !request.account.isBare()) {
        return failure(ServiceError::BadAddress);
    }
    if (rules.isRelayFixed) {
        request.relay = rules.relay;
    }
    if (!stream::checkRelayUrl(request.relay)) {
        return failure(ServiceError::BadRelayUrl);
    }
    if (request.password.isEmpty() || request.password.size() > kLongestPassword || request.code.size() > kLongestCode
        || request.enrolmentTicket.size() > kLongestCode) {
        return failure(ServiceError::WrongCredentials);
    }
    return {};
}

} // namespace wardline::service

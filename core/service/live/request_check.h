// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/rules.h"
#include "core/service/sign_in_service.h"

namespace wardline::service {

inline constexpr std::size_t kLongestCode = 64; ///< bytes, of a code, a recovery code or a ticket

/// What can be refused without asking anybody: BadAddress, BadRelayUrl, WrongCredentials for an empty or endless secret.
/// Puts policy's relay in where policy fixes it.
[[nodiscard]] Status checkRequest(SignInRequest &request, const Rules &rules);

} // namespace wardline::service

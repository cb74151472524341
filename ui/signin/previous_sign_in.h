// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/sign_in_service.h"

namespace wardline::ui {

/// "Last sign-in: 21 Nov 19:02, on this computer. ...": one line after signing in, so that somebody whose account was
/// used by another notices.
[[nodiscard]] QString previousSignInWords(const service::PreviousSignIn &previous, Instant now);

} // namespace wardline::ui

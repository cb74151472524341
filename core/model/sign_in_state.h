// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wardline::model {

/// Where a sign-in stands, in the order in which it happens.
enum class SignInState {
    SignedOut,
    Connecting, ///< reaching the relay
    Proving, ///< password and code are being checked
    Enrolling, ///< the relay handed out a seed and waits for the first code
    ShowingRecoveryCodes, ///< enrolled; the codes are shown once
    OpeningProfile, ///< keys are derived and the cache is opened
    SignedIn,
};

} // namespace wardline::model

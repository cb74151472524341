// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wardline::model {

/// How a message or a conversation is protected beyond TLS. Said in words wherever it is shown.
enum class EncryptionState {
    NotEncrypted, ///< the relay can read it
    EndToEnd, ///< only members' devices can read it
};

} // namespace wardline::model

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <span>

namespace wardline::lock {

/// Why the screen was locked. Said on the lock page and in the audit log.
enum class LockReason {
    Idle, ///< nobody used it for the policy's time
    User, ///< button or key
    SessionLock, ///< the desktop session was locked
    Suspend, ///< the machine went to sleep or its lid was closed
    UserSwitch, ///< another desktop user took over
    RemoteDisconnect, ///< a remote-desktop client came or went
    TimeJump, ///< a due time passed unseen: suspend without notice, or the clock was set
    Policy, ///< policy or the organisation demanded it
    RemoteCommand, ///< a lock sent to this installation
};

/// "session-lock": the word in records and JSON, the same as audit::auditReasonWord gives.
[[nodiscard]] QString lockReasonWord(LockReason reason);
[[nodiscard]] std::span<const LockReason> lockReasons();

} // namespace wardline::lock

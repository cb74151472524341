// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lock/lock_reason.h"

#include <array>

namespace wardline::lock {

using namespace Qt::StringLiterals;

namespace {
constexpr std::array kReasons {
    LockReason::Idle,       LockReason::User,             LockReason::SessionLock, LockReason::Suspend,
    LockReason::UserSwitch, LockReason::RemoteDisconnect, LockReason::TimeJump,    LockReason::Policy,
    LockReason::RemoteCommand,
};
} // namespace

QString lockReasonWord(LockReason reason)
{
    switch (reason) {
    case LockReason::Idle:
        return u"idle"_s;
    case LockReason::User:
        return u"user"_s;
    case LockReason::SessionLock:
        return u"session-lock"_s;
    case LockReason::UserSwitch:
        return u"user-switch"_s;
    case LockReason::RemoteDisconnect:
        return u"remote-disconnect"_s;
    case LockReason::Suspend:
        return u"suspend"_s;
    case LockReason::Policy:
        return u"policy"_s;
    case LockReason::TimeJump:
        return u"time-jump"_s;
    case LockReason::RemoteCommand:
        return u"remote-command"_s;
    }
    return u"user"_s;
}

std::span<const LockReason> lockReasons()
{
    return kReasons;
}

} // namespace wardline::lock

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/message.h"

namespace wardline::model {

/// So many messages next to each other that cannot be read, for one reason, are told in one line.
inline constexpr int kFoldedFrom = 3;

/// Whether a message that cannot be read says the same as the one before it. Where it matters who wrote it, because one
/// can ask or start again with them, it has to be the same person.
[[nodiscard]] inline bool continuesRun(const Message &before, const Message &message)
{
    if (!message.unreadable || before.unreadable != message.unreadable) {
        return false;
    }
    switch (*message.unreadable) {
    case Unreadable::OlderThanDevice:
    case Unreadable::Pending:
    case Unreadable::UnknownSender:
        return true;
    case Unreadable::NotForThisDevice:
    case Unreadable::BrokenSession:
    case Unreadable::DistrustedDevice:
    case Unreadable::IdentityChanged:
    case Unreadable::Forged:
    case Unreadable::OtherMethod:
    case Unreadable::ClearTextRefused:
    case Unreadable::Repeated:
    case Unreadable::UncertifiedDevice:
    case Unreadable::TooManyHeld:
        return before.sender == message.sender;
    }
    return false;
}

} // namespace wardline::model

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/message.h"
#include "core/store/addresses.h"
#include "core/store/database.h"
#include "core/store/message_action.h"

#include <QList>

namespace wardline::store {

/// Which side tables have something of a message. Bits, which are on disk; kUnreadMentions has one of them.
inline constexpr qint64 kHasQuote = 1;
inline constexpr qint64 kHasReactions = 2;
inline constexpr qint64 kIsCorrected = 4;
inline constexpr qint64 kIsTombstone = 8;
inline constexpr qint64 kMentionsMe = 16;
inline constexpr qint64 kHasFiles = 64;
inline constexpr qint64 kHasDeliveries = 128; ///< somebody said what became of it
inline constexpr qint64 kAsks = 256; ///< somebody else's, who wants to know what became of it
inline constexpr qint64 kWasOfferedAgain = 512; ///< the relay had lost it
inline constexpr qint64 kIsPlaceholder = 32; ///< made by a correction; the first version has not come

/// Reads what the flags name into the message.
[[nodiscard]] Status readParts(ReadableDatabase &database, model::Message &message, qint64 parts, StoredJids &jids);
/// The same for many; `parts` are those of the messages, in order.
[[nodiscard]] Status readParts(ReadableDatabase &database, QList<model::Message> &messages, const QList<qint64> &parts,
                               StoredJids &jids);
/// All versions, oldest first, the newest one too; empty if it was never corrected.
[[nodiscard]] Result<QList<TextVersion>> readVersions(ReadableDatabase &database, model::MessageId id);
/// The message that an id names, if it is here.
[[nodiscard]] Result<std::optional<model::MessageId>> findTarget(ReadableDatabase &database, qint64 conversation,
                                                                 const model::Jid &archive, const MessageTarget &target);

} // namespace wardline::store

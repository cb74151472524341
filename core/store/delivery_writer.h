// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/database.h"
#include "core/store/delivery_mark.h"

namespace wardline::store {

/// Most own messages that one mark can mean (XEP-0333: all up to the one it names).
inline constexpr qint64 kMaxMarkedAtOnce = 500;

/// Takes a mark in, within the transaction of the caller: remembers it, moves the states forward. The messages that it
/// changed; none where it is about nothing of ours, is known already, or comes from somebody who does not belong to the
/// conversation of the message.
[[nodiscard]] Result<QList<MarkedMessage>> takeMark(WritableDatabase &database, const DeliveryMark &mark);

/// Everybody who said something of a message.
[[nodiscard]] Result<QList<PersonMarks>> readMarks(ReadableDatabase &database, model::MessageId id);
/// How many said what; `recipients` is left alone.
[[nodiscard]] Status readMarkCounts(ReadableDatabase &database, model::MessageId id, model::DeliveryCounts &counts);

} // namespace wardline::store

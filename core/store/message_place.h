// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/model/message_id.h"

#include <algorithm>

namespace wardline::store {

// A message's id is its place in time: milliseconds since 1970 shifted left by 20 bits, plus a place within the
// millisecond. Ids are unique in one profile, over all conversations, so that the integer primary key alone orders
// messages and the full-text index (whose document number it is) yields newest first without sorting.
//
// Relays stamp archived messages by the second, so many share one stamp. Places within a millisecond start in the
// middle and go up in strides for what arrives later and down for older archive pages; the stride leaves room to put a
// gap's messages between.
inline constexpr int kPlaceBits = 20;
inline constexpr qint64 kPlacesPerMillisecond = qint64(1) << kPlaceBits;
inline constexpr qint64 kFirstPlace = kPlacesPerMillisecond / 2;
inline constexpr qint64 kPlaceStride = 16;

/// Places in time must stay positive and far from overflow: 1970 to 2100.
inline constexpr Instant kEarliest{std::chrono::milliseconds(1)};
inline constexpr Instant kLatest{std::chrono::milliseconds(4102444800000)};

/// The nearest time that a message can have: a stamp from outside is never a reason to store nothing.
[[nodiscard]] constexpr Instant storable(Instant time)
{
    return std::clamp(time, kEarliest, kLatest);
}

/// The lowest id a message of this instant can have; "everything before" and "everything since" are asked with it.
[[nodiscard]] constexpr model::MessageId firstIdAt(Instant time)
{
    return {time.time_since_epoch().count() * kPlacesPerMillisecond};
}

/// The millisecond of the place; a message's own `time` may differ by less than a second (see MessageStore::insert).
[[nodiscard]] constexpr Instant instantOf(model::MessageId id)
{
    return Instant(std::chrono::milliseconds(id.value / kPlacesPerMillisecond));
}

} // namespace wardline::store

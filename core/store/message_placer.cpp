// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/message_placer.h"

#include "core/store/message_place.h"
#include "core/store/queries.h"

#include <algorithm>
#include <iterator>

namespace wardline::store {

using model::MessageId;

namespace {

constexpr std::chrono::milliseconds kStampPrecision {1000};
constexpr int kMaxNeighbours = 64;

bool sameMillisecond(MessageId a, MessageId b)
{
    return a.isValid() && b.isValid() && instantOf(a) == instantOf(b);
}

} // namespace

MessagePlacer::MessagePlacer(WritableDatabase &database)
    : m_database(database)
{
}

Result<MessageId> MessagePlacer::placeAfter(MessageId after, Instant time)
{
    const bool followsClosely = after.isValid() && instantOf(after) >= time && instantOf(after) - time < kStampPrecision;
    return followsClosely ? justBehind(after) : endOf(time);
}

Result<MessageId> MessagePlacer::placeBefore(MessageId before, Instant time)
{
    const bool precedesClosely = before.isValid() && instantOf(before) <= time && time - instantOf(before) < kStampPrecision;
    return precedesClosely ? justBefore(before) : startOf(time);
}

Result<MessageId> MessagePlacer::placeLast(MessageId after, Instant time)
{
    return after.isValid() && instantOf(after) >= time ? justBehind(after) : endOf(time);
}

Result<MessageId> MessagePlacer::placeNotBehind(MessageId before, Instant time)
{
    return before.isValid() && instantOf(before) <= time ? justBefore(before) : endOf(time);
}

Result<MessageId> MessagePlacer::endOf(Instant time)
{
    const MessageId start = firstIdAt(time);
    const MessageId end {start.value + kPlacesPerMillisecond};
    WARDLINE_TRY(const MessageId last, previousUsed(end));
    if (last < start) {
        return take(start.value + kFirstPlace);
    }
    if (last.value + kPlaceStride < end.value) {
        return take(last.value + kPlaceStride);
    }
    // A millisecond with tens of thousands of messages flows over into the next one.
    return endOf(time + std::chrono::milliseconds(1));
}

Result<MessageId> MessagePlacer::startOf(Instant time)
{
    const MessageId start = firstIdAt(time);
    WARDLINE_TRY(const MessageId first, nextUsed({start.value - 1}));
    if (!first.isValid() || instantOf(first) != time) {
        return take(start.value + kFirstPlace);
    }
    if (first.value - kPlaceStride >= start.value) {
        return take(first.value - kPlaceStride);
    }
    return startOf(time - std::chrono::milliseconds(1));
}

// Where there is no room, the next free place is taken: what stands there is most often of another conversation, and
// what is not is put in order by its archive's page.
Result<MessageId> MessagePlacer::justBehind(MessageId id)
{
    for (int tries = 0; tries < kMaxNeighbours; ++tries) {
        WARDLINE_TRY(const MessageId next, nextUsed(id));
        if (!sameMillisecond(id, next)) {
            break;
        }
        if (next.value - id.value > 1) {
            return take(id.value + 1);
        }
        id = next;
    }
    return endOf(instantOf(id));
}

Result<MessageId> MessagePlacer::justBefore(MessageId id)
{
    for (int tries = 0; tries < kMaxNeighbours; ++tries) {
        WARDLINE_TRY(const MessageId previous, previousUsed(id));
        if (!sameMillisecond(id, previous)) {
            break;
        }
        if (id.value - previous.value > 1) {
            return take(id.value - 1);
        }
        id = previous;
    }
    return startOf(instantOf(id));
}

Result<MessageId> MessagePlacer::nextUsed(MessageId id)
{
    WARDLINE_TRY(Statement statement, m_database.prepare(queries::kIdAbove));
    WARDLINE_TRY(const bool hasRow, statement.bind(1, id.value).step());
    MessageId next = hasRow ? MessageId {statement.integer(0)} : MessageId();
    const auto taken = m_taken.upper_bound(id.value);
    if (taken != m_taken.end() && (!next.isValid() || *taken < next.value)) {
        next.value = *taken;
    }
    return next;
}

Result<MessageId> MessagePlacer::previousUsed(MessageId id)
{
    WARDLINE_TRY(Statement statement, m_database.prepare(queries::kIdBelow));
    WARDLINE_TRY(const bool hasRow, statement.bind(1, id.value).step());
    MessageId previous = hasRow ? MessageId {statement.integer(0)} : MessageId();
    const auto above = m_taken.lower_bound(id.value);
    if (above != m_taken.begin()) {
        previous.value = std::max(previous.value, *std::prev(above));
    }
    return previous;
}

MessageId MessagePlacer::take(qint64 id)
{
    m_taken.insert(id);
    return {id};
}

} // namespace wardline::store

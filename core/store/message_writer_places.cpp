// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/addresses.h"
#include "core/store/message_parts.h"
#include "core/store/message_place.h"
#include "core/store/message_writer.h"
#include "core/store/queries.h"

#include <algorithm>

// Where in a conversation a message belongs that did not come live.
namespace wardline::store {

using model::MessageId;

namespace {
constexpr std::chrono::milliseconds kStampPrecision{1000};

/// Which of them can stay when as few as possible are moved, and others' rather than our own: these stand where they
/// were written, those where they came, next to what is not among them.
QSet<qsizetype> bestAscending(const QList<MessageId> &ids, const QSet<MessageId> &own)
{
    const qsizetype heavy = ids.size() + 1;
    QList<qsizetype> weights(ids.size()); // of the best sequence that ends with each
    QList<qsizetype> before(ids.size(), -1);
    qsizetype best = -1;
    for (qsizetype i = 0; i < ids.size(); ++i) { // a page and what is compared with it: some hundreds
        for (qsizetype k = 0; k < i; ++k) {
            if (ids.at(k) < ids.at(i) && weights.at(k) > weights.at(i)) {
                weights[i] = weights.at(k);
                before[i] = k;
            }
        }
        weights[i] += own.contains(ids.at(i)) ? 1 : heavy;
        best = best < 0 || weights.at(i) > weights.at(best) ? i : best;
    }
    QSet<qsizetype> staying;
    for (qsizetype i = best; i >= 0; i = before.at(i)) {
        staying.insert(i);
    }
    return staying;
}

} // namespace

/// What the archive gave in which order, as far as this batch says.
void MessageWriter::noteOrder(const IncomingBatch &batch)
{
    m_archiveOrder.clear();
    if (!batch.page || batch.isLive) {
        return;
    }
    const auto add = [this](const QString &stanzaId) {
        if (!stanzaId.isEmpty() && !m_archiveOrder.contains(stanzaId)) {
            m_archiveOrder.insert(stanzaId, m_archiveOrder.size());
        }
    };
    for (const IncomingMessage &incoming : batch.messages) {
        if (incoming.archive == batch.page->archive) {
            add(incoming.message.stanzaId);
        }
    }
    for (const ArchivedMessage &message : batch.newer) {
        add(message.stanzaId);
    }
    for (const QString &stanzaId : batch.laterIds) {
        add(stanzaId);
    }
}

/// What was sent twice is in the archive twice, and belongs where it is first. False where that is not known.
bool MessageWriter::isFirstCopy(const QString &stanzaId, const QString &otherId) const
{
    const auto here = m_archiveOrder.constFind(stanzaId);
    const auto there = m_archiveOrder.constFind(otherId);
    return here != m_archiveOrder.cend() && there != m_archiveOrder.cend() && *here < *there;
}

/// The next of a page after `index` that is known, in the same conversation; invalid if none is.
Result<MessageId> MessageWriter::knownBehind(const IncomingBatch &batch, qsizetype index)
{
    const model::Jid &conversation = batch.messages.at(index).message.conversation;
    for (qsizetype i = index + 1; i < batch.messages.size(); ++i) {
        const IncomingMessage &incoming = batch.messages.at(i);
        if (incoming.message.conversation != conversation) {
            continue;
        }
        WARDLINE_TRY(const Row row, rowFor(incoming));
        if (row.archive) {
            WARDLINE_TRY(Statement byStanza, m_database.prepare(queries::kByStanzaId));
            byStanza.bind(1, row.conversation).bind(2, *row.archive).bind(3, incoming.message.stanzaId);
            WARDLINE_TRY(const bool hasRow, byStanza.step());
            if (hasRow) {
                return MessageId{byStanza.integer(0)};
            }
        }
    }
    return MessageId();
}

/// The last that is known within the second of a stamp that was cut to it, and before `before` (invalid: anywhere).
Result<MessageId> MessageWriter::lastWithin(qint64 conversation, Instant time, MessageId before)
{
    const bool isCut = time.time_since_epoch().count() % kStampPrecision.count() == 0;
    const qint64 end = firstIdAt(time + kStampPrecision).value;
    if (!isCut || (before.isValid() && before.value <= firstIdAt(time).value)) {
        return MessageId();
    }
    WARDLINE_TRY(Statement last, m_database.prepare(queries::kLastKnownBetween));
    last.bind(1, conversation)
        .bind(2, firstIdAt(time).value)
        .bind(3, before.isValid() ? std::min(before.value, end) : end);
    WARDLINE_TRY(const bool hasRow, last.step());
    return hasRow ? MessageId{last.integer(0)} : MessageId();
}

/// Before what follows it, and behind what was live in the same second before the gap began.
Result<MessageId> MessageWriter::placeInGap(const Row &row, MessageId nextHere, MessageId next)
{
    const Instant time = row.message->time;
    MessageId last;
    if (nextHere.isValid()) {
        WARDLINE_TRY(last, lastWithin(row.conversation, time, nextHere));
    }
    if (!last.isValid()) {
        return m_placer.placeBefore(next, time);
    }
    const bool isClose = instantOf(nextHere) - time < kStampPrecision;
    return isClose ? m_placer.placeNotBehind(nextHere, instantOf(nextHere))
                   : m_placer.placeBefore({}, time + kStampPrecision - std::chrono::milliseconds(1));
}

// Only ever later: when other messages (not our own that still wait, too) reached the relay between our writing it and
// the relay having it, everybody else reads them first, and so must we.
Result<MessageId> MessageWriter::moveIfOvertaken(const Row &row, MessageId id)
{
    const Instant relayTime = row.message->time;
    if (m_isNewer) {
        // What of ours the relay had before this one stays before it.
        WARDLINE_TRY(Statement behind, m_database.prepare(queries::kOwnKnownBehind));
        WARDLINE_TRY(const bool isBehind, behind.bind(1, row.conversation).bind(2, id.value).step());
        if (isBehind) {
            const MessageId last{behind.integer(0)};
            behind.reset();
            WARDLINE_TRY(const MessageId place, m_placer.placeLast(last, relayTime));
            WARDLINE_CHECK(moveTo(row, id, place));
            return place;
        }
    }
    if (relayTime - instantOf(id) < kStampPrecision) {
        // A stamp cut to the second says nothing finer; live, a second of delay changes nobody's reading.
        return id;
    }
    // Archives are read backward: what of ours stands behind this one, and the relay has, it had after it.
    MessageId next;
    if (!m_isNewer) {
        WARDLINE_TRY(Statement behind, m_database.prepare(queries::kOwnKnownNext));
        WARDLINE_TRY(const bool hasNext, behind.bind(1, row.conversation).bind(2, id.value).step());
        next = hasNext ? MessageId{behind.integer(0)} : MessageId();
    }
    const qint64 end = std::min(firstIdAt(relayTime).value, next.isValid() ? next.value : firstIdAt(relayTime).value);
    WARDLINE_TRY(Statement between, m_database.prepare(queries::kAnyBetween));
    between.bind(1, row.conversation).bind(2, id.value).bind(3, end);
    WARDLINE_TRY(const bool isOvertaken, between.step());
    if (!isOvertaken) {
        return id;
    }
    between.reset();
    WARDLINE_TRY(const MessageId place, m_placer.placeNotBehind(next, relayTime));
    WARDLINE_CHECK(moveTo(row, id, place));
    return place;
}

/// Stamps are cut to the second, what came live bears our own clock, and what we wrote the time of writing: each gives
/// a place, and together they need not be in the archive's order. The page says what that is.
Status MessageWriter::orderByArchive(const IncomingBatch &batch, StoredBatch &stored)
{
    QList<ArchivedMessage> order;
    for (const IncomingMessage &incoming : batch.messages) {
        if (incoming.archive == batch.page->archive) {
            order.append({incoming.message.conversation, incoming.message.stanzaId});
        }
    }
    order.append(batch.newer);
    // By the archive's own id alone: what was offered again stands there a second time, or anew and late, and whoever
    // has it from before keeps it where it was.
    QHash<qint64, QList<MessageId>> rowsOf;
    QHash<qint64, model::Jid> names;
    WARDLINE_TRY(const auto archive, addressId(m_database, batch.page->archive));
    for (const ArchivedMessage &message : std::as_const(order)) {
        WARDLINE_TRY(const auto conversation, conversationId(m_database, message.conversation));
        if (!conversation || message.stanzaId.isEmpty()) {
            continue;
        }
        WARDLINE_TRY(Statement find, m_database.prepare(queries::kByStanzaId));
        find.bind(1, *conversation).bind(2, archive.value_or(0)).bind(3, message.stanzaId);
        WARDLINE_TRY(const bool hasRow, find.step());
        if (!hasRow) {
            continue;
        }
        const MessageId id{find.integer(0)};
        find.reset();
        WARDLINE_TRY(Statement target, m_database.prepare(queries::kTarget));
        WARDLINE_TRY(const bool exists, target.bind(1, id.value).step());
        if (exists && (target.integer(5) & kWasOfferedAgain) == 0) { // ours has the new id, and its old place, too
            rowsOf[*conversation].append(id);
            names.insert(*conversation, message.conversation);
        }
    }
    const QList<qint64> conversations = rowsOf.keys();
    for (const qint64 conversation : conversations) {
        WARDLINE_TRY(const auto moved, alignPlaces(conversation, rowsOf.value(conversation)));
        if (moved.isEmpty()) {
            continue;
        }
        stored.reordered.append(names.value(conversation));
        m_moved.insert(conversation);
        for (StoredMessage &message : stored.messages) {
            message.id = moved.value(message.id, message.id);
        }
    }
    return {};
}

/// Moves as few of these messages as will make them stand in this order: each right behind the one before it. Where
/// they went from.
Result<QHash<MessageId, MessageId>> MessageWriter::alignPlaces(qint64 conversation, const QList<MessageId> &rows)
{
    QList<MessageId> order;
    QSet<MessageId> seen;
    for (const MessageId id : rows) {
        if (id.isValid() && !seen.contains(id)) {
            seen.insert(id);
            order.append(id);
        }
    }
    QHash<MessageId, MessageId> moved;
    if (std::is_sorted(order.cbegin(), order.cend())) {
        return moved;
    }
    QSet<MessageId> own;
    for (const MessageId id : std::as_const(order)) {
        WARDLINE_TRY(const bool isOurs, isOwn(id));
        if (isOurs) {
            own.insert(id);
        }
    }
    const QSet<qsizetype> staying = bestAscending(order, own);
    MessageId last;
    for (qsizetype i = 0; i < order.size(); ++i) {
        if (staying.contains(i) && order.at(i) > last) {
            last = order.at(i);
            continue;
        }
        qsizetype next = i;
        while (next < order.size() && !(staying.contains(next) && order.at(next) > last)) {
            ++next;
        }
        const MessageId end = next < order.size() ? order.at(next) : MessageId();
        WARDLINE_TRY(MessageId place, placeBetween(last, end, next - i));
        if (!place.isValid()) { // no room: those behind it are moved, too
            WARDLINE_TRY(place, m_placer.placeLast(last, instantOf(last)));
        }
        WARDLINE_TRY(Statement statement, m_database.prepare(queries::kMessagePlace));
        WARDLINE_CHECK(statement.bind(1, order.at(i).value).bind(2, place.value).run());
        moved.insert(order.at(i), place);
        WARDLINE_CHECK(noteJump(conversation, order.at(i), place));
        last = place;
    }
    WARDLINE_CHECK(noteMoves(conversation, moved));
    return moved;
}

Status MessageWriter::noteJump(qint64 conversation, MessageId from, MessageId to)
{
    WARDLINE_TRY(const bool isOurs, isOwn(to));
    if (isOurs && from < to) {
        m_jumps[conversation].append({from, to});
    }
    return {};
}

Result<bool> MessageWriter::isOwn(MessageId id)
{
    WARDLINE_TRY(Statement state, m_database.prepare(queries::kState));
    WARDLINE_TRY(const bool exists, state.bind(1, id.value).step());
    return exists && state.integer(1) != 0;
}

Status MessageWriter::noteMoves(qint64 conversation, const QHash<MessageId, MessageId> &moved)
{
    WARDLINE_TRY(Counters * counters, countersOf(conversation));
    const MessageId read{counters->readPosition};
    counters->readPosition = std::min(read, moved.value(read, read)).value; // rather unread than never seen
    for (const MessageId place : moved) {
        counters->lastMessage = std::max(counters->lastMessage, place.value);
    }
    return {};
}

/// What of ours no archive has shown yet reached the relay behind what it stood behind here, or will; wherever that
/// belongs by now.
Status MessageWriter::keepWaitingBehind(StoredBatch &stored, const IncomingBatch &batch)
{
    const auto jumps = std::exchange(m_jumps, {});
    for (auto each = jumps.cbegin(); each != jumps.cend(); ++each) {
        WARDLINE_TRY(const auto moved, keepWaitingBehind(each.key(), each.value()));
        if (moved.isEmpty()) {
            continue;
        }
        m_moved.insert(each.key());
        for (const IncomingMessage &incoming : batch.messages) {
            WARDLINE_TRY(const auto conversation, conversationId(m_database, incoming.message.conversation));
            if (conversation == each.key() && !stored.reordered.contains(incoming.message.conversation)) {
                stored.reordered.append(incoming.message.conversation);
            }
        }
        for (StoredMessage &message : stored.messages) {
            message.id = moved.value(message.id, message.id);
        }
    }
    return {};
}

Result<QHash<MessageId, MessageId>>
MessageWriter::keepWaitingBehind(qint64 conversation, const QList<std::pair<MessageId, MessageId>> &jumps)
{
    MessageId first = jumps.constFirst().first;
    MessageId behind;
    for (const auto &[from, to] : jumps) {
        first = std::min(first, from);
        behind = std::max(behind, to);
    }
    QList<MessageId> waiting;
    WARDLINE_TRY(Statement find, m_database.prepare(queries::kOwnUnknownBetween));
    find.bind(1, conversation).bind(2, first.value).bind(3, behind.value);
    while (true) {
        WARDLINE_TRY(const bool hasRow, find.step());
        if (!hasRow) {
            break;
        }
        waiting.append(MessageId{find.integer(0)});
    }
    find.reset();
    QHash<MessageId, MessageId> moved;
    MessageId last;
    for (const MessageId id : std::as_const(waiting)) {
        MessageId end;
        for (const auto &[from, to] : jumps) {
            end = from < id && id < to ? std::max(end, to) : end;
        }
        if (!end.isValid()) {
            continue;
        }
        end = std::max(end, last);
        WARDLINE_TRY(const MessageId place, m_placer.placeLast(end, instantOf(end)));
        WARDLINE_TRY(Statement move, m_database.prepare(queries::kMessagePlace));
        WARDLINE_CHECK(move.bind(1, id.value).bind(2, place.value).run());
        moved.insert(id, place);
        last = place;
    }
    if (!moved.isEmpty()) {
        WARDLINE_CHECK(noteMoves(conversation, moved));
    }
    return moved;
}

/// A free place behind `last` and before `end` (either may be nothing), which leaves room for the rest of `count`.
Result<MessageId> MessageWriter::placeBetween(MessageId last, MessageId end, qsizetype count)
{
    if (!end.isValid()) {
        return m_placer.placeLast(last, instantOf(last));
    }
    qint64 start = last.value;
    if (!last.isValid()) {
        WARDLINE_TRY(Statement below, m_database.prepare(queries::kIdBelow));
        WARDLINE_TRY(const bool hasRow, below.bind(1, end.value).step());
        start = std::max(hasRow ? below.integer(0) : 0, end.value - (count + 1) * kPlaceStride);
    }
    const qint64 step = std::min(kPlaceStride, (end.value - start) / (count + 1));
    for (qint64 place = start + std::max<qint64>(step, 1); place < end.value; ++place) {
        WARDLINE_TRY(Statement used, m_database.prepare(queries::kIdAbove));
        WARDLINE_TRY(const bool hasRow, used.bind(1, place - 1).step());
        if (!hasRow || used.integer(0) != place) {
            return MessageId{place};
        }
    }
    return MessageId();
}

} // namespace wardline::store

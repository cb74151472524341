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
constexpr qint64 kFollowing = 100; ///< so many of what was read before are put in order with a page

/// Which of them can stay when as few as possible are moved. Others' that were here stand where they came, next to what is
/// not among them, and stay rather than our own, which stand where they were written, and what was placed just now by
/// its stamp.
QSet<qsizetype> bestAscending(const QList<MessageId> &ids, const QSet<MessageId> &light)
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
        weights[i] += light.contains(ids.at(i)) ? 1 : heavy;
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
    m_readBefore = batch.readBefore;
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
    if (here == m_archiveOrder.cend()) {
        return false;
    }
    return there != m_archiveOrder.cend() ? *here < *there : m_readBefore != nullptr && m_readBefore->contains(otherId);
}

/// The next of a page after `index` that is known, in the same conversation; invalid if none is.
Result<MessageId> MessageWriter::knownBehind(const IncomingBatch &batch, qsizetype index)
{
    const model::Jid &conversation = batch.messages.at(index).message.conversation;
    for (qsizetype i = index + 1; i < batch.messages.size(); ++i) {
        const IncomingMessage &incoming = batch.messages.at(i);
        if (incoming.message.conversation != conversation || incoming.message.isOwn) {
            continue; // ours may stand where they were written, long before
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
    WARDLINE_TRY(const Standing standing, standingOf(id));
    if (m_isNewer && !standing.sequence) {
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
    const qsizetype onPage = order.size();
    order.append(batch.newer);
    // By the archive's own id alone: what was offered again stands there a second time, or anew and late, and whoever
    // has it from before keeps it where it was.
    QHash<qint64, QList<MessageId>> rowsOf;
    QHash<qint64, model::Jid> names;
    WARDLINE_TRY(const auto archive, addressId(m_database, batch.page->archive));
    for (qsizetype i = 0; i < order.size(); ++i) {
        const ArchivedMessage &message = order.at(i);
        if (i == onPage) {
            WARDLINE_CHECK(addWhatFollows(*batch.page, rowsOf));
        }
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
    if (onPage == order.size()) {
        WARDLINE_CHECK(addWhatFollows(*batch.page, rowsOf));
    }
    QSet<MessageId> inserted;
    for (const StoredMessage &message : std::as_const(stored.messages)) {
        if (message.outcome == InsertOutcome::Inserted) {
            inserted.insert(message.id);
        }
    }
    const QList<qint64> conversations = rowsOf.keys();
    for (const qint64 conversation : conversations) {
        QList<MessageId> rows = rowsOf.value(conversation);
        WARDLINE_CHECK(inOwnOrder(rows));
        WARDLINE_TRY(const auto moved, alignPlaces(conversation, rows, inserted));
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

/// What begins right behind the page and was read long ago: it is in order already. A room's archive only; elsewhere any
/// conversation can hold the neighbour.
Status MessageWriter::addWhatFollows(const ArchivePage &page, QHash<qint64, QList<MessageId>> &rowsOf)
{
    WARDLINE_TRY(const MessageId next, anchor(page, page.before));
    WARDLINE_TRY(const auto conversation, conversationId(m_database, page.archive));
    if (!next.isValid() || !conversation || !rowsOf.contains(*conversation)) {
        return {};
    }
    WARDLINE_TRY(Statement find, m_database.prepare(queries::kKnownFrom));
    find.bind(1, *conversation).bind(2, next.value).bind(3, kWasOfferedAgain).bind(4, kFollowing);
    while (true) {
        WARDLINE_TRY(const bool hasRow, find.step());
        if (!hasRow) {
            return {};
        }
        rowsOf[*conversation].append(MessageId{find.integer(0)});
    }
}

/// Moves as few of these messages as will make them stand in this order: each right behind the one before it. Where
/// they went from.
Result<QHash<MessageId, MessageId>> MessageWriter::alignPlaces(qint64 conversation, const QList<MessageId> &rows,
                                                                 const QSet<MessageId> &inserted)
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
    QSet<MessageId> light = inserted;
    for (const MessageId id : std::as_const(order)) {
        WARDLINE_TRY(const Standing standing, standingOf(id));
        if (standing.isOwn) {
            light.insert(id);
        }
    }
    const QSet<qsizetype> staying = bestAscending(order, light);
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
        WARDLINE_TRY(MessageId there, placeBetween(last, end, next - i));
        if (!there.isValid()) { // no room: those behind it are moved, too
            WARDLINE_TRY(there, m_placer.placeLast(last, instantOf(last)));
        }
        WARDLINE_CHECK(place(conversation, order.at(i), there));
        moved.insert(order.at(i), there);
        last = there;
    }
    WARDLINE_CHECK(noteMoves(conversation, moved));
    return moved;
}

/// What this device wrote it sends in that order, whatever an archive shows that has some of it twice, or lost some and
/// was offered it again: such a page says where ours stand among the others', not how they follow each other.
Status MessageWriter::inOwnOrder(QList<MessageId> &rows)
{
    std::vector<std::pair<qint64, MessageId>> own;
    QList<qsizetype> places;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        WARDLINE_TRY(const Standing standing, standingOf(rows.at(i)));
        if (standing.sequence) {
            own.emplace_back(*standing.sequence, rows.at(i));
            places.append(i);
        }
    }
    std::sort(own.begin(), own.end());
    for (qsizetype i = 0; i < places.size(); ++i) {
        rows[places.at(i)] = own[static_cast<std::size_t>(i)].second;
    }
    return {};
}

/// Nothing that this device wrote stands before what it wrote earlier, also where that has moved: it was sent after it,
/// or will be.
Status MessageWriter::keepOwnOrder(StoredBatch &stored)
{
    const auto touched = std::exchange(m_touched, {});
    StoredJids addresses(m_database);
    for (auto each = touched.cbegin(); each != touched.cend(); ++each) {
        WARDLINE_TRY(const auto moved, keepOwnOrder(each.key(), each.value()));
        if (moved.isEmpty()) {
            continue;
        }
        m_moved.insert(each.key());
        WARDLINE_TRY(const model::Jid conversation, addresses.conversation(each.key()));
        if (!stored.reordered.contains(conversation)) {
            stored.reordered.append(conversation);
        }
        for (StoredMessage &message : stored.messages) {
            message.id = moved.value(message.id, message.id);
        }
    }
    return {};
}

Result<QHash<MessageId, MessageId>> MessageWriter::keepOwnOrder(qint64 conversation, const QSet<qint64> &touched)
{
    const auto [first, last] = std::minmax_element(touched.cbegin(), touched.cend());
    QHash<MessageId, MessageId> moved;
    WARDLINE_TRY(Statement before, m_database.prepare(queries::kSequenceBefore));
    WARDLINE_TRY(const bool hasBefore, before.bind(1, conversation).bind(2, *first).step());
    MessageId behind = hasBefore ? MessageId{before.integer(0)} : MessageId();
    before.reset();
    for (qint64 from = *first;;) {
        WARDLINE_TRY(Statement next, m_database.prepare(queries::kSequenceFrom));
        WARDLINE_TRY(const bool hasNext, next.bind(1, conversation).bind(2, from).step());
        if (!hasNext) {
            break;
        }
        const MessageId id{next.integer(0)};
        const qint64 sequence = next.integer(1);
        next.reset();
        if (id < behind) {
            WARDLINE_TRY(const MessageId there, m_placer.placeLast(behind, instantOf(behind)));
            WARDLINE_CHECK(place(conversation, id, there));
            moved.insert(id, there);
            behind = there;
        } else if (sequence > *last) {
            break; // from here on nothing has changed
        } else {
            behind = id;
        }
        from = sequence + 1;
    }
    if (!moved.isEmpty()) {
        m_touched.remove(conversation);
        WARDLINE_CHECK(noteMoves(conversation, moved));
    }
    return moved;
}

Result<MessageWriter::Standing> MessageWriter::standingOf(MessageId id)
{
    WARDLINE_TRY(Statement state, m_database.prepare(queries::kState));
    WARDLINE_TRY(const bool exists, state.bind(1, id.value).step());
    if (!exists) {
        return Standing();
    }
    return Standing{state.integer(1) != 0, state.isNull(4) ? std::nullopt : std::optional(state.integer(4))};
}

Result<qint64> MessageWriter::nextSequence(qint64 conversation)
{
    WARDLINE_TRY(Statement last, m_database.prepare(queries::kSequenceLast));
    WARDLINE_TRY(const bool hasRow, last.bind(1, conversation).step());
    return hasRow ? last.integer(0) + 1 : 1;
}

/// Another place for the same message, which keeps its time.
Status MessageWriter::place(qint64 conversation, MessageId id, MessageId place)
{
    WARDLINE_TRY(Statement move, m_database.prepare(queries::kMessagePlace));
    WARDLINE_CHECK(move.bind(1, id.value).bind(2, place.value).run());
    return noteMove(conversation, id, place);
}

Status MessageWriter::noteMove(qint64 conversation, MessageId from, MessageId to)
{
    if (from == to) {
        return {};
    }
    m_cameFrom.insert(to, m_cameFrom.contains(from) ? m_cameFrom.take(from) : from);
    WARDLINE_TRY(const Standing standing, standingOf(to));
    if (standing.sequence) {
        m_touched[conversation].insert(*standing.sequence);
    }
    return {};
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/message_writer.h"

#include "core/store/addresses.h"
#include "core/store/archive_ranges.h"
#include "core/store/attachment_store.h"
#include "core/store/delivery_writer.h"
#include "core/store/message_parts.h"
#include "core/store/message_place.h"
#include "core/store/message_purge.h"
#include "core/store/omemo_queries.h"
#include "core/store/queries.h"
#include "core/store/stored_values.h"

#include <algorithm>

namespace wardline::store {

using namespace Qt::StringLiterals;
using model::DeliveryState;
using model::Jid;
using model::Message;
using model::MessageId;

namespace {

template <typename T>
std::optional<qint64> storedOrNothing(const std::optional<T> &value)
{
    return value ? std::optional(toStored(*value)) : std::nullopt;
}

} // namespace

Status checkMessage(const Message &message)
{
    if (message.conversation.isEmpty() || message.sender.isEmpty()) {
        return failure(StoreError::InvalidInput, u"no address"_s);
    }
    if (message.time < kEarliest || message.time > kLatest) {
        return failure(StoreError::InvalidInput, u"time out of range"_s);
    }
    if (message.originId.size() > kMaxIdLength || message.stanzaId.size() > kMaxIdLength) {
        return failure(StoreError::InvalidInput, u"id length"_s);
    }
    if (message.senderName.size() > kMaxNameLength || message.role.selfDeclaredTitle.size() > kMaxNameLength) {
        return failure(StoreError::InvalidInput, u"name length"_s);
    }
    // UTF-16 text of n units has between n and 3n bytes in UTF-8: most need no conversion to know.
    if (message.body.size() > kMaxBodyBytes
        || (message.body.size() * 3 > kMaxBodyBytes && message.body.toUtf8().size() > kMaxBodyBytes)) {
        return failure(StoreError::InvalidInput, u"body length"_s);
    }
    return {};
}

MessageWriter::MessageWriter(WritableDatabase &database)
    : m_database(database)
    , m_placer(database)
    , m_actions(database)
{
}

Result<StoredBatch> MessageWriter::insert(const IncomingBatch &batch)
{
    for (const IncomingMessage &incoming : batch.messages) {
        WARDLINE_CHECK(checkMessage(incoming.message));
    }
    StoredBatch stored;
    m_isNewer = batch.placement == Placement::Newer;
    m_isPage = batch.page && !batch.isLive;
    m_actions.setInOrder(m_isNewer);
    noteOrder(batch);
    WARDLINE_TRY(stored.messages, batch.placement == Placement::Newer ? insertNewer(batch) : insertOlder(batch));
    if (batch.page && !batch.isLive) {
        WARDLINE_CHECK(orderByArchive(batch, stored));
    }
    WARDLINE_CHECK(keepOwnOrder(stored));
    for (const RevealedMessage &revealed : batch.revealed) {
        WARDLINE_CHECK(reveal(revealed));
    }
    for (const MessageAction &action : batch.actions) {
        WARDLINE_TRY(const StoredAction done, act(action));
        stored.actions.append(done);
    }
    WARDLINE_CHECK(noteOpened(batch.opened));
    for (const QString &originId : batch.echoedIds) {
        WARDLINE_TRY(Statement sent, m_database.prepare(queries::kOutboxForgetOrigin));
        WARDLINE_CHECK(sent.bind(1, originId).run());
    }
    for (const DeliveryMark &mark : batch.marks) {
        WARDLINE_TRY(const QList<MarkedMessage> marked, takeMark(m_database, mark));
        stored.marked.append(marked);
    }
    stored.forged = m_forged;
    for (auto move = m_cameFrom.cbegin(); move != m_cameFrom.cend(); ++move) {
        stored.moved.insert(move.value(), move.key());
    }
    WARDLINE_CHECK(writeCounters());
    if (batch.end) {
        WARDLINE_CHECK(endArchive(m_database, *batch.end));
    }
    if (batch.judging) {
        WARDLINE_CHECK(keepJudging(m_database, *batch.judging, batch.otherIds));
    }
    if (!batch.judged.isEmpty()) {
        WARDLINE_CHECK(forgetJudging(m_database, batch.judged));
    }
    if (batch.page) {
        QStringList ids = batch.otherIds;
        for (const IncomingMessage &incoming : batch.messages) {
            if (incoming.archive == batch.page->archive && !incoming.message.stanzaId.isEmpty()) {
                ids.append(incoming.message.stanzaId);
            }
        }
        WARDLINE_TRY(const bool follows, recordArchivePage(m_database, *batch.page, ids));
        stored.isDetached = batch.isLive && !follows;
    }
    return stored;
}

Status MessageWriter::noteOpened(const QList<OpenedResult> &opened)
{
    for (const OpenedResult &each : opened) {
        WARDLINE_TRY(const qint64 archive, addressOf(each.archive));
        WARDLINE_TRY(Statement insert, m_database.prepare(queries::kArchiveOpenedInsert));
        WARDLINE_CHECK(insert.bind(1, archive).bind(2, each.stanzaId).bind(3, toStored(each.time)).run());
    }
    return {};
}

Result<QList<StoredMessage>> MessageWriter::insertNewer(const IncomingBatch &batch)
{
    QList<StoredMessage> stored;
    stored.reserve(batch.messages.size());
    // What arrives live follows all that the relay gave before. Its stamp says less: it is our own clock's, which may
    // be set, or cut to the second, where the relay sends again what a lost connection did not bring.
    QHash<qint64, MessageId> previous;
    if (batch.page && !batch.isLive) {
        WARDLINE_TRY(const auto conversation, conversationId(m_database, batch.page->archive));
        WARDLINE_TRY(const MessageId known, anchor(*batch.page, batch.page->after));
        if (conversation) {
            previous.insert(*conversation, known);
        }
    }
    for (const IncomingMessage &incoming : batch.messages) {
        WARDLINE_TRY(Row row, rowFor(incoming));
        WARDLINE_TRY(const auto found, known(row));
        if (found) {
            stored.append(*found);
        } else {
            if (batch.isLive && !previous.contains(row.conversation)) {
                WARDLINE_TRY(Statement newest, m_database.prepare(queries::kNewestKnown));
                WARDLINE_TRY(const bool hasRow, newest.bind(1, row.conversation).step());
                previous.insert(row.conversation, hasRow ? MessageId{newest.integer(0)} : MessageId());
            }
            if (!batch.isLive && !previous.value(row.conversation).isValid()) {
                WARDLINE_TRY(const MessageId behind, knownBehind(batch, stored.size()));
                WARDLINE_TRY(previous[row.conversation], lastWithin(row.conversation, incoming.message.time, behind));
            }
            const MessageId last = previous.value(row.conversation);
            WARDLINE_TRY(row.id,
                         batch.isLive ? m_placer.placeLast(last, incoming.message.time)
                                      : m_placer.placeAfter(last, incoming.message.time));
            WARDLINE_CHECK(writeRow(row));
            stored.append({InsertOutcome::Inserted, row.id, {}});
        }
        MessageId &last = previous[row.conversation];
        last = std::max(last, stored.constLast().id); // ours may stand where they were written, long before
    }
    return stored;
}

// Places are given from the newest down, so that the page ends right before what is known; rows are written from the
// oldest up, because the full-text index starts a new segment whenever a document number is smaller than the last one.
Result<QList<StoredMessage>> MessageWriter::insertOlder(const IncomingBatch &batch)
{
    QList<StoredMessage> stored(batch.messages.size());
    QList<Row> rows;
    MessageId next;
    QHash<qint64, MessageId> nextOf; ///< in one conversation
    if (batch.page) {
        WARDLINE_TRY(next, anchor(*batch.page, batch.page->before));
    }
    const MessageId anchored = next;
    // The rows of this batch are not written yet, so what it holds twice is found here. The first copy counts.
    QHash<QString, qsizetype> firstOf;
    const auto namesOf = [](const Row &row) {
        const model::Message &message = *row.message;
        const QString place = QString::number(row.conversation) % u' ';
        return std::pair(message.originId.isEmpty()
                             ? QString()
                             : QString(place % u"o "_s % QString::number(row.sender) % u' ' % message.originId),
                         row.archive ? QString(place % u"s "_s % QString::number(*row.archive) % u' ' % message.stanzaId)
                                     : QString());
    };
    for (qsizetype i = batch.messages.size() - 1; i >= 0; --i) {
        WARDLINE_TRY(const Row row, rowFor(batch.messages.at(i)));
        const auto [origin, stanza] = namesOf(row);
        firstOf.insert(origin, i);
        firstOf.insert(stanza, i);
    }
    QList<std::pair<qsizetype, qsizetype>> copies; ///< and of what
    for (qsizetype i = batch.messages.size() - 1; i >= 0; --i) {
        const IncomingMessage &incoming = batch.messages.at(i);
        WARDLINE_TRY(Row row, rowFor(incoming));
        WARDLINE_TRY(const auto found, known(row));
        const auto [origin, stanza] = namesOf(row);
        const qsizetype first = std::min(origin.isEmpty() ? i : firstOf.value(origin),
                                         stanza.isEmpty() ? i : firstOf.value(stanza));
        if (found) {
            stored[i] = *found;
        } else if (first < i) {
            copies.append({i, first});
            continue;
        } else {
            WARDLINE_TRY(row.id, placeInGap(row, nextOf.value(row.conversation, anchored), next));
            stored[i] = {InsertOutcome::Inserted, row.id, {}};
            rows.append(row);
        }
        next = stored.at(i).id;
        nextOf.insert(row.conversation, next);
    }
    for (auto copy = copies.crbegin(); copy != copies.crend(); ++copy) {
        stored[copy->first] = {InsertOutcome::Duplicate, stored.at(copy->second).id, {}};
    }
    std::sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) { return a.id < b.id; });
    for (const Row &row : std::as_const(rows)) {
        WARDLINE_CHECK(writeRow(row));
    }
    return stored;
}

Result<MessageId> MessageWriter::insertOwn(const Message &message, const SealedStanza &sealed,
                                           const std::optional<QuoteTarget> &quote, const QList<FileSource> &files)
{
    WARDLINE_CHECK(checkMessage(message));
    if (!message.isOwn || message.originId.isEmpty() || sealed.stanza.isEmpty()) {
        return failure(StoreError::InvalidInput, u"own message"_s);
    }
    Message queued = message;
    queued.state = DeliveryState::Queued;
    queued.stanzaId.clear();
    IncomingMessage own;
    own.message = queued;
    own.quote = quote;
    own.files = files;
    WARDLINE_TRY(Row row, rowFor(own));
    WARDLINE_TRY(const Counters *counters, countersOf(row.conversation));
    WARDLINE_TRY(row.id, m_placer.placeLast({counters->lastMessage}, message.time));
    if (files.isEmpty()) { // a file leaves when it is there: what was written after it does not wait for that
        WARDLINE_TRY(row.sequence, nextSequence(row.conversation));
    }
    WARDLINE_CHECK(writeRow(row));
    if (message.counts.recipients > 0) {
        WARDLINE_TRY(Statement recipients, m_database.prepare(queries::kRecipientsSet));
        WARDLINE_CHECK(recipients.bind(1, row.id.value).bind(2, qint64(message.counts.recipients)).run());
    }
    WARDLINE_TRY(Statement outbox, m_database.prepare(queries::kOutboxInsert));
    outbox.bind(1, row.id.value).bind(2, qint64(0)).bind(3, message.originId);
    WARDLINE_CHECK(outbox.bindBytes(4, sealed.stanza).bindBytesOrNull(5, sealed.audience).run());
    // What stood in the field has been sent: with the message or not at all, so that nobody sends it twice.
    WARDLINE_TRY(Statement draft, m_database.prepare(queries::kDraftSent));
    WARDLINE_CHECK(draft.bind(1, row.conversation).bind(2, message.body).run());
    WARDLINE_CHECK(writeCounters());
    return row.id;
}

Result<MessageWriter::Row> MessageWriter::rowFor(const IncomingMessage &incoming)
{
    Row row;
    row.message = &incoming.message;
    row.incoming = &incoming;
    // A room keeps its own archive; what comes from that of our account is between two.
    const bool isDirect = !incoming.archive.isEmpty() && incoming.archive != incoming.message.conversation;
    WARDLINE_TRY(row.conversation,
                 conversationOf(incoming.message.conversation,
                                isDirect ? model::ConversationKind::Direct : model::ConversationKind::Room));
    WARDLINE_TRY(row.sender, addressOf(incoming.message.sender));
    if (!incoming.archive.isEmpty() && !incoming.message.stanzaId.isEmpty()) {
        WARDLINE_TRY(row.archive, addressOf(incoming.archive));
    }
    return row;
}

Result<std::optional<StoredMessage>> MessageWriter::known(const Row &row)
{
    if (row.archive) {
        WARDLINE_TRY(Statement byStanza, m_database.prepare(queries::kByStanzaId));
        byStanza.bind(1, row.conversation).bind(2, *row.archive).bind(3, row.message->stanzaId);
        WARDLINE_TRY(const bool hasRow, byStanza.step());
        if (hasRow) {
            return StoredMessage{InsertOutcome::Duplicate, {byStanza.integer(0)}, {}};
        }
    }
    if (row.message->originId.isEmpty()) {
        return std::nullopt;
    }
    WARDLINE_TRY(Statement byOrigin, m_database.prepare(queries::kByOriginId));
    byOrigin.bind(1, row.conversation).bind(2, row.sender).bind(3, row.message->originId);
    WARDLINE_TRY(const bool hasRow, byOrigin.step());
    if (!hasRow) {
        return std::nullopt;
    }
    const MessageId id{byOrigin.integer(0)};
    const bool isOwn = byOrigin.integer(1) != 0;
    const DeliveryState state = deliveryStateFromStored(byOrigin.integer(2));
    const bool hasStanzaId = !byOrigin.isNull(3);
    const QString stanzaId = byOrigin.text(3);
    const qint64 parts = byOrigin.integer(4);
    byOrigin.reset();
    if ((parts & kIsPlaceholder) != 0) {
        WARDLINE_TRY(const StoredMessage taken, takeOriginal(row, id));
        return taken;
    }
    // A second copy of what is known to be there already, and waits all the same (see reflect).
    const bool isCopy = m_isPage && hasStanzaId && state == DeliveryState::Queued && row.incoming->archive != row.message->conversation
        && !isFirstCopy(row.message->stanzaId, stanzaId);
    if (isOwn && row.message->isOwn && !isCopy
        && (!hasStanzaId || state == DeliveryState::Queued || state == DeliveryState::Failed)) {
        WARDLINE_TRY(const StoredMessage reflected, reflect(row, id, state));
        return reflected;
    }
    if (row.archive && (!hasStanzaId || isFirstCopy(row.message->stanzaId, stanzaId))) {
        WARDLINE_TRY(Statement update, m_database.prepare(queries::kStanzaIdSet));
        WARDLINE_CHECK(update.bind(1, id.value).bind(2, *row.archive).bind(3, row.message->stanzaId).run());
        update.reset();
        WARDLINE_CHECK(applyWaiting(row.conversation, id));
    }
    return StoredMessage{InsertOutcome::Duplicate, id, {}};
}

Result<StoredMessage> MessageWriter::takeOriginal(const Row &row, MessageId id)
{
    if (row.archive) {
        WARDLINE_TRY(Statement update, m_database.prepare(queries::kStanzaIdSet));
        WARDLINE_CHECK(update.bind(1, id.value).bind(2, *row.archive).bind(3, row.message->stanzaId).run());
    }
    WARDLINE_CHECK(m_actions.addOriginal(id, *row.message));
    WARDLINE_TRY(const MessageId place, m_placer.placeAfter({}, row.message->time));
    WARDLINE_TRY(Statement move, m_database.prepare(queries::kMessageMove));
    WARDLINE_CHECK(move.bind(1, id.value).bind(2, place.value).bind(3, toStored(row.message->time)).run());
    WARDLINE_CHECK(noteMove(row.conversation, id, place));
    if (row.message->tombstone) {
        WARDLINE_CHECK(m_actions.bury(place, *row.message->tombstone));
    }
    WARDLINE_CHECK(applyWaiting(row.conversation, place));
    m_moved.insert(row.conversation);
    return StoredMessage{InsertOutcome::Reflected, place, id};
}

Result<StoredAction> MessageWriter::act(const MessageAction &action)
{
    WARDLINE_TRY(StoredAction done, m_actions.apply(action));
    if (done.outcome != ActionOutcome::Inserted) {
        return done;
    }
    WARDLINE_CHECK(checkMessage(action.text));
    IncomingMessage alone;
    alone.message = action.text;
    alone.message.stanzaId.clear();
    alone.occupantId = action.occupantId;
    WARDLINE_TRY(Row row, rowFor(alone));
    WARDLINE_TRY(row.id, m_placer.placeAfter({}, action.time));
    WARDLINE_CHECK(writeRow(row));
    WARDLINE_CHECK(m_actions.noteCorrected(row.id, action));
    done.id = row.id;
    return done;
}

Status MessageWriter::reveal(const RevealedMessage &revealed)
{
    WARDLINE_TRY(Statement find, m_database.prepare(queries::kTarget));
    WARDLINE_TRY(const bool exists, find.bind(1, revealed.id.value).step());
    if (!exists) {
        return {};
    }
    const qint64 conversation = find.integer(0);
    const qint64 known = find.integer(5);
    find.reset();
    WARDLINE_TRY(Statement unseal, m_database.prepare(queries::kSealedRemove));
    WARDLINE_CHECK(unseal.bind(1, revealed.id.value).run());
    if (revealed.unreadable) {
        if (!revealed.held.isEmpty()) {
            WARDLINE_TRY(Statement keep, m_database.prepare(queries::kSealedSet));
            WARDLINE_CHECK(keep.bind(1, revealed.id.value).bindBytes(2, revealed.held).run());
        }
        WARDLINE_TRY(Statement set, m_database.prepare(queries::kUnreadableSet));
        return set.bind(1, revealed.id.value).bind(2, toStored(*revealed.unreadable)).run();
    }
    m_moved.insert(conversation);
    if (!revealed.message) {
        WARDLINE_TRY(Statement remove, m_database.prepare(queries::kMessageDelete));
        return remove.bind(1, revealed.id.value).run();
    }
    if ((known & kIsTombstone) != 0) {
        return {}; // taken back meanwhile
    }
    const IncomingMessage &incoming = *revealed.message;
    WARDLINE_CHECK(checkMessage(incoming.message));
    WARDLINE_TRY(Row row, rowFor(incoming));
    row.id = revealed.id;
    const qint64 parts = (known & ~kMentionsMe) | (incoming.quote ? kHasQuote : 0)
        | (incoming.files.isEmpty() ? 0 : kHasFiles) | (incoming.message.mentionsMe ? kMentionsMe : 0);
    WARDLINE_TRY(Statement set, m_database.prepare(queries::kMessageReveal));
    set.bind(1, row.id.value).bind(2, incoming.message.body).bind(3, parts);
    set.bindOrNull(4, storedOrNothing(incoming.message.trust)).bind(5, toStored(incoming.message.encryption));
    set.bindOrNull(6, storedOrNothing(incoming.message.written)).bindOrNull(7, storedOrNothing(incoming.message.urgency));
    WARDLINE_CHECK(set.run());
    return writeParts(row);
}

Status MessageWriter::applyWaiting(qint64 conversation, MessageId id)
{
    auto known = m_hasWaiting.find(conversation);
    if (known == m_hasWaiting.end()) {
        WARDLINE_TRY(Statement any, m_database.prepare(queries::kPendingAny));
        WARDLINE_TRY(const bool hasAny, any.bind(1, conversation).step());
        known = m_hasWaiting.insert(conversation, hasAny);
    }
    if (!*known) {
        return {};
    }
    WARDLINE_TRY(const int forged, m_actions.applyWaiting(id));
    m_forged += forged;
    return {};
}

// The relay has it, whatever we thought: also out of Failed, and what waited in the outbox need not be sent again.
Result<StoredMessage> MessageWriter::reflect(const Row &row, MessageId id, DeliveryState state)
{
    if (row.archive) {
        WARDLINE_TRY(Statement update, m_database.prepare(queries::kStanzaIdSet));
        WARDLINE_CHECK(update.bind(1, id.value).bind(2, *row.archive).bind(3, row.message->stanzaId).run());
    }
    // Between two people the relay keeps a message for its sender first, and for who is to get it after that. A relay
    // that died in between has said that it has it to nobody: it is sent again, under the same id. And what was refused
    // after the relay had kept it is with nobody all the same.
    const bool isOnlyOurs = m_isPage && row.incoming->archive != row.message->conversation;
    if (isOnlyOurs && state == DeliveryState::Failed) {
        return StoredMessage{InsertOutcome::Duplicate, id, {}};
    }
    if (isOnlyOurs && state == DeliveryState::Queued) {
        WARDLINE_TRY(const MessageId place, moveIfOvertaken(row, id));
        return StoredMessage{InsertOutcome::Reflected, place, id};
    }
    if (state == DeliveryState::Queued || state == DeliveryState::Failed) {
        WARDLINE_TRY(Statement update, m_database.prepare(queries::kStateSet));
        WARDLINE_CHECK(update.bind(1, id.value).bind(2, toStored(DeliveryState::OnRelay)).run());
    }
    WARDLINE_TRY(Statement trouble, m_database.prepare(queries::kTroubleSet));
    WARDLINE_CHECK(trouble.bind(1, id.value).bindNull(2).run());
    WARDLINE_TRY(Statement outbox, m_database.prepare(queries::kOutboxDeleteMessage));
    WARDLINE_CHECK(outbox.bind(1, id.value).run());
    WARDLINE_TRY(const MessageId place, moveIfOvertaken(row, id));
    WARDLINE_CHECK(applyWaiting(row.conversation, place));
    return StoredMessage{InsertOutcome::Reflected, place, id};
}

Status MessageWriter::moveTo(const Row &row, MessageId id, MessageId place)
{
    WARDLINE_TRY(Statement move, m_database.prepare(queries::kMessageMove));
    WARDLINE_CHECK(move.bind(1, id.value).bind(2, place.value).bind(3, toStored(row.message->time)).run());
    WARDLINE_CHECK(noteMove(row.conversation, id, place));
    WARDLINE_TRY(Counters * counters, countersOf(row.conversation));
    counters->lastMessage = std::max(counters->lastMessage, place.value);
    return {};
}

Result<MessageId> MessageWriter::anchor(const ArchivePage &page, const QString &stanzaId)
{
    if (stanzaId.isEmpty() || page.archive.isEmpty()) {
        return MessageId();
    }
    // A room's archive holds that room's messages. In the own account's archive any conversation can hold the
    // neighbour; its stamp is all that is known then.
    WARDLINE_TRY(const auto conversation, conversationId(m_database, page.archive));
    WARDLINE_TRY(const auto archive, addressId(m_database, page.archive));
    if (!conversation || !archive) {
        return MessageId();
    }
    WARDLINE_TRY(Statement statement, m_database.prepare(queries::kByStanzaId));
    statement.bind(1, *conversation).bind(2, *archive).bind(3, stanzaId);
    WARDLINE_TRY(const bool hasRow, statement.step());
    return hasRow ? MessageId{statement.integer(0)} : MessageId();
}

Status MessageWriter::writeRow(const Row &row)
{
    const Message &message = *row.message;
    const bool isGone = message.tombstone.has_value();
    qint64 parts = isGone ? kIsTombstone : 0;
    if (!isGone) {
        parts |= (row.incoming->quote ? kHasQuote : 0) | (row.incoming->files.isEmpty() ? 0 : kHasFiles)
            | (message.mentionsMe ? kMentionsMe : 0) | (message.asks ? kAsks : 0);
    }
    QString originId = message.originId;
    if (originId.isEmpty() && !row.incoming->wireId.isEmpty() && row.incoming->wireId.size() <= kMaxIdLength) {
        // Not every program gives origin-ids, and not every one makes its ids unique: the first that has one keeps it.
        WARDLINE_TRY(Statement taken, m_database.prepare(queries::kByOriginId));
        taken.bind(1, row.conversation).bind(2, row.sender).bind(3, row.incoming->wireId);
        WARDLINE_TRY(const bool isTaken, taken.step());
        originId = isTaken ? QString() : row.incoming->wireId;
    }
    WARDLINE_TRY(Statement insert, m_database.prepare(queries::kMessageInsert));
    insert.bind(1, row.id.value).bind(2, row.conversation).bind(3, row.sender).bind(4, toStored(message.time));
    insert.bind(5, qint64(message.isOwn)).bind(6, toStored(message.state)).bind(7, toStored(message.encryption));
    insert.bindOrNull(8, storedOrNothing(message.trust)).bindOrNull(9, storedOrNothing(message.urgency));
    insert.bind(10, model::careRoleWord(message.role.role)).bind(11, message.role.selfDeclaredTitle);
    insert.bind(12, message.senderName).bindOrNull(13, originId).bindOrNull(14, row.archive);
    insert.bindOrNull(15, row.archive ? message.stanzaId : QString());
    insert.bind(16, isGone ? QStringView(u"") : QStringView(message.body)).bind(17, parts);
    insert.bindOrNull(18, row.incoming->occupantId).bindOrNull(19, storedOrNothing(message.unreadable));
    insert.bindOrNull(20, storedOrNothing(message.written)).bindOrNull(21, row.sequence);
    WARDLINE_CHECK(insert.run());
    insert.reset();
    WARDLINE_CHECK(writeParts(row));
    WARDLINE_TRY(Counters * counters, countersOf(row.conversation));
    counters->lastMessage = std::max(counters->lastMessage, row.id.value);
    if (!message.isOwn && row.id.value > counters->readPosition) {
        ++counters->unread;
        counters->mentions += (parts & kMentionsMe) != 0 ? 1 : 0;
    }
    return applyWaiting(row.conversation, row.id);
}

Status MessageWriter::writeParts(const Row &row)
{
    if (row.message->tombstone) {
        const model::Tombstone &tombstone = *row.message->tombstone;
        WARDLINE_TRY(Statement set, m_database.prepare(queries::kTombstoneSet));
        set.bind(1, row.id.value).bind(2, qint64(tombstone.isModerated)).bind(3, tombstone.byName.left(kMaxNameLength));
        return set.bind(4, toStored(tombstone.time)).bind(5, tombstone.reason.left(kMaxReasonLength)).run();
    }
    if (!row.incoming->sealed.isEmpty()) {
        WARDLINE_TRY(Statement keep, m_database.prepare(queries::kSealedSet));
        WARDLINE_CHECK(keep.bind(1, row.id.value).bindBytes(2, row.incoming->sealed).run());
    }
    if (!row.incoming->files.isEmpty()) {
        WARDLINE_CHECK(writeFiles(m_database, row.id, row.message->attachments, row.incoming->files));
    }
    if (!row.incoming->quote || row.incoming->quote->id.size() > kMaxIdLength) {
        return {};
    }
    const QuoteTarget &quote = *row.incoming->quote;
    std::optional<qint64> sender;
    if (!quote.sender.isEmpty()) {
        WARDLINE_TRY(sender, addressOf(quote.sender));
    }
    WARDLINE_TRY(Statement set, m_database.prepare(queries::kQuoteSet));
    set.bind(1, row.id.value).bindOrNull(2, sender).bind(3, quote.id);
    return set.bind(4, qint64(quote.isStanzaId)).run();
}

Result<qint64> MessageWriter::conversationOf(const Jid &jid, model::ConversationKind kind)
{
    const auto found = m_conversations.constFind(jid);
    if (found != m_conversations.constEnd()) {
        return *found;
    }
    WARDLINE_TRY(const qint64 id, ensureConversation(m_database, jid, kind));
    m_conversations.insert(jid, id);
    return id;
}

Result<qint64> MessageWriter::addressOf(const Jid &jid)
{
    const auto found = m_addresses.constFind(jid);
    if (found != m_addresses.constEnd()) {
        return *found;
    }
    WARDLINE_TRY(const qint64 id, internAddress(m_database, jid));
    m_addresses.insert(jid, id);
    return id;
}

} // namespace wardline::store

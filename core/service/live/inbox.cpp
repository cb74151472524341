// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/inbox.h"

#include "core/service/live/encryption.h"
#include "core/service/live/error_folding.h"
#include "core/service/live/futures.h"
#include "core/store/store_error.h"
#include "core/xmpp/xep0313_mam.h"

#include <algorithm>
#include <utility>

namespace wardline::service {

namespace {
constexpr std::size_t kMaxBatch = 200;
constexpr std::size_t kMaxWaiting = 5000; ///< beyond that the relay keeps the rest
constexpr std::chrono::seconds kTryAgain{3};
constexpr std::size_t kMaxEarly = 500;
constexpr qsizetype kMaxUntailed = 1000;
constexpr std::chrono::seconds kEarlyTime{20};

} // namespace

bool mayPass(const Error &error)
{
    using enum store::StoreError;
    return error.is(DiskFull) || error.is(ReadOnly) || error.is(Busy) || error.is(IoFailed) || error.is(OutOfMemory);
}

void recordClearText(SessionParts &parts, const Reading &reading, model::MessageId id)
{
    const bool isRefused = !reading.refusedIn.isEmpty();
    const model::Message *message = reading.message ? &reading.message->message : nullptr;
    const bool isClear = message != nullptr && parts.encryption != nullptr && !message->isOwn && !message->tombstone
        && message->encryption == model::EncryptionState::NotEncrypted
        && parts.encryption->stateOf(message->conversation) == model::EncryptionState::EndToEnd;
    if (!isRefused && !isClear) {
        return;
    }
    const model::Jid &conversation = isRefused ? reading.refusedIn : message->conversation;
    std::vector<audit::AuditObject> objects{{audit::AuditObjectKind::Room, conversation.toString()}};
    if (id.isValid()) {
        objects.push_back({audit::AuditObjectKind::Message, QString::number(id.value)});
    }
    (void)parts.profile.record({audit::AuditEventType::ReceivedInClear,
                                parts.own.toString(),
                                isRefused ? audit::AuditOutcome::MinorFailure : audit::AuditOutcome::Success,
                                isRefused ? std::optional(audit::AuditReason::Policy) : std::nullopt,
                                std::move(objects),
                                {}});
}

void recordDelayed(SessionParts &parts, const Reading &reading, model::MessageId id)
{
    if (!reading.message || !reading.message->message.written || reading.message->message.isOwn) {
        return;
    }
    const model::Message &message = reading.message->message;
    std::vector<audit::AuditObject> objects{{audit::AuditObjectKind::Room, message.conversation.toString()},
                                            {audit::AuditObjectKind::Message, QString::number(id.value)}};
    if (message.sender.isBare()) {
        objects.push_back({audit::AuditObjectKind::Person, message.sender.toString()});
    }
    (void)parts.profile.record({audit::AuditEventType::MessageDelayed,
                                parts.own.toString(),
                                audit::AuditOutcome::Success,
                                {},
                                std::move(objects),
                                {}});
}

bool removesText(const QList<store::MessageAction> &actions, const QList<store::StoredAction> &outcomes)
{
    for (qsizetype i = 0; i < actions.size() && i < outcomes.size(); ++i) {
        const store::ActionKind kind = actions.at(i).kind;
        if ((kind == store::ActionKind::Retraction || kind == store::ActionKind::Moderation)
            && outcomes.at(i).outcome == store::ActionOutcome::Applied) {
            return true;
        }
    }
    return false;
}

MessageAlteration alterationBy(const store::MessageAction &action, model::MessageId id)
{
    MessageAlteration what;
    switch (action.kind) {
    case store::ActionKind::Correction:
        what.kind = MessageAlteration::Kind::Corrected;
        break;
    case store::ActionKind::Retraction:
        what.kind = MessageAlteration::Kind::Retracted;
        break;
    case store::ActionKind::Moderation:
        what.kind = MessageAlteration::Kind::Moderated;
        break;
    case store::ActionKind::Reactions:
        what.kind = MessageAlteration::Kind::Reacted;
        break;
    }
    what.conversation = action.conversation;
    what.id = id;
    what.by = action.actor;
    what.byName = action.actorName;
    what.isOwn = action.isOwn;
    what.time = action.time;
    what.emoji = action.emoji;
    what.reason = action.reason;
    return what;
}

Inbox::Inbox(SessionParts &parts, LiveRoomService &rooms, const ArrivalReader &reader, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_rooms(rooms)
    , m_reader(reader)
    , m_earlyTimer(parts.environment.timers.createTimer([this] { takeEarly({}); }))
    , m_again(parts.environment.timers.createTimer([this] { flush(); }))
{
}

void Inbox::take(const Arrival &arrival, std::optional<stream::ReceivedToken> token)
{
    // What follows something that waits for its room waits behind it.
    const bool isBehind = std::any_of(m_early.cbegin(), m_early.cend(), [&arrival](const Early &early) {
        return arrival.way == Arrival::Way::Live && early.arrival.message.from.bare() == arrival.message.from.bare();
    });
    if (m_early.size() < kMaxEarly && (isBehind || isEarly(arrival))) {
        m_early.push_back({arrival, token, m_session});
        if (!m_earlyTimer->isActive()) {
            m_earlyTimer->start(kEarlyTime);
        }
        return;
    }
    take(arrival, token, m_session);
}

/// Who says it cannot be known yet.
bool Inbox::isEarly(const Arrival &arrival) const
{
    const model::Jid &from = arrival.message.from;
    const bool isOfRoom = arrival.way == Arrival::Way::Live && arrival.message.type == xmpp::MessageType::GroupChat
        && !from.isBare() && m_rooms.isRoom(from.bare());
    const RoomState *room = isOfRoom ? m_rooms.state(from.bare()) : nullptr;
    return isOfRoom && (room == nullptr || (!room->isJoined() && !room->isGone()));
}

/// From somebody who has left since, in a room that has not said yet whether its archive names them.
bool Inbox::isNameless(const Arrival &arrival) const
{
    const model::Jid &from = arrival.message.from;
    const RoomState *room = m_rooms.state(from.bare());
    return room != nullptr && !room->isGone() && !room->isPrivate() && room->realAddress(from.resource()).isEmpty();
}

/// From an occupant whom the room has not named, in a room that names all. Stored so it would stay without a sender, and
/// closed; the archive bears the address with each message.
bool Inbox::isUnheard(const Arrival &arrival, const Reading &reading) const
{
    const model::Jid &from = arrival.message.from;
    const bool isOfRoom = arrival.way == Arrival::Way::Live && arrival.message.type == xmpp::MessageType::GroupChat
        && !from.isBare() && m_rooms.isRoom(from.bare());
    const RoomState *room = isOfRoom ? m_rooms.state(from.bare()) : nullptr;
    return room != nullptr && !room->isGone() && room->isPrivate() == true && !reading.stanzaId.isEmpty()
        && room->announces(xmpp::MamQuery::kNamespace) && room->realAddress(from.resource()).isEmpty();
}

void Inbox::roomKnown(const model::Jid &room)
{
    takeEarly(room);
}

/// Of one room, as far as it told enough by now, or of all.
void Inbox::takeEarly(const model::Jid &room)
{
    QSet<model::Jid> waiting;
    for (Early &early : std::exchange(m_early, {})) {
        const model::Jid from = early.arrival.message.from.bare();
        const bool isDue = room.isEmpty() || (from == room && !waiting.contains(from) && !isEarly(early.arrival)
                                               && !isNameless(early.arrival));
        if (isDue) {
            take(early.arrival, early.token, early.session);
        } else {
            waiting.insert(from); // what follows it waits behind it
            m_early.push_back(std::move(early));
        }
    }
    if (m_early.empty()) {
        m_earlyTimer->stop();
    }
}

void Inbox::take(const Arrival &arrival, std::optional<stream::ReceivedToken> token, int session)
{
    Reading reading = m_reader.read(arrival);
    if (reading.isForged) {
        Q_EMIT forgedAction();
    }
    if (reading.isEmpty()) {
        recordClearText(m_parts, reading, {});
        acknowledge(token, session);
        return;
    }
    if (isUnheard(arrival, reading)) {
        forgetArchiveTail(reading.archive);
        Q_EMIT missed(reading.archive);
        acknowledge(token, session);
        return;
    }
    if (m_waiting.size() >= kMaxWaiting && m_parts.link.stream() != nullptr) {
        m_parts.link.stream()->abandon(); // what is not acknowledged comes again with the next connection
        return;
    }
    if (reading.message || reading.action) { // what is sealed may be no message at all
        m_rooms.announceDirect(reading.conversation());
    }
    if (!m_tails.contains(reading.archive) && !reading.stanzaId.isEmpty()) {
        QStringList &untailed = m_untailed[reading.archive];
        if (untailed.size() < kMaxUntailed) {
            untailed.append(reading.stanzaId);
        }
    }
    m_waiting.push_back({std::move(reading), token, session});
    if (!m_isWriting && !m_again->isActive()) {
        flush();
    }
}

void Inbox::setArchiveTail(const model::Jid &archive, const QString &archiveId)
{
    m_tails.insert(archive, archiveId);
    m_untailed.remove(archive);
    for (Waiting &waiting : m_waiting) {
        waiting.followsTail = waiting.followsTail && waiting.reading.archive != archive;
    }
}

void Inbox::beginSession()
{
    ++m_session;
    m_early.clear(); // not acknowledged: the archive has it
    m_earlyTimer->stop();
    m_tails.clear();
    m_untailed.clear();
}

void Inbox::flush()
{
    if (m_waiting.empty()) {
        return;
    }
    // One batch holds messages of one archive, so that it can be recorded as the next page of that archive.
    std::vector<Waiting> batch;
    auto opened = std::make_shared<OpenedBatch>();
    const model::Jid archive = m_waiting.front().reading.archive;
    store::IncomingBatch incoming;
    incoming.isLive = true;
    bool isContinuous = m_tails.contains(archive);
    const std::size_t most = m_oneByOne > 0 ? 1 : kMaxBatch;
    while (!m_waiting.empty() && batch.size() < most && m_waiting.front().reading.archive == archive) {
        const Reading &reading = m_waiting.front().reading;
        isContinuous = isContinuous && m_waiting.front().followsTail && !reading.stanzaId.isEmpty();
        opened->readings.push_back(reading);
        batch.push_back(std::move(m_waiting.front()));
        m_waiting.pop_front();
    }
    if (isContinuous) {
        store::ArchivePage page;
        page.archive = archive;
        page.after = m_tails.value(archive);
        page.firstId = batch.front().reading.stanzaId;
        page.lastId = batch.back().reading.stanzaId;
        page.firstTime = batch.front().reading.time;
        page.lastTime = batch.back().reading.time;
        page.reachesStart = page.after.isEmpty();
        m_tails.insert(archive, page.lastId);
        incoming.page = page;
    }
    m_oneByOne = std::max(0, m_oneByOne - 1);
    m_isWriting = true;
    const auto context = m_parts.encryption != nullptr ? m_parts.encryption->context() : nullptr;
    afterwards(m_parts.store().messages().take(prepareBatch(context, opened, incoming)), this,
               [this, batch = std::move(batch), incoming, opened](const Result<store::StoredBatch> &outcome) {
                   m_isWriting = false;
                   if (outcome) {
                       finish(batch, *opened, *outcome);
                   } else {
                       writeLater(batch, incoming, outcome.error());
                   }
                   if (!m_isWriting && !m_again->isActive()) {
                       flush();
                   }
               });
}

/// Not stored, so not acknowledged: if this program ends now, the relay has it still.
void Inbox::writeLater(std::vector<Waiting> batch, const store::IncomingBatch &incoming, const Error &error)
{
    Q_EMIT failed(foldProfileError(error));
    const model::Jid archive = batch.front().reading.archive;
    const bool isPassing = mayPass(error);
    const bool isKept = !error.is(store::StoreError::Closed) && (isPassing || batch.size() > 1);
    const bool isTailOurs = incoming.page && m_tails.value(archive) == incoming.page->lastId;
    if (!isKept) {
        if (isTailOurs) {
            m_tails.remove(archive); // the range ends before it
        }
        if (!error.is(store::StoreError::Closed)) {
            acknowledge(batch.front().token, batch.front().session); // the archive has it, for a program that can
        }
        return;
    }
    if (isTailOurs) {
        m_tails.insert(archive, incoming.page->after);
    }
    for (auto waiting = batch.rbegin(); waiting != batch.rend(); ++waiting) {
        waiting->followsTail = waiting->followsTail && isTailOurs;
        m_waiting.push_front(std::move(*waiting));
    }
    if (isPassing) {
        m_again->start(kTryAgain);
    } else {
        m_oneByOne = static_cast<int>(batch.size());
    }
}

void Inbox::finish(const std::vector<Waiting> &batch, const OpenedBatch &opened, const store::StoredBatch &outcome)
{
    QHash<model::Jid, QList<model::MessageId>> inserted;
    qsizetype messages = 0;
    qsizetype actions = 0;
    for (std::size_t i = 0; i < batch.size() && i < opened.readings.size(); ++i) {
        const Reading &reading = opened.readings[i];
        if (reading.action && actions < outcome.actions.size()) {
            tell(reading, outcome.actions.at(actions++), inserted);
        } else if (reading.message && messages < outcome.messages.size()) {
            const store::StoredMessage &result = outcome.messages.at(messages++);
            m_rooms.announceDirect(reading.message->message.conversation);
            tell(reading, result, inserted);
            if (reading.owesUnreadable && result.outcome == store::InsertOutcome::Inserted) {
                Q_EMIT unreadableOwed(*reading.owesUnreadable);
            }
        }
        if (reading.isForged && !batch[i].reading.isForged) {
            Q_EMIT forgedAction(); // inside of an envelope
        }
        if (reading.owesReceipt) {
            Q_EMIT receiptOwed(*reading.owesReceipt);
        }
        acknowledge(batch[i].token, batch[i].session);
    }
    for (int i = 0; i < outcome.forged; ++i) {
        Q_EMIT forgedAction();
    }
    if (outcome.isDetached) {
        Q_EMIT missed(batch.front().reading.archive);
    }
    if (!outcome.moved.isEmpty()) {
        Q_EMIT moved(outcome.moved);
    }
    for (const model::Jid &conversation : outcome.reordered) {
        Q_EMIT reordered(conversation);
    }
    if (!outcome.marked.isEmpty()) {
        Q_EMIT marked(outcome.marked);
    }
    if (m_parts.encryption != nullptr) {
        m_parts.encryption->takeNews(opened.news);
    }
    for (auto it = inserted.cbegin(); it != inserted.cend(); ++it) {
        Q_EMIT stored(it.key(), it.value());
    }
    QList<store::MessageAction> done;
    for (const Reading &reading : opened.readings) {
        if (reading.action) {
            done.append(*reading.action);
        }
    }
    if (removesText(done, outcome.actions)) {
        Q_EMIT textRemoved();
    }
}

void Inbox::tell(const Reading &reading, const store::StoredAction &result,
                 QHash<model::Jid, QList<model::MessageId>> &inserted)
{
    switch (result.outcome) {
    case store::ActionOutcome::Applied:
        Q_EMIT changed(reading.conversation(), result.id, {});
        Q_EMIT altered(alterationBy(*reading.action, result.id));
        break;
    case store::ActionOutcome::Inserted:
        inserted[reading.conversation()].append(result.id);
        break;
    case store::ActionOutcome::Forged:
        Q_EMIT forgedAction();
        break;
    case store::ActionOutcome::Unchanged:
    case store::ActionOutcome::Waiting:
        break;
    }
}

void Inbox::tell(const Reading &reading, const store::StoredMessage &result,
                 QHash<model::Jid, QList<model::MessageId>> &inserted)
{
    switch (result.outcome) {
    case store::InsertOutcome::Inserted:
        inserted[reading.conversation()].append(result.id);
        recordClearText(m_parts, reading, result.id);
        recordDelayed(m_parts, reading, result.id);
        break;
    case store::InsertOutcome::Reflected:
        Q_EMIT changed(reading.conversation(), result.id, result.previousId);
        break;
    case store::InsertOutcome::Duplicate:
        break;
    }
}

void Inbox::acknowledge(const std::optional<stream::ReceivedToken> &token, int session)
{
    if (token && session == m_session && m_parts.link.stream() != nullptr) {
        m_parts.link.stream()->markHandled(*token);
    }
}

} // namespace wardline::service

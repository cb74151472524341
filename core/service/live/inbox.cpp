// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/inbox.h"

#include "core/service/live/encryption.h"
#include "core/service/live/error_folding.h"
#include "core/service/live/futures.h"

namespace wardline::service {

namespace {
constexpr std::size_t kMaxBatch = 200;

bool isClearWhereEncrypted(const SessionParts &parts, const model::Message &message)
{
    return parts.encryption != nullptr && !message.isOwn && !message.tombstone
        && message.encryption == model::EncryptionState::NotEncrypted
        && parts.encryption->stateOf(message.conversation) == model::EncryptionState::EndToEnd;
}
} // namespace

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
{
}

void Inbox::take(const Arrival &arrival, std::optional<stream::ReceivedToken> token)
{
    Reading reading = m_reader.read(arrival);
    if (reading.isForged) {
        Q_EMIT forgedAction();
    }
    if (reading.isEmpty()) {
        acknowledge(token, m_session);
        return;
    }
    m_rooms.announceDirect(reading.conversation());
    m_waiting.push_back({std::move(reading), arrival.message, token, m_session});
    if (!m_isWriting) {
        flush();
    }
}

void Inbox::setArchiveTail(const model::Jid &archive, const QString &archiveId)
{
    m_tails.insert(archive, archiveId);
    for (Waiting &waiting : m_waiting) {
        waiting.followsTail = waiting.followsTail && waiting.reading.archive != archive;
    }
}

void Inbox::beginSession()
{
    ++m_session;
    m_tails.clear();
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
    bool isContinuous = m_tails.contains(archive);
    while (!m_waiting.empty() && batch.size() < kMaxBatch && m_waiting.front().reading.archive == archive) {
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
    m_isWriting = true;
    const auto context = m_parts.encryption != nullptr ? m_parts.encryption->context() : nullptr;
    afterwards(m_parts.store().messages().take(prepareBatch(context, opened, std::move(incoming))), this,
               [this, batch = std::move(batch), opened](const Result<store::StoredBatch> &outcome) {
                   m_isWriting = false;
                   finish(batch, *opened, outcome);
                   if (!m_isWriting) {
                       flush();
                   }
               });
}

void Inbox::finish(const std::vector<Waiting> &batch, const OpenedBatch &opened,
                   const Result<store::StoredBatch> &outcome)
{
    if (!outcome) {
        // Not stored, so not acknowledged: the relay keeps it, and the archive range ends before it.
        m_tails.remove(batch.front().reading.archive);
        Q_EMIT failed(foldProfileError(outcome.error()));
        return;
    }
    QHash<model::Jid, QList<model::MessageId>> inserted;
    qsizetype messages = 0;
    qsizetype actions = 0;
    for (std::size_t i = 0; i < batch.size() && i < opened.readings.size(); ++i) {
        const Reading &reading = opened.readings[i];
        if (reading.action && actions < outcome->actions.size()) {
            tell(reading, outcome->actions.at(actions++), inserted);
        } else if (reading.message && messages < outcome->messages.size()) {
            tell(reading, outcome->messages.at(messages++), inserted);
        }
        if (reading.isForged && !batch[i].reading.isForged) {
            Q_EMIT forgedAction(); // inside of an envelope
        }
        if (reading.owesReceipt) {
            Q_EMIT receiptOwed(batch[i].stanza);
        }
        acknowledge(batch[i].token, batch[i].session);
    }
    for (int i = 0; i < outcome->forged; ++i) {
        Q_EMIT forgedAction();
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
    if (removesText(done, outcome->actions)) {
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
        if (isClearWhereEncrypted(m_parts, reading.message->message)) {
            (void)m_parts.profile.record({audit::AuditEventType::ReceivedInClear,
                                          m_parts.own.toString(),
                                          audit::AuditOutcome::Success,
                                          {},
                                          {{audit::AuditObjectKind::Room, reading.conversation().toString()},
                                           {audit::AuditObjectKind::Message, QString::number(result.id.value)}},
                                          {}});
        }
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

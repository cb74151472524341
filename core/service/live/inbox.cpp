// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/inbox.h"

#include "core/service/live/error_folding.h"
#include "core/service/live/futures.h"
#include "core/xmpp/xep0184_receipts.h"

namespace wardline::service {

namespace {
constexpr std::size_t kMaxBatch = 200;
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
    std::optional<store::IncomingMessage> message = m_reader.read(arrival);
    if (!message) {
        acknowledge(token, m_session);
        return;
    }
    m_rooms.announceDirect(message->message.conversation);
    const bool owesReceipt = arrival.way == Arrival::Way::Live && !message->message.isOwn
        && arrival.message.type != xmpp::MessageType::GroupChat && arrival.message.has<xmpp::ReceiptRequest>();
    m_waiting.push_back({std::move(*message), arrival.message, owesReceipt, token, m_session});
    if (!m_isWriting) {
        flush();
    }
}

void Inbox::setArchiveTail(const model::Jid &archive, const QString &archiveId)
{
    m_tails.insert(archive, archiveId);
    for (Waiting &waiting : m_waiting) {
        waiting.followsTail = waiting.followsTail && waiting.message.archive != archive;
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
    const model::Jid archive = m_waiting.front().message.archive;
    store::IncomingBatch incoming;
    bool isContinuous = m_tails.contains(archive);
    while (!m_waiting.empty() && batch.size() < kMaxBatch && m_waiting.front().message.archive == archive) {
        isContinuous =
            isContinuous && m_waiting.front().followsTail && !m_waiting.front().message.message.stanzaId.isEmpty();
        incoming.messages.append(m_waiting.front().message);
        batch.push_back(std::move(m_waiting.front()));
        m_waiting.pop_front();
    }
    if (isContinuous) {
        store::ArchivePage page;
        page.archive = archive;
        page.after = m_tails.value(archive);
        page.firstId = incoming.messages.first().message.stanzaId;
        page.lastId = incoming.messages.last().message.stanzaId;
        page.firstTime = incoming.messages.first().message.time;
        page.lastTime = incoming.messages.last().message.time;
        page.reachesStart = page.after.isEmpty();
        m_tails.insert(archive, page.lastId);
        incoming.page = page;
    }
    m_isWriting = true;
    afterwards(m_parts.store().messages().insert(std::move(incoming)), this,
               [this, batch = std::move(batch)](const Result<QList<store::StoredMessage>> &outcome) {
                   m_isWriting = false;
                   finish(batch, outcome);
                   if (!m_isWriting) {
                       flush();
                   }
               });
}

void Inbox::finish(const std::vector<Waiting> &batch, const Result<QList<store::StoredMessage>> &outcome)
{
    if (!outcome || outcome->size() != static_cast<qsizetype>(batch.size())) {
        // Not stored, so not acknowledged: the relay keeps it, and the archive range ends before it.
        m_tails.remove(batch.front().message.archive);
        Q_EMIT failed(outcome ? Error(ServiceError::Internal) : foldProfileError(outcome.error()));
        return;
    }
    QHash<model::Jid, QList<model::MessageId>> inserted;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const store::StoredMessage &result = outcome->at(static_cast<qsizetype>(i));
        const model::Jid &conversation = batch[i].message.message.conversation;
        switch (result.outcome) {
        case store::InsertOutcome::Inserted:
            inserted[conversation].append(result.id);
            break;
        case store::InsertOutcome::Reflected:
            Q_EMIT changed(conversation, result.id, result.previousId);
            break;
        case store::InsertOutcome::Duplicate:
            break;
        }
        if (batch[i].owesReceipt) {
            Q_EMIT receiptOwed(batch[i].stanza);
        }
        acknowledge(batch[i].token, batch[i].session);
    }
    for (auto it = inserted.cbegin(); it != inserted.cend(); ++it) {
        Q_EMIT stored(it.key(), it.value());
    }
}

void Inbox::acknowledge(const std::optional<stream::ReceivedToken> &token, int session)
{
    if (token && session == m_session && m_parts.link.stream() != nullptr) {
        m_parts.link.stream()->markHandled(*token);
    }
}

} // namespace wardline::service

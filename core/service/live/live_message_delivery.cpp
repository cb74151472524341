// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/futures.h"
#include "core/service/live/live_message_service.h"

#include <QSet>

#include <algorithm>

// What becomes of messages after they were written or read: who is told, what was lost, what is taken back.
namespace wardline::service {

namespace {
constexpr int kMostOpened = 500; ///< messages among which the newest of each sender is sought
} // namespace

void LiveMessageService::connectDelivery()
{
    connect(&m_inbox, &Inbox::receiptOwed, &m_marks, &DeliveryMarks::arrived);
    connect(&m_history, &HistorySync::receiptOwed, &m_marks, &DeliveryMarks::arrived);
    connect(&m_inbox, &Inbox::unreadableOwed, &m_marks, &DeliveryMarks::unable);
    connect(&m_inbox, &Inbox::marked, this, &LiveMessageService::onMarked);
    connect(&m_history, &HistorySync::marked, this, &LiveMessageService::onMarked);
    connect(&m_history, &HistorySync::judged, this, [this] { m_outbox.kick(); });
    connect(&m_history, &HistorySync::lost, this, [this](const model::Jid &archive, QList<model::MessageId> ids) {
        ids.removeIf([this](model::MessageId id) { return m_outbox.wasSentInSession(id); });
        m_losses.offerAgain(archive, ids);
    });
    connect(&m_losses, &RelayLosses::changed, this, &MessageService::messageChanged);
    connect(&m_losses, &RelayLosses::fileLost, this, [this](model::MessageId id) { offerAgain({id}); });
    connect(&m_losses, &RelayLosses::settled, this, [this](const model::Jid &archive) {
        m_history.settleLoss(archive);
        m_outbox.kick();
    });
    connect(&m_readSync, &ReadSync::readElsewhere, &m_rooms, &LiveRoomService::refresh);
    connect(&m_outbox, &OutboxSender::waitingCountChanged, this, &LiveMessageService::outboxChanged);
    connect(&m_outbox, &OutboxSender::changed, this, &LiveMessageService::outboxChanged);
}

void LiveMessageService::tellOpened(const model::Jid &conversation, model::MessageId id, int count)
{
    const auto page =
        m_parts.store().messages().pageBefore(conversation, {id.value + 1}, std::min(2 * count, kMostOpened));
    afterwards(page, this, [this, conversation](const Result<store::MessagePage> &rows) {
        if (!rows) {
            return;
        }
        // One marker a sender: it means all that came before, too.
        QSet<model::Jid> told;
        for (auto message = rows->messages.crbegin(); message != rows->messages.crend(); ++message) {
            const bool isOwed = message->asks && !message->isOwn && !message->originId.isEmpty()
                && message->sender.isBare() && !message->unreadable && !told.contains(message->sender);
            if (isOwed) {
                told.insert(message->sender);
                m_marks.opened({conversation, message->sender, message->originId});
            }
        }
    });
}

void LiveMessageService::onMarked(const QList<store::MarkedMessage> &messages)
{
    for (const store::MarkedMessage &message : messages) {
        Q_EMIT messageChanged(message.conversation, message.id);
    }
}

void LiveMessageService::offerAgain(const QList<model::MessageId> &ids)
{
    afterwards(m_parts.store().messages().messages(ids), this, [this](const Result<QList<model::Message>> &messages) {
        for (const model::Message &message : messages.value_or(QList<model::Message>())) {
            const bool isLost = message.trouble == model::DeliveryTrouble::LostByRelay && !message.tombstone;
            if (isLost) {
                sendStored(message);
            }
        }
    });
}

QFuture<Status> LiveMessageService::cancelAction(qint64 position, const model::Jid &conversation, model::MessageId id)
{
    return mapped(m_parts.store().outbox().withdraw(position), this,
                  [this, conversation, id](const Status &taken) -> Status {
                      if (!taken) {
                          return failure(taken.error().is(store::StoreError::NotFound) ? ServiceError::NoSuchMessage
                                                                                       : ServiceError::TooLate);
                      }
                      (void)m_parts.profile.record({audit::AuditEventType::MessageCancelled,
                                                    m_parts.own.toString(),
                                                    audit::AuditOutcome::Success,
                                                    {},
                                                    {{audit::AuditObjectKind::Room, conversation.toString()},
                                                     {audit::AuditObjectKind::Message, QString::number(id.value)}},
                                                    {}});
                      Q_EMIT messageChanged(conversation, id);
                      m_outbox.kick();
                      return {};
                  });
}

} // namespace wardline::service

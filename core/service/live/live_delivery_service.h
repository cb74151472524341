// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/delivery_service.h"
#include "core/service/live/live_message_service.h"
#include "core/service/live/writing_states.h"

namespace wardline::service {

/// Over the store, the outbox and the rooms of an open session. Main thread.
class LiveDeliveryService final : public DeliveryService
{
    Q_OBJECT
public:
    LiveDeliveryService(SessionParts &parts, const LiveRoomService &rooms, LiveMessageService &messages,
                        QObject *parent = nullptr);

    // DeliveryService
    [[nodiscard]] QFuture<Result<DeliveryReport>> report(model::MessageId id) override;
    [[nodiscard]] QFuture<Result<QList<WaitingItem>>> waiting() override;
    [[nodiscard]] int waitingCount() const override { return m_messages.waitingCount(); }
    [[nodiscard]] std::optional<Instant> oldestWaiting() const override { return m_oldest; }
    [[nodiscard]] QFuture<Status> cancel(qint64 position) override;
    [[nodiscard]] model::OpenItemsDetail mayPrint() const override;
    [[nodiscard]] QFuture<Result<OpenItems>> openItemsForPrint() override;
    void setWriting(const model::Jid &conversation, bool isWriting) override;
    [[nodiscard]] QStringList writing(const model::Jid &conversation) const override;
    [[nodiscard]] bool mayTellWriting() const override;
    [[nodiscard]] bool tellsWriting() const override;
    void setTellsWriting(bool tells) override;

    /// Recalls the person's choice.
    void start();

private:
    void refreshOldest();
    [[nodiscard]] DeliveryReport reportOf(const model::Message &message, const QList<store::PersonMarks> &marks) const;
    [[nodiscard]] OpenItem trimmed(OpenItem item) const;

    SessionParts &m_parts;
    const LiveRoomService &m_rooms;
    LiveMessageService &m_messages;
    std::optional<Instant> m_oldest;
};

} // namespace wardline::service

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/history_sync.h"
#include "core/service/live/inbox.h"
#include "core/service/live/live_room_service.h"
#include "core/service/live/message_changes.h"
#include "core/service/live/outbox_sender.h"
#include "core/service/live/outgoing_stanza.h"
#include "core/service/message_service.h"

#include <QHash>

namespace wardline::service {

/// Messages of an open session: one way in (stream, archive -> reader -> store -> signals), one way out (text -> cipher
/// -> store -> outbox -> stream). Main thread.
class LiveMessageService final : public MessageService
{
    Q_OBJECT
public:
    LiveMessageService(SessionParts &parts, LiveRoomService &rooms, QObject *parent);
    ~LiveMessageService() override;

    // MessageService
    [[nodiscard]] QFuture<Result<MessagePage>> newest(const model::Jid &conversation, int limit) override;
    [[nodiscard]] QFuture<Result<MessagePage>> before(const model::Jid &conversation, model::MessageId id,
                                                      int limit) override;
    [[nodiscard]] QFuture<Result<MessagePage>> after(const model::Jid &conversation, model::MessageId id,
                                                     int limit) override;
    [[nodiscard]] QFuture<Result<MessagePage>> around(const model::Jid &conversation, model::MessageId id,
                                                      int limit) override;
    [[nodiscard]] QFuture<Result<QList<model::Message>>> byIds(const QList<model::MessageId> &ids) override;
    [[nodiscard]] QFuture<Result<model::MessageId>> send(const model::Jid &conversation,
                                                         const OutgoingText &text) override;
    void retry(model::MessageId id) override;
    [[nodiscard]] ConversationEncryption encryption(const model::Jid &conversation) const override;
    [[nodiscard]] MessageRights rights(const model::Message &message) const override;
    [[nodiscard]] QFuture<Status> correct(model::MessageId id, const OutgoingText &text) override;
    [[nodiscard]] QFuture<Result<QList<MessageVersion>>> versions(model::MessageId id) override;
    [[nodiscard]] QFuture<Status> retract(model::MessageId id) override;
    [[nodiscard]] QFuture<Status> moderate(model::MessageId id, const QString &reason) override;
    [[nodiscard]] QFuture<Status> react(model::MessageId id, const QStringList &emoji) override;
    [[nodiscard]] QFuture<Result<model::MessageId>> firstAt(const model::Jid &conversation, Instant time) override;
    [[nodiscard]] QFuture<Result<QByteArray>> attachment(model::MessageId id, int index) override;
    void fetchAttachment(model::MessageId id, int index) override;
    [[nodiscard]] bool canSendFiles(const model::Jid &conversation) const override;
    [[nodiscard]] QFuture<Result<model::MessageId>> sendFile(const model::Jid &conversation, const QString &name,
                                                             const QByteArray &content,
                                                             const OutgoingText &text) override;
    [[nodiscard]] QFuture<Result<model::MessageId>> firstUnread(const model::Jid &conversation) override;
    void markRead(const model::Jid &conversation, model::MessageId id) override;

    void connected(bool isResumed);
    void disconnected();
    /// A live message stanza. Always ends in the token being acknowledged, now or when it is stored.
    void takeMessage(const xmpp::MessageStanza &message, stream::ReceivedToken token);
    void acknowledged(stream::StanzaHandle handle) { m_outbox.acknowledged(handle); }
    void uncertain(const std::vector<stream::StanzaHandle> &handles) { m_outbox.uncertain(handles); }

    [[nodiscard]] const HistorySync &history() const { return m_history; }
    [[nodiscard]] int waitingCount() const { return m_outbox.waitingCount(); }

Q_SIGNALS:
    void waitingCountChanged(int count);
    void historyBecameCurrent(const wardline::model::Jid &archive);
    void storeFailed(const wardline::Error &error);

private:
    [[nodiscard]] QFuture<Result<MessagePage>> page(const model::Jid &conversation,
                                                    QFuture<Result<store::MessagePage>> stored);
    [[nodiscard]] model::Jid archiveOf(const model::Jid &conversation) const;
    [[nodiscard]] Status mayLeave(const model::Jid &conversation, const QString &text) const;
    void sendNow(const model::Jid &conversation, const OutgoingText &outgoing,
                 const std::optional<model::Message> &answered,
                 const std::function<void(Result<model::MessageId>)> &done);
    void storeOwn(model::Message message, const std::optional<store::QuoteTarget> &quote, const Leaving &leaving,
                  const std::function<void(Result<model::MessageId>)> &done);
    void retryLoaded(const model::Message &message, const std::optional<model::Message> &answered);
    /// A text was taken back: after a quiet while the index and the file forget it too.
    void forgetSoon();
    void takeCarbonOrLive(const xmpp::MessageStanza &message, stream::ReceivedToken token);
    void takeReceipt(const xmpp::MessageStanza &message);
    void sendReceipt(const xmpp::MessageStanza &message);
    void sendDisplayed(const model::Jid &conversation, model::MessageId id);
    void onChanged(const model::Jid &conversation, model::MessageId id, model::MessageId previousId);
    void recordView(const model::Jid &conversation);
    void recordReceived(const model::Jid &conversation, const QList<model::MessageId> &ids);
    void recordForgery(audit::AuditReason reason);
    void acknowledge(stream::ReceivedToken token);

    SessionParts &m_parts;
    LiveRoomService &m_rooms;
    ArrivalReader m_reader;
    Inbox m_inbox;
    HistorySync m_history;
    OutboxSender m_outbox;
    OutgoingStanzas m_stanzas;
    MessageChanges m_changes;
    std::unique_ptr<Timer> m_forgetting;
    model::Jid m_viewed;
};

} // namespace wardline::service

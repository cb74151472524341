// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/delivery_marks.h"
#include "core/service/live/history_sync.h"
#include "core/service/live/inbox.h"
#include "core/service/live/live_files.h"
#include "core/service/live/live_room_service.h"
#include "core/service/live/message_changes.h"
#include "core/service/live/outbox_sender.h"
#include "core/service/live/outgoing_stanza.h"
#include "core/service/live/read_sync.h"
#include "core/service/live/relay_losses.h"
#include "core/service/live/sent_mentions.h"
#include "core/service/live/writing_states.h"
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
    /// OutboxSender::underWay.
    [[nodiscard]] const std::map<stream::StanzaHandle, store::OutboxEntry> &underWay() const
    {
        return m_outbox.underWay();
    }
    ~LiveMessageService() override;
    /// The session ends: what is owed to senders is kept.
    void aboutToClose() { m_marks.keep(); }

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
    [[nodiscard]] QFuture<Status> resetSession(model::MessageId id) override;
    [[nodiscard]] QFuture<Status> showHeld(model::MessageId id) override;
    void retry(model::MessageId id) override;
    [[nodiscard]] ConversationEncryption encryption(const model::Jid &conversation) const override;
    [[nodiscard]] MessageRights rights(const model::Message &message) const override;
    [[nodiscard]] QFuture<Status> correct(model::MessageId id, const OutgoingText &text) override;
    [[nodiscard]] QFuture<Result<QList<MessageVersion>>> versions(model::MessageId id) override;
    [[nodiscard]] QFuture<Status> retract(model::MessageId id,
                                          const QList<model::DeviceAddress> &leaveOut = {}) override;
    [[nodiscard]] QFuture<Status> moderate(model::MessageId id, const QString &reason) override;
    [[nodiscard]] QFuture<Status> react(model::MessageId id, const QStringList &emoji,
                                        const QList<model::DeviceAddress> &leaveOut = {}) override;
    [[nodiscard]] QFuture<Result<model::MessageId>> firstAt(const model::Jid &conversation, Instant time) override;
    [[nodiscard]] QFuture<Result<QByteArray>> attachment(model::MessageId id, int index,
                                                         FilePurpose purpose = FilePurpose::Preview) override;
    void fetchAttachment(model::MessageId id, int index) override;
    void cancelFile(model::MessageId id, int index) override;
    [[nodiscard]] qint64 maxFileSize() const override;
    [[nodiscard]] bool canSendFiles(const model::Jid &conversation) const override;
    [[nodiscard]] QFuture<Result<model::MessageId>> sendFile(const model::Jid &conversation, const OutgoingFile &file,
                                                             const OutgoingText &text) override;
    [[nodiscard]] QFuture<Result<model::MessageId>> firstUnread(const model::Jid &conversation) override;
    void markRead(const model::Jid &conversation, model::MessageId id) override;

    void connected(bool isResumed);
    void disconnected();
    /// A live message stanza. Always ends in the token being acknowledged, now or when it is stored.
    void takeMessage(const xmpp::MessageStanza &message, stream::ReceivedToken token);
    /// The index forgets what was taken back, in quiet moments.
    void forget();
    void acknowledged(stream::StanzaHandle handle) { m_outbox.acknowledged(handle); }
    void uncertain(const std::vector<stream::StanzaHandle> &handles) { m_outbox.uncertain(handles); }

    [[nodiscard]] const HistorySync &history() const { return m_history; }
    [[nodiscard]] int waitingCount() const { return m_outbox.waitingCount(); }
    [[nodiscard]] WritingStates &writingStates() { return m_writing; }
    [[nodiscard]] bool asksForReceipts(const model::Jid &conversation) const
    {
        return m_stanzas.asksForReceipts(conversation);
    }
    /// Takes back what was to be done to a message and has not left. TooLate, NoSuchMessage.
    [[nodiscard]] QFuture<Status> cancelAction(qint64 position, const model::Jid &conversation, model::MessageId id);

Q_SIGNALS:
    void waitingCountChanged(int count);
    /// What waits is not what it was.
    void outboxChanged();
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
    /// Once more, as it stands in the cache: text or files, with what it answers.
    void sendStored(const model::Message &message);
    void retryLoaded(const model::Message &message, const std::optional<model::Message> &answered);
    void resend(const model::Message &message, const Outgoing &outgoing);
    [[nodiscard]] model::Message ownMessage(const model::Jid &conversation, const QString &text) const;
    void recordSent(const model::Jid &conversation, model::MessageId id);
    /// A text was taken back: after a quiet while the index and the file forget it too.
    void forgetSoon();
    [[nodiscard]] bool isToOurselves(const xmpp::MessageStanza &message) const;
    void takeCarbonOrLive(const xmpp::MessageStanza &message, stream::ReceivedToken token);
    void takeReceipt(const xmpp::MessageStanza &message);
    void advance(const model::Jid &conversation, const QString &originId, model::DeliveryState state);
    void connectDelivery();
    /// Tells those who asked, of the messages that were unread until now.
    void tellOpened(const model::Jid &conversation, model::MessageId id, int count);
    /// What the relay has lost goes again, oldest first.
    void offerAgain(const QList<model::MessageId> &ids);
    void onMarked(const QList<store::MarkedMessage> &messages);
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
    SentMentions m_mentions;
    MessageChanges m_changes;
    LiveFiles m_files;
    DeliveryMarks m_marks;
    ReadSync m_readSync;
    RelayLosses m_losses;
    WritingStates m_writing;
    std::unique_ptr<Timer> m_forgetting;
    model::Jid m_viewed;
};

} // namespace wardline::service

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/outbox_sender.h"
#include "core/service/live/outgoing_stanza.h"
#include "core/service/message_service.h"

#include <QObject>

namespace wardline::service {

/// What the signed-in person does to messages that are there: corrects, takes back, removes as a moderator, reacts.
/// Each is stored and queued in one transaction, so that it works without a connection; only a moderation is asked of
/// the room at once, because the room decides. Main thread.
class MessageChanges final : public QObject
{
    Q_OBJECT
public:
    MessageChanges(SessionParts &parts, const LiveRoomService &rooms, const OutgoingStanzas &stanzas,
                   OutboxSender &outbox);

    [[nodiscard]] MessageRights rights(const model::Message &message) const;
    [[nodiscard]] QFuture<Status> correct(model::MessageId id, const OutgoingText &text);
    [[nodiscard]] QFuture<Status> retract(model::MessageId id, const QList<model::DeviceAddress> &leaveOut);
    [[nodiscard]] QFuture<Status> moderate(model::MessageId id, const QString &reason);
    [[nodiscard]] QFuture<Status> react(model::MessageId id, const QStringList &emoji,
                                        const QList<model::DeviceAddress> &leaveOut);

Q_SIGNALS:
    void changed(const wardline::model::Jid &conversation, wardline::model::MessageId id);
    void textRemoved();

private:
    using Done = std::function<void(Status)>;

    /// Loads the message first: NoSuchMessage if it is gone or was taken back.
    [[nodiscard]] QFuture<Status> with(model::MessageId id,
                                       std::function<void(const model::Message &, const Done &)> act);
    void correctLoaded(const model::Message &message, const OutgoingText &text,
                       const std::optional<model::Message> &answered, const Done &done);
    void retractLoaded(const model::Message &message, const QList<model::DeviceAddress> &leaveOut, const Done &done);
    void moderateLoaded(const model::Message &message, const QString &reason, const Done &done);
    void queue(const store::MessageAction &action, model::MessageId id, const Outgoing &outgoing,
               const QList<model::DeviceAddress> &leaveOut, const Done &done);
    void finish(const store::MessageAction &action, model::MessageId id, audit::AuditEventType what,
                const Result<store::StoredAction> &outcome, const Done &done);
    void record(audit::AuditEventType what, const model::Jid &conversation, model::MessageId id);
    [[nodiscard]] store::MessageAction actionOn(const model::Message &message, store::ActionKind kind) const;
    [[nodiscard]] bool mayWrite(const model::Jid &conversation) const;
    [[nodiscard]] bool isWithin(const model::Message &message, std::chrono::minutes window) const;
    [[nodiscard]] static bool hasNotLeft(const model::Message &message);

    SessionParts &m_parts;
    const LiveRoomService &m_rooms;
    const OutgoingStanzas &m_stanzas;
    OutboxSender &m_outbox;
};

} // namespace wardline::service

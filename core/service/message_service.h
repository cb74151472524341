// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"
#include "core/model/message.h"
#include "core/service/service_error.h"

#include <QFuture>
#include <QList>
#include <QObject>

namespace wardline::service {

/// A stretch of a conversation, oldest first.
struct MessagePage
{
    QList<model::Message> messages;
    bool hasOlder = false;
    bool hasNewer = false;
    bool isBeingFilled = false; ///< older history exists at the relay and is still being fetched
};

/// Reading and writing messages of the signed-in person. Main thread; futures finish on the main thread.
class MessageService : public QObject
{
    Q_OBJECT
public:
    /// Longest text that is sent, in UTF-16 units.
    static constexpr qsizetype kMaxTextLength = 20'000;

    using QObject::QObject;

    [[nodiscard]] virtual QFuture<Result<MessagePage>> newest(const model::Jid &conversation, int limit) = 0;
    [[nodiscard]] virtual QFuture<Result<MessagePage>> before(const model::Jid &conversation, model::MessageId id,
                                                              int limit) = 0;
    [[nodiscard]] virtual QFuture<Result<MessagePage>> after(const model::Jid &conversation, model::MessageId id,
                                                             int limit) = 0;
    /// Half of the page on each side of `id`, which is included when it exists.
    [[nodiscard]] virtual QFuture<Result<MessagePage>> around(const model::Jid &conversation, model::MessageId id,
                                                              int limit) = 0;
    /// The messages with these ids that still exist, oldest first.
    [[nodiscard]] virtual QFuture<Result<QList<model::Message>>> byIds(const QList<model::MessageId> &ids) = 0;

    /// Writes the message and its outbox row in one transaction; it is Queued then and goes on by itself. NotAllowed
    /// without voice, TooLong past kMaxTextLength.
    [[nodiscard]] virtual QFuture<Result<model::MessageId>> send(const model::Jid &conversation,
                                                                 const QString &text) = 0;
    /// Sends a Failed message again, under its old origin-id.
    virtual void retry(model::MessageId id) = 0;

    /// The first message the person has not seen, or an invalid id.
    [[nodiscard]] virtual QFuture<Result<model::MessageId>> firstUnread(const model::Jid &conversation) = 0;
    /// The person has seen everything up to `id` on this screen: unlocked, focused and visible.
    virtual void markRead(const model::Jid &conversation, model::MessageId id) = 0;

Q_SIGNALS:
    /// New rows are durable. In id order.
    void messagesStored(const wardline::model::Jid &conversation, const QList<wardline::model::MessageId> &ids);
    /// A message's state, time or text changed.
    void messageChanged(const wardline::model::Jid &conversation, wardline::model::MessageId id);
    /// History started or stopped being filled.
    void historyChanged(const wardline::model::Jid &conversation);
};

} // namespace wardline::service

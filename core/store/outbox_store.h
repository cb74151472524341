// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/model/delivery_counts.h"
#include "core/model/jid.h"
#include "core/model/message_id.h"
#include "core/model/urgency.h"
#include "core/store/message_action.h"
#include "core/store/sealed_stanza.h"
#include "core/store/store_error.h"

#include <QByteArray>
#include <QFuture>
#include <QList>

#include <functional>
#include <optional>

namespace wardline::store {

class StoreThreads;
struct Reoffer;

/// Something that has not been acknowledged by the relay yet.
struct OutboxEntry
{
    qint64 position = 0; ///< order of sending; never reused
    model::MessageId message;
    model::Jid conversation;
    QString originId;
    QByteArray stanza; ///< ready to be sent
    int attempts = 0; ///< how often it was handed to a stream
    std::optional<QByteArray> audience{}; ///< SealedStanza::audience
    bool operator==(const OutboxEntry &) const = default;
};

/// Something that waits, as people see it.
struct ListedEntry
{
    qint64 position = 0;
    model::MessageId message;
    model::Jid conversation;
    QString title; ///< of the conversation
    std::optional<ActionKind> action; ///< nothing: the message itself
    int attempts = 0;
    std::optional<model::Urgency> urgency;
    Instant written{};
    QString text; ///< shortened
    bool operator==(const ListedEntry &) const = default;
};

/// What became, while the cache was closed, of what `handOver` gave out. Positions; whatever is named nowhere may or
/// may not have arrived.
struct HandedBack
{
    QList<qint64> acknowledged;
    QList<qint64> refused;
    QList<qint64> heldBack; ///< who belongs to the room changed
    QList<qint64> untouched; ///< never given to a stream
};

/// What waits to be sent, in the order in which it was written (and so in order within each conversation). Rows are
/// made by MessageStore::insertOwn. Calls as in MessageStore.
class OutboxStore
{
public:
    explicit OutboxStore(StoreThreads &threads);

    /// The oldest `limit` entries after a position (0: from the beginning).
    QFuture<Result<QList<OutboxEntry>>> pending(qint64 afterPosition, int limit);
    /// Counts an attempt before the bytes go to the stream.
    QFuture<Status> recordAttempt(qint64 position);
    /// The relay has it: the entry goes and the message advances to OnRelay, in one transaction. Fine if it is gone
    /// already.
    QFuture<Status> acknowledge(qint64 position);
    /// It will not arrive: the entry goes and the message is Failed.
    QFuture<Status> fail(qint64 position, model::DeliveryTrouble trouble = model::DeliveryTrouble::Refused);
    /// Takes back what was to be done to a message and has not left. NotFound; InvalidInput for a message itself
    /// (MessageStore::withdraw) and for what was handed to a stream.
    QFuture<Status> withdraw(qint64 position);
    /// What waits, for people: in the order of sending, at most kMaxPageSize.
    QFuture<Result<QList<ListedEntry>>> listed(int textLength);
    /// When the message that waits longest was written; nothing when nothing waits.
    QFuture<Result<std::optional<Instant>>> oldest();
    /// Sends a failed message again, at the end of the queue: Queued, with a new stanza. Position; NotFound, or
    /// InvalidInput for a message that is not Failed.
    QFuture<Result<qint64>> requeue(model::MessageId message, QByteArray stanza);
    QFuture<Result<qint64>> requeue(model::MessageId message, SealStanza seal);
    /// What a relay has lost goes again, before what waits already; see reofferMessages.
    QFuture<Result<QList<model::MessageId>>> reoffer(QList<Reoffer> messages);
    /// How many wait.
    QFuture<Result<int>> count();
    /// For a time in which the cache is closed: what waits in ciphertext, in order, at most `limit` entries of together
    /// `bytes`. Of a conversation in which something in the clear waits only what stands before that; a file that
    /// waits holds nothing up. Each counts as an attempt, because nobody may be there to say what became of it; `attempts` is the number
    /// before.
    QFuture<Result<QList<OutboxEntry>>> handOver(int limit, qint64 bytes);
    /// What became of it, in one transaction.
    QFuture<Status> handBack(HandedBack outcome);

private:
    StoreThreads &m_threads;
};

} // namespace wardline::store

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/delivery_state.h"
#include "core/model/jid.h"
#include "core/model/message_id.h"
#include "core/store/store_error.h"

#include <QByteArray>
#include <QFuture>
#include <QList>

#include <functional>

namespace wardline::store {

class StoreThreads;
class WritableDatabase;

/// Something that has not been acknowledged by the relay yet.
struct OutboxEntry
{
    qint64 position = 0; ///< order of sending; never reused
    model::MessageId message;
    model::Jid conversation;
    QString originId;
    QByteArray stanza; ///< ready to be sent
    int attempts = 0; ///< how often it was handed to a stream
    bool operator==(const OutboxEntry &) const = default;
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
    QFuture<Status> fail(qint64 position);
    /// Sends a failed message again, at the end of the queue: Queued, with a new stanza. Position; NotFound, or
    /// InvalidInput for a message that is not Failed.
    QFuture<Result<qint64>> requeue(model::MessageId message, QByteArray stanza);
    QFuture<Result<qint64>> requeue(model::MessageId message,
                                    std::function<Result<QByteArray>(WritableDatabase &)> seal);
    /// How many wait.
    QFuture<Result<int>> count();

private:
    StoreThreads &m_threads;
};

} // namespace wardline::store

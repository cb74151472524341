// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/sealed_stanza.h"
#include "core/store/stored_file.h"

#include <QByteArray>
#include <QFuture>
#include <QSet>

#include <functional>
#include <optional>

namespace wardline::store {

class ReadableDatabase;
class StoreThreads;
class WritableDatabase;

/// Stands in the outbox for a message whose file is not uploaded yet: nothing is sent, and what was written after it in
/// its conversation waits.
inline constexpr QByteArrayView kAwaitsFile = "<awaits-file xmlns='urn:wardline:outbox:0'/>";

/// The files of messages: what is kept of them beside the message. Rows are made with their message
/// (IncomingMessage::files, MessageStore::insertOwn) and go with it. Calls as in MessageStore.
class AttachmentStore
{
public:
    explicit AttachmentStore(StoreThreads &threads);

    QFuture<Result<std::optional<StoredFile>>> file(qint64 number);
    QFuture<Result<std::optional<StoredFile>>> file(model::MessageId message, int place);
    /// Own files whose message waits for them, in the order in which they were written.
    QFuture<Result<QList<StoredFile>>> toSend();
    /// Names on the shelf that belong to a message.
    QFuture<Result<QSet<QString>>> diskNames();

    QFuture<Status> setState(qint64 number, model::FileState state, std::optional<model::FileProblem> problem);
    /// It is on the shelf, under this name and with its key wrapped; the key as it came is forgotten. `size` in bytes.
    QFuture<Status> setShelved(qint64 number, QString diskName, QByteArray sealedKey, qint64 size);
    /// An own one lies at the relay: `seal` makes the stanza that says so, which takes its place in the outbox, in one
    /// transaction. NotFound where it does not wait any more.
    QFuture<Status> setSent(qint64 number, QString url, SealStanza seal);
    /// An own one will not be sent: its outbox entry goes and the message is Failed. Fine where it does not wait.
    QFuture<Status> giveUp(qint64 number, model::FileProblem problem);

private:
    StoreThreads &m_threads;
};

/// Within a transaction: the files of a message that was just written. `sources` are those of the attachments, in
/// order.
[[nodiscard]] Status writeFiles(WritableDatabase &database, model::MessageId message,
                                const QList<model::Attachment> &attachments, const QList<FileSource> &sources);
/// As people see them.
[[nodiscard]] Result<QList<model::Attachment>> readFiles(ReadableDatabase &database, model::MessageId message);

} // namespace wardline::store

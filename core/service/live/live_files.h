// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/file_fetcher.h"
#include "core/service/live/file_sender.h"

#include <QObject>

namespace wardline::service {

/// The files of an open session: the shelf with its keys, what is sent, what is fetched. Ends with the session and with
/// it every key and every content; ciphertext stays on the shelf. Main thread.
class LiveFiles final : public QObject
{
    Q_OBJECT
public:
    LiveFiles(SessionParts &parts, const OutgoingStanzas &stanzas);
    ~LiveFiles() override;

    /// By policy, and where there is a folder for them; and only where the conversation is encrypted.
    [[nodiscard]] bool canSend(const model::Jid &conversation) const;
    void send(const model::Message &message, const OutgoingFile &file, const QList<model::DeviceAddress> &leaveOut,
              const std::function<void(Result<model::MessageId>)> &done);
    /// Sends an own message with a file again: uploads it, or tells again where it lies. `resend` gets what tells it.
    void retry(const model::Message &message, const std::function<void(const Outgoing &)> &resend);
    void fetch(model::MessageId id, int index);
    /// Stops what is under way; false where an own message has to be withdrawn for it, which the caller does.
    [[nodiscard]] bool cancel(const model::Message &message, int index);
    [[nodiscard]] QFuture<Result<QByteArray>> content(model::MessageId id, int index, FilePurpose purpose);

    /// Adds to messages from the cache how far their files have come, and fetches what is shown without being asked
    /// for.
    void complete(QList<model::Message> &messages);
    void connected();
    void disconnected();
    /// Removes from the shelf what belongs to no message.
    void sweep();

Q_SIGNALS:
    void stored(const wardline::model::Jid &conversation, wardline::model::MessageId id);
    void changed(const wardline::model::Jid &conversation, wardline::model::MessageId id);
    void ready();

private:
    /// Made together, or not at all.
    struct Parts
    {
        Parts(SessionParts &session, files::FileShelf folder, FileKeys wrapping, const OutgoingStanzas &stanzas);
        files::FileShelf shelf;
        FileKeys keys;
        FileSender sender;
        FileFetcher fetcher;
    };
    [[nodiscard]] static FileTools toolsFor(SessionParts &session, const files::FileShelf &shelf, const FileKeys &keys);
    void open();

    SessionParts &m_session;
    const OutgoingStanzas &m_stanzas;
    std::unique_ptr<Parts> m_parts; ///< null where there are no files
};

} // namespace wardline::service

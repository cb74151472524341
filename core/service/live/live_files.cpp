// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/live_files.h"

#include "core/service/live/encryption.h"
#include "core/service/live/futures.h"

namespace wardline::service {

LiveFiles::Parts::Parts(SessionParts &session, files::FileShelf folder, FileKeys wrapping,
                        const OutgoingStanzas &stanzas)
    : shelf(std::move(folder))
    , keys(std::move(wrapping))
    , sender(toolsFor(session, shelf, keys), stanzas)
    , fetcher(toolsFor(session, shelf, keys))
{
}

LiveFiles::LiveFiles(SessionParts &parts, const OutgoingStanzas &stanzas)
    : m_session(parts)
    , m_stanzas(stanzas)
{
    open();
}

LiveFiles::~LiveFiles() = default;

FileTools LiveFiles::toolsFor(SessionParts &session, const files::FileShelf &shelf, const FileKeys &keys)
{
    const Rules &rules = session.environment.rules;
    return {session,
            shelf,
            keys,
            *session.environment.http,
            {session.link.relayHost(), session.own.domain(), rules.fileHosts},
            {std::min(rules.maxFileBytes, MessageService::kMaxFileSize), rules.fileTypes}};
}

void LiveFiles::open()
{
    const bool isWanted = m_session.environment.rules.allowsFiles && m_session.environment.http != nullptr;
    const auth::KeyHierarchy *keys = m_session.profile.vault().keys();
    auto key = isWanted && keys != nullptr ? keys->attachmentKey()
                                           : Result<crypto::AeadKey>(failure(ServiceError::NotAllowed));
    auto shelf = key ? files::FileShelf::open(m_session.profile.directory().attachmentsPath())
                     : Result<files::FileShelf>(failure(ServiceError::NotAllowed));
    if (!key || !shelf) {
        return;
    }
    m_parts = std::make_unique<Parts>(m_session, std::move(*shelf),
                                      FileKeys(std::move(*key), m_session.environment.random), m_stanzas);
    connect(&m_parts->sender, &FileSender::stored, this, &LiveFiles::stored);
    connect(&m_parts->sender, &FileSender::changed, this, &LiveFiles::changed);
    connect(&m_parts->sender, &FileSender::ready, this, &LiveFiles::ready);
    connect(&m_parts->fetcher, &FileFetcher::changed, this, &LiveFiles::changed);
}

bool LiveFiles::canSend(const model::Jid &conversation) const
{
    return m_parts != nullptr && m_session.encryption != nullptr
        && m_session.encryption->stateOf(conversation) == model::EncryptionState::EndToEnd;
}

void LiveFiles::send(const model::Message &message, const OutgoingFile &file,
                     const QList<model::DeviceAddress> &leaveOut,
                     const std::function<void(Result<model::MessageId>)> &done)
{
    if (canSend(message.conversation)) {
        m_parts->sender.send(message, file, leaveOut, done);
    } else {
        done(failure(ServiceError::NotAllowed));
    }
}

void LiveFiles::retry(const model::Message &message, const std::function<void(const Outgoing &)> &resend)
{
    if (m_parts == nullptr || message.attachments.isEmpty()) {
        return;
    }
    afterwards(m_session.store().attachments().file(message.id, 0), this,
               [this, message, resend](const Result<std::optional<store::StoredFile>> &file) {
                   if (!file || !*file) {
                       return;
                   }
                   const store::FileSource &source = (*file)->source;
                   const auto key = m_parts->keys.keyOf(source);
                   if (source.url.isEmpty() || !key) {
                       m_parts->sender.retry(**file);
                       return;
                   }
                   resend(m_stanzas.file(message, (*file)->attachment, {QUrl(source.url, QUrl::StrictMode), *key},
                                         source.sha256));
               });
}

void LiveFiles::fetch(model::MessageId id, int index)
{
    if (m_parts != nullptr) {
        m_parts->fetcher.fetch(id, index);
    }
}

bool LiveFiles::cancel(const model::Message &message, int index)
{
    if (m_parts == nullptr || index < 0 || index >= message.attachments.size()) {
        return true;
    }
    const model::Attachment &file = message.attachments.at(index);
    if (message.isOwn && (file.state == model::FileState::Sending || file.state == model::FileState::NotSent)) {
        m_parts->sender.stop(file.number);
        return false;
    }
    m_parts->fetcher.cancel(file.number);
    return true;
}

QFuture<Result<QByteArray>> LiveFiles::content(model::MessageId id, int index, FilePurpose purpose)
{
    return m_parts != nullptr ? m_parts->fetcher.content(id, index, purpose)
                              : finished(Result<QByteArray>(failure(ServiceError::NotAllowed)));
}

void LiveFiles::complete(QList<model::Message> &messages)
{
    for (qsizetype i = 0; m_parts != nullptr && i < messages.size(); ++i) {
        if (messages.at(i).attachments.isEmpty()) {
            continue;
        }
        m_parts->fetcher.fetchShown(messages.at(i));
        for (model::Attachment &file : messages[i].attachments) {
            if (const auto fetched = m_parts->fetcher.percentOf(file.number)) {
                file.state = model::FileState::Fetching;
                file.percent = *fetched;
            } else if (const auto sent = m_parts->sender.percentOf(file.number)) {
                file.percent = *sent;
            }
        }
    }
}

void LiveFiles::connected()
{
    if (m_parts != nullptr) {
        m_parts->sender.connected();
    }
}

void LiveFiles::disconnected()
{
    if (m_parts != nullptr) {
        m_parts->sender.disconnected();
    }
}

void LiveFiles::sweep()
{
    if (m_parts == nullptr) {
        return;
    }
    // What is on the shelf now, in no message and not under way is nobody's.
    QSet<QString> present = m_parts->shelf.names();
    const QSet<QString> busy = m_parts->sender.underWay() | m_parts->fetcher.underWay();
    present.removeIf([&busy](const QString &name) { return busy.contains(files::FileShelf::baseName(name)); });
    afterwards(m_session.store().attachments().diskNames(), this, [this, present](const Result<QSet<QString>> &used) {
        if (!used) {
            return;
        }
        m_parts->shelf.clear(present - *used);
    });
}

} // namespace wardline::service

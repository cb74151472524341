// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/futures.h"
#include "core/service/live/live_message_service.h"

#include <algorithm>

/// The part of the message service that is about files.
namespace wardline::service {

QFuture<Result<QByteArray>> LiveMessageService::attachment(model::MessageId id, int index, FilePurpose purpose)
{
    return m_files.content(id, index, purpose);
}

void LiveMessageService::fetchAttachment(model::MessageId id, int index)
{
    m_files.fetch(id, index);
}

void LiveMessageService::cancelFile(model::MessageId id, int index)
{
    afterwards(m_parts.store().messages().message(id), this,
               [this, id, index](const Result<std::optional<model::Message>> &stored) {
                   if (stored && *stored && !m_files.cancel(**stored, index)) {
                       (void)m_changes.retract(id, {});
                   }
               });
}

qint64 LiveMessageService::maxFileSize() const
{
    return std::min(m_parts.environment.rules.maxFileBytes, kMaxFileSize);
}

bool LiveMessageService::canSendFiles(const model::Jid &conversation) const
{
    return m_files.canSend(conversation);
}

QFuture<Result<model::MessageId>> LiveMessageService::sendFile(const model::Jid &conversation, const OutgoingFile &file,
                                                               const OutgoingText &text)
{
    auto [future, done] = promised<Result<model::MessageId>>();
    const bool hasText = !text.text.trimmed().isEmpty();
    const Status allowed = mayLeave(conversation, hasText ? text.text : QStringLiteral("file"));
    if (!allowed || !m_files.canSend(conversation)) {
        done(std::unexpected(allowed ? Error(ServiceError::NotAllowed) : allowed.error()));
        return future;
    }
    const auto sendFileNow = [this, conversation, file, text, hasText, done] {
        model::Message message = ownMessage(conversation, {});
        message.urgency = hasText ? std::nullopt : text.urgency; // one of the two rings, the one with the words
        m_files.send(message, file, text.leaveOut, done);
    };
    if (!hasText) {
        sendFileNow();
        return future;
    }
    afterwards(send(conversation, text), this, [sendFileNow, done](const Result<model::MessageId> &id) {
        id ? sendFileNow() : done(std::unexpected(id.error()));
    });
    return future;
}

} // namespace wardline::service

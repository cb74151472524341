// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/files/file_key.h"
#include "core/service/live/live_room_service.h"
#include "core/service/live/outgoing.h"
#include "core/service/live/session_parts.h"
#include "core/service/message_service.h"
#include "core/store/message_action.h"

#include <QByteArray>

#include <functional>
#include <optional>

namespace wardline::service {

/// Makes the stanzas that go into the outbox. Main thread.
class OutgoingStanzas
{
public:
    OutgoingStanzas(SessionParts &parts, const LiveRoomService &rooms);

    /// A text. `answered` is the message it answers; `replaces` the origin-id of the version that it corrects, or
    /// empty.
    [[nodiscard]] Outgoing text(const model::Message &message, const QList<Mention> &mentions,
                                const std::optional<model::Message> &answered, const QString &replaces = {}) const;
    /// A file that lies at `link`: shared inside the envelope, and as a link with its key for 0.3 devices.
    [[nodiscard]] Outgoing file(const model::Message &message, const model::Attachment &file,
                                const files::AesgcmLink &link, const QByteArray &sha256) const;
    /// Something done to another message. `fallback` is what programs read that do not know it; it may be empty.
    [[nodiscard]] Outgoing action(const model::Jid &conversation, const QString &originId, const xml::Element &payload,
                                  const QString &fallback, QStringView fallbackNamespace) const;
    /// How it leaves: encrypted where the conversation is. Refused with NotEverybodyCanRead where that cannot be.
    void leave(const model::Jid &conversation, const Outgoing &outgoing, const QList<model::DeviceAddress> &leaveOut,
               const std::function<void(Result<Leaving>)> &done) const;
    /// To be told what the store said to it; the error that people see.
    [[nodiscard]] Error refusal(const model::Jid &conversation, const Leaving &leaving, const Error &error) const;
    void stored(const model::Jid &conversation, const Leaving &leaving) const;

    /// Whether the people of a conversation are asked what became of a message: not in rooms larger than policy says.
    [[nodiscard]] bool asksForReceipts(const model::Jid &conversation) const;
    /// Whom a message goes to, without ourselves; 0 where that is not known.
    [[nodiscard]] int recipientsOf(const model::Jid &conversation) const;
    /// How others are told which message is meant: by the room's id in a room, by the sender's own elsewhere. Nothing
    /// while it has none.
    [[nodiscard]] std::optional<store::MessageTarget> targetOf(const model::Message &message) const;
    /// What is kept of an answer.
    [[nodiscard]] std::optional<store::QuoteTarget> quoteOf(const model::Message &answered) const;

private:
    [[nodiscard]] xmpp::MessageStanza frame(const model::Jid &conversation, const QString &originId) const;

    SessionParts &m_parts;
    const LiveRoomService &m_rooms;
};

} // namespace wardline::service

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
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
    /// Something done to another message. `fallback` is what programs read that do not know it; it may be empty.
    [[nodiscard]] Outgoing action(const model::Jid &conversation, const QString &originId, const xml::Element &payload,
                                  const QString &fallback, QStringView fallbackNamespace) const;
    /// How it leaves: encrypted where the conversation is. Refused with NotEverybodyCanRead where that cannot be.
    void leave(const model::Jid &conversation, const Outgoing &outgoing, const QList<model::DeviceAddress> &leaveOut,
               const std::function<void(Result<Leaving>)> &done) const;
    /// To be told what the store said to it; the error that people see.
    [[nodiscard]] Error refusal(const model::Jid &conversation, const Leaving &leaving, const Error &error) const;
    void stored(const model::Jid &conversation, const Leaving &leaving) const;

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

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/live_room_service.h"
#include "core/service/live/session_parts.h"
#include "core/xmpp/message_stanza.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <memory>
#include <vector>

namespace wardline::service {

/// Who is writing where (XEP-0085), both ways. Said in a stanza of its own that carries nothing else: no text, no id of
/// a message, kept in no archive. Not to rooms larger than policy says, not to people who are not there, not when the
/// person does not want it; what others say is believed for half a minute. Main thread.
class WritingStates final : public QObject
{
    Q_OBJECT
public:
    WritingStates(SessionParts &parts, const LiveRoomService &rooms);

    /// The own person's choice.
    void setTells(bool tells);
    [[nodiscard]] bool tells() const;
    void setWriting(const model::Jid &conversation, bool isWriting);
    [[nodiscard]] QStringList names(const model::Jid &conversation) const;

    /// Takes a stanza that says nothing but a chat state; false for any other. A text from somebody ends their writing.
    bool take(const xmpp::MessageStanza &message);
    void disconnected();

Q_SIGNALS:
    void changed(const wardline::model::Jid &conversation);

private:
    struct Writer
    {
        model::Jid conversation;
        model::Jid person; ///< the occupant in a room
        MonotonicInstant until{};
    };

    [[nodiscard]] bool mayTell(const model::Jid &conversation) const;
    void say(const model::Jid &conversation, bool isWriting);
    void set(const model::Jid &conversation, const model::Jid &person, bool isWriting);
    void expire();

    SessionParts &m_parts;
    const LiveRoomService &m_rooms;
    std::vector<Writer> m_writers;
    std::unique_ptr<Timer> m_expiry;
    bool m_tells = true;
    model::Jid m_told; ///< where others think that we write
    MonotonicInstant m_toldAt{};
};

} // namespace wardline::service

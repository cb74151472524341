// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/content_reader.h"
#include "core/service/live/live_room_service.h"
#include "core/service/live/session_parts.h"
#include "core/store/message_store.h"
#include "core/xmpp/message_stanza.h"

#include <optional>

namespace wardline::service {

/// A message stanza on its way in, with what is known of its way apart from itself.
struct Arrival
{
    enum class Way {
        Live, ///< on our own stream
        Carbon, ///< a copy that our server made of what another device of ours sent or got
        Archive, ///< a result of an archive that we asked
    };
    Way way = Way::Live;
    xmpp::MessageStanza message;
    model::Jid archive; ///< Archive: whose
    QString archiveId; ///< Archive: its id there
    std::optional<Instant> stamp; ///< Archive: when the archive got it
};

/// The first steps of the way in, in this order: who is it really from, when and where does it belong, is it open or
/// sealed, and if it is open, what does it say. The rest (open it, is it known, store, tell) is the store's and the
/// inbox's. Pure but for what it looks up. Main thread.
///
/// Empty: the stanza carries nothing to keep, or is not for a conversation (errors, receipts, room notices, strangers'
/// rooms).
class ArrivalReader
{
public:
    ArrivalReader(SessionParts &parts, const LiveRoomService &rooms);

    [[nodiscard]] Reading read(const Arrival &arrival) const;

private:
    struct Origin
    {
        model::Jid conversation;
        model::Jid sender;
        bool isOwn = false;
        QString nick;
    };

    [[nodiscard]] std::optional<Origin> originOf(const Arrival &arrival) const;
    [[nodiscard]] std::optional<Origin> roomOrigin(const Arrival &arrival) const;
    [[nodiscard]] std::optional<Origin> directOrigin(const Arrival &arrival) const;
    [[nodiscard]] Instant timeOf(const Arrival &arrival, const model::Jid &conversation) const;
    [[nodiscard]] bool isRoomsOwnWord(const Arrival &arrival) const;
    [[nodiscard]] Reading roomsOwnWord(const Arrival &arrival) const;
    /// Nothing where ids or names are longer than anybody needs.
    [[nodiscard]] std::optional<Captured> capture(const Arrival &arrival, const Origin &origin) const;
    [[nodiscard]] Reading sealed(const Captured &captured, const Arrival &arrival,
                                 QList<xmpp::OmemoEncrypted> encrypted) const;
    [[nodiscard]] bool isTakenOpenly(const Captured &captured, const Reading &reading) const;
    [[nodiscard]] static Reading refusedClearText(const Captured &captured, const Reading &read);
    [[nodiscard]] QString occupantIdOf(const xmpp::MessageStanza &message, const model::Jid &room) const;

    SessionParts &m_parts;
    const LiveRoomService &m_rooms;
};

} // namespace wardline::service

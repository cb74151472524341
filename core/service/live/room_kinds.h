// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/room_kind.h"
#include "core/service/live/session_parts.h"
#include "core/xmpp/xep0030_disco.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>
#include <optional>

namespace wardline::service {

/// How a room's description (XEP-0045: muc#roomconfig_roomdesc) says what the room is for: readable in any program.
[[nodiscard]] QString describedAs(model::RoomKind kind);
/// What the room says of itself; Unstated where it says nothing, or several things at once.
[[nodiscard]] model::RoomKind statedKind(const xmpp::DiscoInfo &info);

/// What each room is for. The relay tells it and is not believed for long: a room that was one of patients or of a
/// consult stays so here, whatever the relay says later, or says no more, and what it says is audited. That a room is
/// one of a team, which takes more devices, counts only when somebody said so whom the relay is not: this person, or a
/// device that somebody stands for, inside the encryption of a message in that room. Kept in the encrypted cache, as
/// digests of addresses, for many thousands of rooms. Main thread.
class RoomKinds final : public QObject
{
public:
    RoomKinds(SessionParts &parts, QObject *parent = nullptr);

    void load(std::function<void()> done);
    [[nodiscard]] model::RoomKind of(const model::Jid &room) const;
    /// Of a room of which not the relay alone said so.
    [[nodiscard]] std::optional<model::RoomKind> confirmed(const model::Jid &room) const;
    /// What the room says of itself now. True where `of` changed by it.
    bool take(const model::Jid &room, model::RoomKind stated);
    /// What a device that somebody stands for sealed in a message of that room. The kind that takes more care wins. True
    /// where `of` or `confirmed` changed by it.
    bool takeSealed(const model::Jid &room, model::RoomKind kind);
    /// This person says so, who may (`mayBecome`). True where something changed by it.
    bool choose(const model::Jid &room, model::RoomKind kind);
    /// Patients may be spoken of in it already: it does not become less careful again.
    [[nodiscard]] bool mayBecome(const model::Jid &room, model::RoomKind kind) const;

private:
    struct Known
    {
        model::RoomKind kind = model::RoomKind::Unstated;
        bool isConfirmed = false; ///< not by the relay alone
        bool operator==(const Known &) const = default;
    };
    using Kinds = QHash<QByteArray, Known>; ///< by digest of the room's address
    [[nodiscard]] static Result<Kinds> read(store::ReadableDatabase &database);
    bool set(const model::Jid &room, Known known);
    void keep(int part);

    SessionParts &m_parts;
    Kinds m_kinds;
    bool m_isUnread =
        false; ///< the store failed: nothing is known of any room, which is no reason to believe less of it
    QSet<model::Jid> m_refused; ///< whose looser word stands in the audit log
};

} // namespace wardline::service

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/member.h"
#include "core/service/room_service.h"

#include <QList>
#include <QString>

#include <optional>

namespace wardline::ui {

/// A room both people belong to.
struct CommonRoom
{
    model::Jid room;
    QString title;
    bool operator==(const CommonRoom &) const = default;
};

/// What may be changed about somebody in a room.
enum class MemberChange { Add, Remove, MakeManager, MakeMember, LetWrite, LetOnlyRead };

/// What is known of a person, as seen from a room or from nowhere in particular.
struct ProfileFacts
{
    model::Jid person;
    QString name; ///< safe to paint
    model::RoleClaim role;
    QStringList groups;
    bool isSelf = false;
    std::optional<bool> isOnline; ///< nothing for somebody whom the directory does not list
    model::Jid room; ///< empty outside of one
    QString roomTitle;
    std::optional<model::Member> inRoom; ///< what the person is to that room
    QList<CommonRoom> common;
    QList<MemberChange> changes; ///< what the signed-in person may do there

    bool operator==(const ProfileFacts &) const = default;
};

/// Gathers them; in memory, no question goes out.
[[nodiscard]] ProfileFacts profileOf(const service::RoomService &rooms, const model::Jid &person,
                                     const model::Jid &room);

/// Whether the signed-in person may add people to a room and remove them.
[[nodiscard]] bool mayManage(const service::RoomService &rooms, const model::Jid &room);

/// "Here, reading only", "Online", "Offline"; "" when nothing is known.
[[nodiscard]] QString presenceWords(const ProfileFacts &facts);
/// "Member", "Manages the room", ...; "" outside of a room.
[[nodiscard]] QString standingWords(const ProfileFacts &facts);

} // namespace wardline::ui

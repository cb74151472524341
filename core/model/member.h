// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/affiliation.h"
#include "core/model/care_role.h"
#include "core/model/jid.h"

namespace wardline::model {

/// Someone who belongs to a room, present or not.
struct Member {
    Jid jid; ///< real bare address
    QString name;
    Affiliation affiliation = Affiliation::Member;
    RoomRole roomRole = RoomRole::None; ///< None while absent
    RoleClaim role;
    bool isPresent = false;
    bool isSelf = false;
    bool operator==(const Member &) const = default;
};

} // namespace wardline::model

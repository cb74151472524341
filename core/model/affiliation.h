// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wardline::model {

/// XEP-0045 5.2: what someone is to a room for good. In order of rights.
enum class Affiliation { Outcast, None, Member, Admin, Owner };

/// XEP-0045 5.1: what someone may do in a room while in it. In order of rights; only participants and moderators have voice.
enum class RoomRole { None, Visitor, Participant, Moderator };

} // namespace wardline::model

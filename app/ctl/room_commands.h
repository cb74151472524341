// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"

namespace wardline::ctl {

[[nodiscard]] Prepared listRooms(Words words);
[[nodiscard]] Prepared createRoom(Words words);
[[nodiscard]] Prepared joinRoom(Words words);
[[nodiscard]] Prepared listMembers(Words words);
[[nodiscard]] Prepared grantAffiliation(Words words);
[[nodiscard]] Prepared showRoom(Words words);
[[nodiscard]] Prepared setRoomKind(Words words);

} // namespace wardline::ctl

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/fake_workstation.h"

namespace wardline::test {

/// A small clinic of invented people, rooms and messages, as a nurse sees it at the clock's time.
void fillWithDemo(service::FakeWorkstation &workstation, const Clock &clock);

/// The address of a demo room: "ward", "consult", "pharmacy", "handover", "announce".
[[nodiscard]] model::Jid demoRoom(QStringView name);
/// Of a demo person: "anna", "marek", ...
[[nodiscard]] model::Jid demoPerson(QStringView name);

/// Puts `count` short messages into a room, one a minute, ending at the clock's time.
void fillWithMany(service::FakeWorkstation &workstation, const Clock &clock, const model::Jid &room, int count);

/// Drops what was written after that moment: the connection was lost then.
void endAt(service::FakeWorkstation &workstation, Instant moment);

/// Makes `rooms` conversations with titles that can be told apart, the first ones latest.
void fillWithRooms(service::FakeWorkstation &workstation, const Clock &clock, int rooms);
/// Makes a directory of `people` colleagues, every tenth of them online.
void fillWithColleagues(service::FakeWorkstation &workstation, int people);

} // namespace wardline::test

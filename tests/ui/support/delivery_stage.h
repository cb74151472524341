// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/ui_rig.h"

namespace wardline::test {

/// Signed in, the ward open, no connection for seventeen minutes, three things waiting, somebody writing.
void stageDowntime(UiRig &rig);
/// The newest own message of the ward has come to some; who that is stands open.
void stageWhoHasIt(UiRig &rig);
/// Makes an own message in the ward that went to five people.
[[nodiscard]] model::MessageId sayInWard(UiRig &rig);

} // namespace wardline::test

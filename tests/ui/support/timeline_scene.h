// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/fake_workstation.h"

namespace wardline::test {

/// Fills the demo room "ward" with one of every kind of row: answers, reactions, corrections, tombstones, links, files,
/// pictures, a gap, states.
void fillWithEveryRow(service::FakeWorkstation &workstation, const Clock &clock);

/// The same room with messages of every urgency, others' and own.
void fillWithUrgentRows(service::FakeWorkstation &workstation, const Clock &clock);

/// The same room with texts, names, files and reactions that mean harm.
void fillWithHostileRows(service::FakeWorkstation &workstation, const Clock &clock);

} // namespace wardline::test

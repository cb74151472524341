// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/composition/composition.h"
#include "app/ctl/command.h"

namespace wardline::ctl {

/// `relay check URL --domain D`: what a relay offers before anybody signs in, item by item (DESIGN: the relay). Items
/// that only a signed-in client can see are listed as such; signing in checks them. Done when no required item failed.
void checkRelay(app::Composition &composition, Output &output, const QStringList &words, Finish finish);

} // namespace wardline::ctl

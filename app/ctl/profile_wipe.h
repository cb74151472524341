// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/composition/composition.h"
#include "app/ctl/command.h"

namespace wardline::ctl {

/// Erases one profile: first its keys, then its files. The audit log is kept beside it. Asks for no password: who can
/// run this as the profile's owner could delete the files as well, and an administrator must be able to after somebody
/// left.
void wipeProfile(app::Composition &composition, Output &output, const QStringList &words, Finish finish);

} // namespace wardline::ctl

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/authority_folder.h"
#include "app/ctl/command.h"

#include <memory>

namespace wardline::ctl {

/// Puts a publication onto the nodes of the account that is signed in, pages first and the manifest that names them
/// last, and takes away the pages that are needed no more. `done` is called once. Main thread.
void publish(SessionContext &context, std::shared_ptr<AuthorityFolder> folder, const trust::Publication &publication,
             std::function<void(Status)> done);

} // namespace wardline::ctl

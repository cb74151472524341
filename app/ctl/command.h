// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/input.h"
#include "app/ctl/output.h"
#include "core/service/live/live_workstation.h"

#include <QStringList>

#include <functional>

namespace wardline::ctl {

/// What the program ends with. Scripts rely on the numbers.
enum ExitCode { Done = 0, Failed = 1, Usage = 2, NotSignedIn = 3, Unreachable = 4 };

/// Called once, when a command has done what it does.
using Finish = std::function<void(int exitCode)>;

/// What a command that needs a session works with.
struct SessionContext
{
    service::LiveWorkstation &workstation;
    service::LiveAccountSession &session;
    service::Environment &environment;
    Output &output;
    Input &input;
};

/// `words` is the command's own, without its name. Options that it does not know are Usage.
using SessionCommand = void (*)(SessionContext &context, QStringList words, Finish finish);

} // namespace wardline::ctl

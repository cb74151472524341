// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command_line.h"
#include "app/ctl/input.h"
#include "app/ctl/output.h"
#include "core/service/live/live_workstation.h"

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
    bool readsCredentials = false; ///< further secrets come from standard input too
    app::Composition &composition;
};

/// A command whose words were understood, ready to run in a session.
using Prepared = std::function<void(SessionContext &context, const Finish &finish)>;

/// Reads the command's own words, without its name. Empty when they make no sense: that is Usage, and nobody is signed
/// in for it.
using SessionCommand = Prepared (*)(Words words);

} // namespace wardline::ctl

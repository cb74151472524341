// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"

namespace wardline::ctl {

/// What the authority's commands that need no relay work with.
struct AuthorityContext
{
    app::Composition &composition;
    Output &output;
    Input &input;
    bool readsCredentials = false;
};

/// `authority init|issue|renew|revoke|manifest|epoch|show`: words without "authority". Keys stay in a folder of the
/// administrator's, sealed; passphrases come from the terminal or as one JSON line.
void authorityCommand(AuthorityContext context, const QStringList &words, const Finish &finish);

/// Puts the epoch, the newest manifest and its pages onto the nodes of the account that is signed in.
[[nodiscard]] Prepared publishAuthority(Words words);
/// Answers what devices send, until it is told to stop: renews by itself, asks the operator for new devices.
[[nodiscard]] Prepared serveAuthority(Words words);

/// Asks for the passphrases that are wanted: "passphrase" (of the enrolment key) and "root_passphrase". Empty when none
/// could be had.
void askPassphrases(Input &input, Output &output, bool fromInput, const QStringList &wanted,
                    std::function<void(std::map<std::string, SecretBytes>)> then);

} // namespace wardline::ctl

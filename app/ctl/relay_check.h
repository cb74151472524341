// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/composition/composition.h"
#include "app/ctl/command.h"
#include "core/stream/credentials.h"

#include <optional>

namespace wardline::ctl {

/// `relay check URL --domain D [--account JID]`
struct RelayCheckRequest
{
    QUrl url;
    QString domain;
    std::optional<model::Jid> account; ///< signs in with it to see what only a signed-in client can
};

/// Nothing when the words make no sense.
[[nodiscard]] std::optional<RelayCheckRequest> parseRelayCheck(Words words);

/// What a relay offers, item by item (DESIGN: the relay): before anybody signs in, and with an account also after.
/// Items that were not looked at say so. Done when no required item failed.
void checkRelay(app::Composition &composition, Output &output, const RelayCheckRequest &request,
                stream::Credentials credentials, Finish finish);

} // namespace wardline::ctl

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/profile.h"
#include "core/service/live/relay_link.h"

#include <memory>

namespace wardline::service {

/// What a sign-in ends in: a profile whose vault and cache are open, and a link that stands or will be tried.
struct SignedIn
{
    model::Jid account;
    std::unique_ptr<Profile> profile;
    std::unique_ptr<RelayLink> link;
    std::optional<stream::SessionInfo> established; ///< nothing when signed in offline
    bool wasEnrolled = false;
};

} // namespace wardline::service

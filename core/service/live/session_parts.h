// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/jid.h"
#include "core/service/live/environment.h"
#include "core/service/live/forgery_records.h"
#include "core/service/live/people_directory.h"
#include "core/service/live/profile.h"
#include "core/service/live/relay_link.h"

namespace wardline::service {

class Encryption;

/// What the services of one open session work with. Made by LiveAccountSession and valid as long as that.
struct SessionParts
{
    Environment &environment;
    Profile &profile;
    RelayLink &link;
    PeopleDirectory &people;
    ForgeryRecords &forgeries;
    model::Jid own; ///< bare
    Encryption *encryption = nullptr; ///< null: everything goes in the clear

    [[nodiscard]] store::Store &store() const { return profile.store(); }
};

} // namespace wardline::service

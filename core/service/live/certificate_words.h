// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/device_trust.h"
#include "core/trust/certifier.h"

namespace wardline::service {

/// What the organisation says, in the words of the services.
[[nodiscard]] Certificate certificateFrom(trust::Certification::Reason reason);
[[nodiscard]] OrganisationList listFrom(trust::ListState state);

} // namespace wardline::service

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/service/service_error.h"

namespace wardline::service {

/// What a failure of vault, store, audit or file system means to the person; the cause goes into the detail, for the
/// log.
[[nodiscard]] Error foldProfileError(const Error &error);
/// What a failure of the stream means to the person who signs in; relayFaultOf says more of some.
[[nodiscard]] Error foldStreamError(const Error &error);
/// What a refusal by the relay or a room means.
[[nodiscard]] Error foldIqError(const Error &error);

} // namespace wardline::service

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/service/service_error.h"
#include "core/stream/stream_error.h"

#include <optional>

namespace wardline::service {

/// What a failure of vault, store, audit or file system means to the person; the cause goes into the detail, for the
/// log.
[[nodiscard]] Error foldProfileError(const Error &error);
/// What a failure of the stream means to the person who signs in.
[[nodiscard]] Error foldStreamError(const Error &error);
/// What of the stream is behind an error that foldStreamError made, for faces that say more; nothing for others.
[[nodiscard]] std::optional<stream::StreamError> streamCauseOf(const Error &foldedError);
/// What a refusal by the relay or a room means.
[[nodiscard]] Error foldIqError(const Error &error);

} // namespace wardline::service

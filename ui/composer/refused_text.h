// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/service/conversation_encryption.h"

namespace wardline::ui {

class Banner;

/// Says why a text was not sent. Where somebody could not read it, it says who, and offers to send it without them; who
/// that would be.
[[nodiscard]] QList<model::DeviceAddress> sayRefused(Banner &banner, const Error &error,
                                                     const QList<service::EncryptionObstacle> &obstacles);

} // namespace wardline::ui

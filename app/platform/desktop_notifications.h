// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/notification_sink.h"

#include <memory>

namespace wardline::platform {

/// The desktop's own notifications: org.freedesktop.Notifications of the session bus, in linux/. Another desktop brings
/// its own function of this name.
[[nodiscard]] std::unique_ptr<service::NotificationSink> makeDesktopNotifications();

} // namespace wardline::platform

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/notification_settings.h"
#include "core/service/notification_sink.h"
#include "core/service/notifier.h"
#include "core/service/sound_player.h"

namespace wardline::ui {

/// How the person is told of messages, for those parts of the window that show or change it. All of it outlives the
/// window.
struct Alerts
{
    service::NotificationSettings &settings;
    const service::Notifier &notifier;
    const service::NotificationSink &desktop;
    service::SoundPlayer &sound;
};

} // namespace wardline::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/refused_text.h"

#include "core/service/service_error.h"
#include "ui/kit/banner.h"
#include "ui/kit/encryption_words.h"
#include "ui/kit/error_words.h"

namespace wardline::ui {

QList<model::DeviceAddress> sayRefused(Banner &banner, const Error &error,
                                       const QList<service::EncryptionObstacle> &obstacles)
{
    if (!error.is(service::ServiceError::NotEverybodyCanRead) || obstacles.isEmpty()) {
        banner.say(Banner::Kind::Error, errorWords(error));
        return {};
    }
    const QString choice = leaveOutWords(obstacles);
    banner.say(Banner::Kind::Error, obstacleWords(obstacles), choice);
    QList<model::DeviceAddress> mayBeLeftOut;
    for (const service::EncryptionObstacle &obstacle : obstacles) {
        if (!choice.isEmpty()) {
            mayBeLeftOut.append({obstacle.person, obstacle.device});
        }
    }
    return mayBeLeftOut;
}

} // namespace wardline::ui

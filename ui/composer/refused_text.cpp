// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/refused_text.h"

#include "core/service/message_service.h"
#include "core/service/service_error.h"
#include "ui/kit/banner.h"
#include "ui/kit/encryption_words.h"
#include "ui/kit/error_words.h"

namespace wardline::ui {

WaysOut sayRefused(Banner &banner, const Error &error, const service::MessageService &messages,
                   const model::Jid &conversation)
{
    const QList<service::EncryptionObstacle> obstacles = messages.encryption(conversation).obstacles;
    if (!error.is(service::ServiceError::NotEverybodyCanRead) || obstacles.isEmpty()) {
        banner.say(Banner::Kind::Error, errorWords(error));
        return {};
    }
    const QString choice = leaveOutWords(obstacles);
    const QString look = seeDevicesWords(obstacles);
    if (choice.isEmpty()) {
        banner.say(Banner::Kind::Error, obstacleWords(obstacles),
                   look); // the only way on stands where one looks for it
    } else {
        // To look comes before to leave out.
        banner.say(Banner::Kind::Error, obstacleWords(obstacles), look.isEmpty() ? choice : look, true,
                   look.isEmpty() ? QString() : choice);
    }
    WaysOut ways;
    ways.toSee = personToSee(obstacles);
    for (const service::EncryptionObstacle &obstacle : obstacles) {
        if (!choice.isEmpty()) {
            ways.leaveOut.append({obstacle.person, obstacle.device});
        }
    }
    return ways;
}

} // namespace wardline::ui

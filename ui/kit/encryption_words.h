// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/conversation_encryption.h"

#include <QString>

namespace wardline::ui {

/// How a conversation is protected, in the words of its header: what is being prepared, who cannot read along.
[[nodiscard]] QString encryptionWords(const service::ConversationEncryption &encryption);

/// What stands in the way of a message, and what can be done about it.
[[nodiscard]] QString obstacleWords(const service::EncryptionObstacle &obstacle);
/// The first of several, and how many more there are.
[[nodiscard]] QString obstacleWords(const QList<service::EncryptionObstacle> &obstacles);

/// The choice to send without those; empty where it is none. Names people.
[[nodiscard]] QString leaveOutWords(const QList<service::EncryptionObstacle> &obstacles);

} // namespace wardline::ui

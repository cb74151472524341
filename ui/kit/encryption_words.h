// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/room_kind.h"
#include "core/service/conversation_encryption.h"

#include <QString>

namespace wardline::ui {

/// How a conversation is protected, in the words of its header: what is being prepared, who cannot read along.
[[nodiscard]] QString encryptionWords(const service::ConversationEncryption &encryption);

/// What a room is for: "Patient room"; empty where nobody said so.
[[nodiscard]] QString roomKindWords(model::RoomKind kind);
/// Which devices read along here, and on which uncontrolled ones it is shown; empty where no organisation certifies.
[[nodiscard]] QString readersWords(const service::ConversationEncryption &encryption);

/// What stands in the way of a message, and what can be done about it.
[[nodiscard]] QString obstacleWords(const service::EncryptionObstacle &obstacle);
/// The first of several, and how many more there are.
[[nodiscard]] QString obstacleWords(const QList<service::EncryptionObstacle> &obstacles);

/// Whose devices to look at in order to do something about it: compare, let in, start again; empty where that is of no
/// help.
[[nodiscard]] model::Jid personToSee(const QList<service::EncryptionObstacle> &obstacles);
/// The choice to look at the devices of `personToSee`.
[[nodiscard]] QString seeDevicesWords(const QList<service::EncryptionObstacle> &obstacles);

/// The choice to send without those; empty where it is none. Names people.
[[nodiscard]] QString leaveOutWords(const QList<service::EncryptionObstacle> &obstacles);

} // namespace wardline::ui

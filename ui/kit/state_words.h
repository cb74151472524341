// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lock/lock_reason.h"
#include "core/model/delivery_state.h"
#include "core/model/encryption_state.h"
#include "core/model/conversation.h"
#include "core/service/connection_status.h"
#include "ui/kit/icons.h"

#include <QString>

namespace wardline::ui {

/// "Waiting", "Sent", "Arrived", "Opened", "Failed"; "" for somebody else's message.
[[nodiscard]] QString deliveryWords(model::DeliveryState state);
[[nodiscard]] Icon deliveryIcon(model::DeliveryState state);
/// "Not encrypted end to end".
[[nodiscard]] QString encryptionWords(model::EncryptionState state);
/// Why nothing can be written here; "" when it can.
[[nodiscard]] QString postingWords(model::PostingRight right);
/// "idle", to stand behind "Locked:".
[[nodiscard]] QString lockReasonWords(lock::LockReason reason);
/// "Connected since 10:12", "No connection since 10:12, next attempt in 8 s".
[[nodiscard]] QString connectionWords(const service::ConnectionStatus &status, Instant now);

} // namespace wardline::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lock/lock_reason.h"
#include "core/model/delivery_state.h"
#include "core/model/conversation.h"
#include "core/model/delivery_counts.h"
#include "core/model/encryption_state.h"
#include "core/model/message.h"
#include "core/service/connection_status.h"
#include "ui/kit/icons.h"

#include <QString>

#include <chrono>

namespace wardline::ui {

/// "Waiting", "Sent", "Arrived", "Opened", "Failed"; "" for somebody else's message.
[[nodiscard]] QString deliveryWords(model::DeliveryState state);
/// The same with how many of how many, where a message went to several: "Opened 4 of 9".
[[nodiscard]] QString deliveryWords(const model::Message &message);
/// "On a device of 7 of 9. Opened by 4."; "" where nothing is known.
[[nodiscard]] QString deliveryCountWords(const model::DeliveryCounts &counts);
/// Why a message did not get through, and what can be done.
/// Why an own message failed, in a few words for its row; something of every failed one.
[[nodiscard]] QString failedWords(const model::Message &message);
[[nodiscard]] QString troubleWords(model::DeliveryTrouble trouble);
[[nodiscard]] Icon deliveryIcon(model::DeliveryState state);
/// "Not encrypted end to end".
[[nodiscard]] QString encryptionWords(model::EncryptionState state);
/// Why nothing can be written here; "" when it can.
[[nodiscard]] QString postingWords(model::PostingRight right);
/// "idle", to stand behind "Locked:".
[[nodiscard]] QString lockReasonWords(lock::LockReason reason);
/// "Connected since 10:12", "No connection since 10:12, next attempt in 8 s".
[[nodiscard]] QString connectionWords(const service::ConnectionStatus &status, Instant now);
/// Why there is no connection, and the next step where there is one; "" while online.
[[nodiscard]] QString connectionTroubleWords(const service::ConnectionStatus &status);
/// Clocks may differ by so much before it is said.
inline constexpr std::chrono::seconds kClockTolerance{10};
/// "This computer's clock is 4 min behind the server's"; "" where they agree or nothing is known.
[[nodiscard]] QString clockWords(const service::ConnectionStatus &status);

} // namespace wardline::ui

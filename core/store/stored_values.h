// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/model/affiliation.h"
#include "core/model/conversation.h"
#include "core/model/delivery_counts.h"
#include "core/model/delivery_state.h"
#include "core/model/device.h"
#include "core/model/encryption_state.h"
#include "core/model/message_parts.h"
#include "core/model/trust.h"
#include "core/model/urgency.h"

#include <QtGlobal>

#include <optional>

namespace wardline::store {

// What enumerations are on disk. The numbers never change; enumerators may be reordered and added. An unknown number (a
// damaged or later file) becomes the most careful value.
[[nodiscard]] qint64 toStored(model::DeliveryState state);
[[nodiscard]] qint64 toStored(model::EncryptionState state);
[[nodiscard]] qint64 toStored(model::Trust trust);
[[nodiscard]] qint64 toStored(model::Urgency urgency);
[[nodiscard]] qint64 toStored(model::ConversationKind kind);
[[nodiscard]] qint64 toStored(model::Affiliation affiliation);
[[nodiscard]] qint64 toStored(model::ManualTrust trust);
[[nodiscard]] qint64 toStored(model::DeviceFault fault);
[[nodiscard]] qint64 toStored(model::Unreadable reason);
[[nodiscard]] qint64 toStored(model::DeliveryTrouble trouble);
[[nodiscard]] qint64 toStored(Instant time);

[[nodiscard]] model::DeliveryState deliveryStateFromStored(qint64 value);
[[nodiscard]] model::EncryptionState encryptionStateFromStored(qint64 value);
[[nodiscard]] model::Trust trustFromStored(qint64 value);
[[nodiscard]] model::Urgency urgencyFromStored(qint64 value);
[[nodiscard]] model::ConversationKind conversationKindFromStored(qint64 value);
[[nodiscard]] model::Affiliation affiliationFromStored(qint64 value);
[[nodiscard]] model::ManualTrust manualTrustFromStored(qint64 value);
[[nodiscard]] model::DeviceFault deviceFaultFromStored(qint64 value);
[[nodiscard]] model::Unreadable unreadableFromStored(qint64 value);
[[nodiscard]] model::DeliveryTrouble troubleFromStored(qint64 value);
[[nodiscard]] Instant instantFromStored(qint64 value);

} // namespace wardline::store

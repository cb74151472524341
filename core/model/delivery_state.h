// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace wardline::model {

/// How far a message has come. Own messages only move forward, except into Failed; others' are Received.
enum class DeliveryState {
    Received, ///< somebody else's message
    Queued, ///< written down here, not yet acknowledged by the relay
    OnRelay, ///< acknowledged by the relay (XEP-0198) or reflected by the room
    OnDevice, ///< on a device of a recipient (XEP-0184)
    Seen, ///< displayed to a recipient (XEP-0333)
    Failed, ///< refused; it will not arrive
};

/// The word in JSON output: "queued".
[[nodiscard]] QString deliveryStateWord(DeliveryState state);
[[nodiscard]] std::optional<DeliveryState> deliveryStateFromWord(QStringView word);
/// Whether a message in `from` may be shown as `to`: forward only, and never out of Failed but by sending again.
[[nodiscard]] bool mayAdvance(DeliveryState from, DeliveryState to);

} // namespace wardline::model

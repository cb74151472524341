// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace wardline::model {

/// How many people an own message was sent to, and how many of them said what became of it.
struct DeliveryCounts
{
    int recipients = 0; ///< whom it was sent to; 0: not known (a message of another device, or of an older version)
    int arrived = 0; ///< on a device of so many, in use or not
    int opened = 0; ///< shown to so many
    int unable = 0; ///< so many have a device that could not read it
    bool operator==(const DeliveryCounts &) const = default;
};

/// Why an own message is Failed.
enum class DeliveryTrouble {
    Refused, ///< the room or the relay refused it
    TooLarge, ///< larger than the relay takes
    LostByRelay, ///< the relay had acknowledged it, has it no more, and it could not be offered again
    MembersChanged, ///< others belong to the room than when it was written: it was not sent
};

/// The word in JSON output: "lost-by-relay".
[[nodiscard]] QString deliveryTroubleWord(DeliveryTrouble trouble);

} // namespace wardline::model

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/delivery_counts.h"

namespace wardline::model {

QString deliveryTroubleWord(DeliveryTrouble trouble)
{
    switch (trouble) {
    case DeliveryTrouble::Refused:
        return QStringLiteral("refused");
    case DeliveryTrouble::TooLarge:
        return QStringLiteral("too-large");
    case DeliveryTrouble::LostByRelay:
        return QStringLiteral("lost-by-relay");
    case DeliveryTrouble::MembersChanged:
        return QStringLiteral("members-changed");
    }
    return {};
}

} // namespace wardline::model

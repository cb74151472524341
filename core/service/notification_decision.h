// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/urgency.h"
#include "core/service/notification_preferences.h"

#include <chrono>
#include <optional>

namespace wardline::service {

/// Why a person was or was not told of a message.
enum class AlertReason {
    Told,
    ToldUrgent, ///< it came through quiet hours or a silenced room because it is urgent
    OwnMessage,
    TakenBack, ///< retracted before anybody was told
    OldMessage, ///< history, or missed for so long that the list of conversations says it better
    InView, ///< it came into the conversation that was being looked at
    RoomSilent, ///< the person wants nothing of this conversation
    NotMentioned, ///< the person wants only what names them
    QuietTime,
};

/// What is known of one newly stored message and of the person at that moment.
struct AlertQuestion
{
    bool isOwn = false;
    bool isTakenBack = false;
    bool isDirect = false; ///< a direct conversation: always meant for the person
    bool mentionsMe = false;
    bool isInView = false; ///< its conversation is open, visible and has the keyboard
    bool isQuietTime = false;
    std::optional<model::Urgency> urgency;
    NotificationLevel level = NotificationLevel::Everything; ///< in force for its conversation
    std::chrono::milliseconds age{}; ///< since it was sent; negative where clocks differ
};

/// Older ones are history: the person would be told of what they can no longer be quick about.
inline constexpr std::chrono::minutes kNewsLasts{5};
/// A STAT or concern nobody has answered is worth telling for longer.
inline constexpr std::chrono::minutes kUrgentNewsLasts{60};

/// What was written so long before it came is history, however new it seems to the relay.
inline constexpr std::chrono::hours kStillNews{12};

/// Whether it is one of the two that somebody must answer now.
[[nodiscard]] bool isUrgent(std::optional<model::Urgency> urgency);
/// Told or ToldUrgent mean: tell. Pure.
///
/// A STAT comes through everything but one's own eyes; a concern through quiet hours and "only what names me", not
/// through a conversation that was silenced.
[[nodiscard]] AlertReason decideAlert(const AlertQuestion &question);
[[nodiscard]] inline bool isTold(AlertReason reason)
{
    return reason == AlertReason::Told || reason == AlertReason::ToldUrgent;
}

} // namespace wardline::service

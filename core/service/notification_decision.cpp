// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/notification_decision.h"

namespace wardline::service {

bool isUrgent(std::optional<model::Urgency> urgency)
{
    return urgency == model::Urgency::Stat || urgency == model::Urgency::Concern;
}

AlertReason decideAlert(const AlertQuestion &question)
{
    const bool isPressing = isUrgent(question.urgency);
    if (question.isOwn) {
        return AlertReason::OwnMessage;
    }
    if (question.isTakenBack) {
        return AlertReason::TakenBack;
    }
    if (question.age > (isPressing ? kUrgentNewsLasts : kNewsLasts)) {
        return AlertReason::OldMessage;
    }
    if (question.isInView) {
        return AlertReason::InView;
    }
    const bool isStat = question.urgency == model::Urgency::Stat;
    const bool isSilent = question.level == NotificationLevel::Nothing;
    const bool isForOthers =
        question.level == NotificationLevel::Mentions && !question.mentionsMe && !question.isDirect;
    if (isSilent && !isStat) {
        return AlertReason::RoomSilent;
    }
    if (isForOthers && !isPressing) {
        return AlertReason::NotMentioned;
    }
    if (question.isQuietTime && !isPressing) {
        return AlertReason::QuietTime;
    }
    return isSilent || isForOthers || question.isQuietTime ? AlertReason::ToldUrgent : AlertReason::Told;
}

} // namespace wardline::service

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notifications/notification_words.h"

#include "ui/kit/safe_text.h"

#include <QCoreApplication>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

/// "STAT: …", so that the first word says it, whatever colour the desktop gives it.
QString withUrgency(const service::Notice &notice, const QString &title)
{
    if (notice.isStat) {
        return QCoreApplication::translate("Notifications", "STAT: %1").arg(title);
    }
    return notice.urgent > 0 ? QCoreApplication::translate("Notifications", "Urgent: %1").arg(title) : title;
}

QString countWords(const service::Notice &notice)
{
    return QCoreApplication::translate("Notifications", "%Ln new message(s)", nullptr, notice.messages);
}

/// "Marek Nowak in Ward 4".
QString fromWords(const service::Notice &notice)
{
    const QString sender = safeName(notice.sender);
    if (notice.room.isEmpty()) {
        return sender;
    }
    return QCoreApplication::translate("Notifications", "%1 in %2", "sender, room").arg(sender, safeName(notice.room));
}

} // namespace

QString notificationKey(const model::Jid &conversation)
{
    return conversation.isEmpty() ? u"*"_s : conversation.toString();
}

service::DesktopNotification notificationOf(const service::Notice &notice)
{
    service::DesktopNotification result;
    result.key = notificationKey(notice.conversation);
    result.openLabel = QCoreApplication::translate("Notifications", "Open");
    result.isUrgent = notice.urgent > 0;
    result.isFleeting = !notice.sender.isEmpty();
    if (notice.sender.isEmpty()) {
        result.title = withUrgency(notice, countWords(notice));
        QStringList facts;
        if (notice.conversations > 1) {
            facts << QCoreApplication::translate("Notifications", "In %Ln conversation(s)", nullptr,
                                                 notice.conversations);
        }
        if (notice.urgent > 0) {
            facts << QCoreApplication::translate("Notifications", "%Ln of them urgent", nullptr, notice.urgent);
        }
        result.body = facts.join(u", "_s);
        return result;
    }
    result.title = withUrgency(notice, fromWords(notice));
    const QString text = previewLine(notice.text);
    if (text.isEmpty()) {
        result.body = countWords(notice);
    } else if (notice.messages > 1) {
        result.body = QCoreApplication::translate("Notifications", "%1 (%Ln new)", "beginning of the newest message",
                                                  notice.messages)
                          .arg(text);
    } else {
        result.body = text;
    }
    return result;
}

QString soundReasonWords(service::SoundState state, bool isSwitchedOn)
{
    if (!isSwitchedOn) {
        return QCoreApplication::translate("Notifications", "It is switched off in the settings.");
    }
    switch (state) {
    case service::SoundState::Unknown:
    case service::SoundState::Audible:
        return {};
    case service::SoundState::Muted:
        return QCoreApplication::translate("Notifications", "The loudspeaker is muted.");
    case service::SoundState::VolumeZero:
        return QCoreApplication::translate("Notifications", "The volume is at zero.");
    case service::SoundState::NoDevice:
        return QCoreApplication::translate("Notifications", "There is no loudspeaker or headset.");
    case service::SoundState::NoService:
        return QCoreApplication::translate("Notifications", "The sound system does not answer.");
    }
    return {};
}

QString soundOffWords(service::SoundState state, bool isSwitchedOn)
{
    return soundReasonWords(state, isSwitchedOn).isEmpty()
        ? QString()
        : QCoreApplication::translate("Notifications", "Sound is off: STAT cannot ring");
}

QString soundReportWords(const service::SoundReport &report)
{
    const QString reason = soundReasonWords(report.state, true);
    if (!reason.isEmpty()) {
        return QCoreApplication::translate("Notifications", "Nothing could be heard. %1").arg(reason);
    }
    if (!report.wasPlayed) {
        return QCoreApplication::translate("Notifications", "It could not be played.");
    }
    return QCoreApplication::translate("Notifications", "Played on “%1” at %2 % of its volume.")
        .arg(safeName(report.device))
        .arg(report.volume);
}

QString alertReasonWords(service::AlertReason reason)
{
    switch (reason) {
    case service::AlertReason::Told:
        return QCoreApplication::translate("Notifications", "You were told of the newest message here.");
    case service::AlertReason::ToldUrgent:
        return QCoreApplication::translate("Notifications",
                                           "You were told of the newest message here because it is urgent.");
    case service::AlertReason::OldMessage:
        return QCoreApplication::translate("Notifications", "The newest message here was not shown: it arrived late.");
    case service::AlertReason::InView:
        return QCoreApplication::translate("Notifications",
                                           "The newest message here was not shown: you had it in view.");
    case service::AlertReason::RoomSilent:
        return QCoreApplication::translate("Notifications",
                                           "The newest message here was not shown: you silenced this conversation.");
    case service::AlertReason::NotMentioned:
        return QCoreApplication::translate("Notifications",
                                           "The newest message here was not shown: it does not name you.");
    case service::AlertReason::QuietTime:
        return QCoreApplication::translate("Notifications", "The newest message here was not shown: quiet hours.");
    case service::AlertReason::OwnMessage:
    case service::AlertReason::TakenBack:
        break;
    }
    return {};
}

} // namespace wardline::ui

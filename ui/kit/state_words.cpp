// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/state_words.h"

#include "ui/kit/time_words.h"

#include <QCoreApplication>
#include <QStringList>

namespace wardline::ui {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("States", text);
}

} // namespace

QString deliveryWords(model::DeliveryState state)
{
    switch (state) {
    case model::DeliveryState::Received:
        return {};
    case model::DeliveryState::Queued:
        return say(QT_TRANSLATE_NOOP("States", "Waiting"));
    case model::DeliveryState::OnRelay:
        return say(QT_TRANSLATE_NOOP("States", "Sent"));
    case model::DeliveryState::OnDevice:
        return say(QT_TRANSLATE_NOOP("States", "Arrived"));
    case model::DeliveryState::Seen:
        return say(QT_TRANSLATE_NOOP("States", "Opened"));
    case model::DeliveryState::Failed:
        return say(QT_TRANSLATE_NOOP("States", "Failed"));
    }
    return {};
}

QString deliveryWords(const model::Message &message)
{
    const model::DeliveryCounts &counts = message.counts;
    // Of two people there is only one to tell of.
    const bool isCounted = message.isOwn && counts.recipients > 1;
    if (isCounted && message.state == model::DeliveryState::OnDevice) {
        return say(QT_TRANSLATE_NOOP("States", "Arrived %1 of %2")).arg(counts.arrived).arg(counts.recipients);
    }
    if (isCounted && message.state == model::DeliveryState::Seen) {
        return say(QT_TRANSLATE_NOOP("States", "Opened %1 of %2")).arg(counts.opened).arg(counts.recipients);
    }
    if (message.trouble == model::DeliveryTrouble::LostByRelay && message.state == model::DeliveryState::Failed) {
        return say(QT_TRANSLATE_NOOP("States", "Lost by the server"));
    }
    return deliveryWords(message.state);
}

QString deliveryCountWords(const model::DeliveryCounts &counts)
{
    QStringList parts;
    if (counts.recipients > 0) {
        parts
            << say(QT_TRANSLATE_NOOP("States", "On a device of %1 of %2.")).arg(counts.arrived).arg(counts.recipients);
    } else if (counts.arrived > 0) {
        parts << QCoreApplication::translate("States", "On a device of %Ln.", nullptr, counts.arrived);
    }
    if (counts.opened > 0) {
        parts << QCoreApplication::translate("States", "Opened by %Ln.", nullptr, counts.opened);
    }
    if (counts.unable > 0) {
        parts << QCoreApplication::translate("States", "%Ln cannot read it.", nullptr, counts.unable);
    }
    return parts.join(u' ');
}

QString troubleWords(model::DeliveryTrouble trouble)
{
    switch (trouble) {
    case model::DeliveryTrouble::Refused:
        return say(QT_TRANSLATE_NOOP("States", "The room or the server refused it. You can send it again."));
    case model::DeliveryTrouble::TooLarge:
        return say(QT_TRANSLATE_NOOP("States", "It is larger than the server takes."));
    case model::DeliveryTrouble::LostByRelay:
        return say(QT_TRANSLATE_NOOP(
            "States", "The server had it and has lost it: it was set back to an older copy. Send it again."));
    case model::DeliveryTrouble::MembersChanged:
        return say(QT_TRANSLATE_NOOP(
            "States", "Held: who belongs to the room has changed since it was written. Look, then send it again."));
    }
    return {};
}

QString failedWords(const model::Message &message)
{
    if (!message.isOwn || message.state != model::DeliveryState::Failed) {
        return {};
    }
    if (!message.trouble) {
        return say(QT_TRANSLATE_NOOP("States", "It could not be sent"));
    }
    switch (*message.trouble) {
    case model::DeliveryTrouble::Refused:
        return say(QT_TRANSLATE_NOOP("States", "The room or the server refused it"));
    case model::DeliveryTrouble::TooLarge:
        return say(QT_TRANSLATE_NOOP("States", "Larger than the server takes"));
    case model::DeliveryTrouble::LostByRelay:
        return say(QT_TRANSLATE_NOOP("States", "The server was set back to an older copy"));
    case model::DeliveryTrouble::MembersChanged:
        return say(QT_TRANSLATE_NOOP("States", "Held: the members of the room have changed"));
    }
    return {};
}

QString connectionTroubleWords(const service::ConnectionStatus &status)
{
    if (!status.trouble) {
        return {};
    }
    switch (*status.trouble) {
    case service::ConnectionTrouble::Unreachable:
        return say(QT_TRANSLATE_NOOP("States", "The server cannot be reached from here."));
    case service::ConnectionTrouble::Silent:
        return say(QT_TRANSLATE_NOOP("States", "The server does not answer."));
    case service::ConnectionTrouble::Restarting:
        return say(QT_TRANSLATE_NOOP("States", "The server ended the connection; it may be restarting."));
    case service::ConnectionTrouble::Busy:
        return say(QT_TRANSLATE_NOOP("States", "The server is busy and asks to wait."));
    case service::ConnectionTrouble::Redirected:
        return status.redirectedTo.isEmpty()
            ? say(QT_TRANSLATE_NOOP("States", "The server sends us elsewhere, and policy does not allow it. Tell IT."))
            : say(QT_TRANSLATE_NOOP("States", "The server sends us to %1, and policy does not allow it. Tell IT."))
                  .arg(status.redirectedTo);
    case service::ConnectionTrouble::Replaced:
        return say(QT_TRANSLATE_NOOP(
            "States", "This sign-in was replaced by another one. If that was not you, tell your IT department."));
    case service::ConnectionTrouble::Forbidden:
        return say(QT_TRANSLATE_NOOP(
            "States", "The server ended the session by its rules. If it happens again, tell your IT department."));
    case service::ConnectionTrouble::Certificate:
        return say(QT_TRANSLATE_NOOP("States", "The server could not prove who it is. Tell your IT department."));
    case service::ConnectionTrouble::Refused:
        return say(QT_TRANSLATE_NOOP("States", "The server refused the connection."));
    }
    return {};
}

QString clockWords(const service::ConnectionStatus &status)
{
    if (!status.relayAhead || std::chrono::abs(*status.relayAhead) < kClockTolerance) {
        return {};
    }
    const QString by = durationWords(std::chrono::abs(*status.relayAhead));
    return status.relayAhead->count() > 0
        ? say(QT_TRANSLATE_NOOP("States", "This computer's clock is %1 behind the server's")).arg(by)
        : say(QT_TRANSLATE_NOOP("States", "This computer's clock is %1 ahead of the server's")).arg(by);
}

Icon deliveryIcon(model::DeliveryState state)
{
    switch (state) {
    case model::DeliveryState::Received:
    case model::DeliveryState::Queued:
        return Icon::Waiting;
    case model::DeliveryState::OnRelay:
        return Icon::Sent;
    case model::DeliveryState::OnDevice:
        return Icon::Arrived;
    case model::DeliveryState::Seen:
        return Icon::Opened;
    case model::DeliveryState::Failed:
        return Icon::Failed;
    }
    return Icon::Waiting;
}

QString encryptionWords(model::EncryptionState state)
{
    switch (state) {
    case model::EncryptionState::NotEncrypted:
        return say(QT_TRANSLATE_NOOP("States", "Not encrypted end to end"));
    case model::EncryptionState::EndToEnd:
        return say(QT_TRANSLATE_NOOP("States", "Encrypted end to end"));
    }
    return {};
}

QString postingWords(model::PostingRight right)
{
    switch (right) {
    case model::PostingRight::Allowed:
        return {};
    case model::PostingRight::Observer:
        return say(QT_TRANSLATE_NOOP("States", "You are an observer in this room: you can read here but not write."));
    case model::PostingRight::NotJoined: // what is written waits until it is known
        return {};
    case model::PostingRight::RoomGone:
        return say(QT_TRANSLATE_NOOP(
            "States", "This room was closed, or you are no longer a member. What was said stays readable."));
    }
    return {};
}

QString lockReasonWords(lock::LockReason reason)
{
    switch (reason) {
    case lock::LockReason::Idle:
        return say(QT_TRANSLATE_NOOP("States", "idle"));
    case lock::LockReason::User:
        return say(QT_TRANSLATE_NOOP("States", "by you"));
    case lock::LockReason::SessionLock:
        return say(QT_TRANSLATE_NOOP("States", "the desktop was locked"));
    case lock::LockReason::Suspend:
        return say(QT_TRANSLATE_NOOP("States", "the computer went to sleep"));
    case lock::LockReason::UserSwitch:
        return say(QT_TRANSLATE_NOOP("States", "another user took over"));
    case lock::LockReason::RemoteDisconnect:
        return say(QT_TRANSLATE_NOOP("States", "the remote desktop was disconnected"));
    case lock::LockReason::TimeJump:
        return say(QT_TRANSLATE_NOOP("States", "time passed unseen"));
    case lock::LockReason::RemoteCommand:
        return say(QT_TRANSLATE_NOOP("States", "by your IT department"));
    case lock::LockReason::Policy:
        return say(QT_TRANSLATE_NOOP("States", "required by your organisation"));
    }
    return {};
}

QString connectionWords(const service::ConnectionStatus &status, Instant now)
{
    const QString since = momentWords(status.since, now);
    switch (status.phase) {
    case service::ConnectionPhase::Offline:
        return say(QT_TRANSLATE_NOOP("States", "No connection since %1")).arg(since);
    case service::ConnectionPhase::Connecting:
        return say(QT_TRANSLATE_NOOP("States", "Connecting since %1")).arg(since);
    case service::ConnectionPhase::Online:
        return say(QT_TRANSLATE_NOOP("States", "Connected since %1")).arg(since);
    case service::ConnectionPhase::WaitingToRetry:
        return say(QT_TRANSLATE_NOOP("States", "No connection since %1, next attempt in %2"))
            .arg(since, durationWords(status.nextAttempt - now));
    case service::ConnectionPhase::CodeNeeded:
        return say(QT_TRANSLATE_NOOP("States", "No connection since %1: the server wants a new code")).arg(since);
    }
    return {};
}

} // namespace wardline::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/state_words.h"

#include "ui/kit/time_words.h"

#include <QCoreApplication>

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
        return say(
            QT_TRANSLATE_NOOP("States", "You can read here but not write: observers have no voice in this room."));
    case model::PostingRight::NotJoined:
        return say(
            QT_TRANSLATE_NOOP("States", "The relay has not let you into this room yet. You can write once it has."));
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
        return say(QT_TRANSLATE_NOOP("States", "No connection since %1: the relay wants a new code")).arg(since);
    }
    return {};
}

} // namespace wardline::ui

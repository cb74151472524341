// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/history_words.h"

#include "ui/kit/error_words.h"
#include "ui/kit/time_words.h"

#include <QCoreApplication>

namespace wardline::ui {

using service::HandOverState;
using service::HistoryFault;
using service::RoamingState;

namespace {

QString say(const char *words)
{
    return QCoreApplication::translate("History", words);
}

constexpr int kWordCount = 24;

QString faultWords(HistoryFault fault)
{
    switch (fault) {
    case HistoryFault::WrongWords:
        return say(QT_TRANSLATE_NOOP("History", "These are not the 24 words of this backup. Compare them one by one."));
    case HistoryFault::NotABackup:
        return say(QT_TRANSLATE_NOOP("History", "This file is not a backup."));
    case HistoryFault::TooNew:
        return say(QT_TRANSLATE_NOOP("History",
                                     "This backup was written by a newer version. Ask IT to update this computer."));
    case HistoryFault::Damaged:
        return say(QT_TRANSLATE_NOOP("History", "This was altered or is not whole. Nothing was taken from it."));
    case HistoryFault::OfAnotherPerson:
        return say(QT_TRANSLATE_NOOP("History", "This backup belongs to another account."));
    case HistoryFault::Older:
        return say(QT_TRANSLATE_NOOP("History", "A newer backup was made or restored here before."));
    case HistoryFault::NotThere:
        return say(QT_TRANSLATE_NOOP("History", "The file is gone."));
    case HistoryFault::NotWritable:
        return say(QT_TRANSLATE_NOOP("History", "Nothing can be written there. Choose another folder."));
    case HistoryFault::DiskFull:
        return say(QT_TRANSLATE_NOOP("History", "There is no space left there. Choose another place."));
    case HistoryFault::Busy:
        return say(QT_TRANSLATE_NOOP("History", "Something of this kind is under way already."));
    case HistoryFault::Cancelled:
        return say(QT_TRANSLATE_NOOP("History", "Cancelled."));
    case HistoryFault::NotAllowed:
        return say(QT_TRANSLATE_NOOP("History", "Your organisation does not allow that."));
    case HistoryFault::NobodyToAsk:
        return say(QT_TRANSLATE_NOOP("History", "You have no other device that could be asked."));
    case HistoryFault::Declined:
        return say(QT_TRANSLATE_NOOP("History", "Your other device said no."));
    case HistoryFault::NoAnswer:
        return say(QT_TRANSLATE_NOOP("History", "Nobody answered at your other devices. They have to be unlocked."));
    case HistoryFault::NotReachable:
        return say(QT_TRANSLATE_NOOP("History", "The server is not reachable. Try again when you are connected."));
    case HistoryFault::Failed:
        return say(QT_TRANSLATE_NOOP("History", "That did not work. Try again, or tell IT."));
    }
    return {};
}

} // namespace

QString historyErrorWords(const Error &error)
{
    const auto fault = error.as<HistoryFault>();
    return fault ? faultWords(*fault) : errorWords(error);
}

QString roamingWords(const RoamingState &state, Instant now)
{
    switch (state.kind) {
    case RoamingState::Kind::Off:
        return say(QT_TRANSLATE_NOOP("History", "Your organisation does not keep messages for other workstations."));
    case RoamingState::Kind::Withdrawing:
        return say(QT_TRANSLATE_NOOP("History",
                                     "Your organisation does not keep messages for other workstations any more. What "
                                     "this one kept is being taken away from the server."));
    case RoamingState::Kind::NoSecret:
        return say(QT_TRANSLATE_NOOP(
            "History",
            "IT has not prepared this workstation for messages that follow you. Ask your other devices below."));
    case RoamingState::Kind::Preparing:
        return say(QT_TRANSLATE_NOOP("History", "Getting ready to look for messages from your other workstations."));
    case RoamingState::Kind::Fetching:
        return say(QT_TRANSLATE_NOOP("History", "Fetching what you read on other workstations."));
    case RoamingState::Kind::OtherPassword:
        return say(
            QT_TRANSLATE_NOOP("History",
                              "What your other workstations keep was kept under another password. It comes when one "
                              "of them was used with the present one."));
    case RoamingState::Kind::Refused:
        return say(
            QT_TRANSLATE_NOOP("History",
                              "What the server has of your other workstations was altered or is not whole. Nothing of "
                              "that was taken. Tell IT."));
    case RoamingState::Kind::Current:
        break;
    }
    QString words = QCoreApplication::translate(
        "History", "The last %Ln hour(s) follow you to other workstations, encrypted.", nullptr, state.hours);
    if (state.kept) {
        words +=
            QLatin1Char(' ') + say(QT_TRANSLATE_NOOP("History", "Kept last: %1.")).arg(momentWords(*state.kept, now));
    }
    return words;
}

QString handOverWords(const HandOverState &state)
{
    switch (state.kind) {
    case HandOverState::Kind::None:
        return {};
    case HandOverState::Kind::Asking:
        return state.asked == 0
            ? say(QT_TRANSLATE_NOOP("History", "Asking your other devices."))
            : QCoreApplication::translate("History",
                                          "%Ln of your devices asked. Go there and answer; they have to be unlocked.",
                                          nullptr, state.asked);
    case HandOverState::Kind::Receiving:
        return say(QT_TRANSLATE_NOOP("History", "Messages are coming: %1 %")).arg(state.percent);
    case HandOverState::Kind::Sending:
        return say(QT_TRANSLATE_NOOP("History", "Messages are being sent to your other device: %1 %"))
            .arg(state.percent);
    case HandOverState::Kind::Done:
        return QCoreApplication::translate("History", "Done: %Ln message(s).", nullptr, state.messages);
    case HandOverState::Kind::Failed:
        return faultWords(state.fault);
    }
    return {};
}

QString typedWords(const service::TypedBackupWords &typed)
{
    if (typed.wrongAt > kWordCount) {
        return say(QT_TRANSLATE_NOOP("History", "There are more than 24 words."));
    }
    if (typed.wrongAt > 0) {
        return say(QT_TRANSLATE_NOOP("History", "Word %1 is not on the list. Look at it again.")).arg(typed.wrongAt);
    }
    if (typed.isChecked) {
        return say(QT_TRANSLATE_NOOP("History", "All 24 words are right."));
    }
    if (typed.complete == kWordCount) {
        return say(QT_TRANSLATE_NOOP(
            "History", "One of the words is another one, or two are exchanged. Compare them one by one."));
    }
    return say(QT_TRANSLATE_NOOP("History", "%1 of 24 words")).arg(typed.complete);
}

} // namespace wardline::ui

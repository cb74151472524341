// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/history_words.h"

#include "app/ctl/error_words.h"

#include <QCoreApplication>
#include <QDateTime>

namespace wardline::ctl {

using namespace Qt::StringLiterals;
using service::HistoryFault;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wardlinectl", text);
}

QString faultWords(HistoryFault fault)
{
    switch (fault) {
    case HistoryFault::WrongWords:
        return tr("These are not the 24 words of this backup.");
    case HistoryFault::NotABackup:
        return tr("This is not a backup.");
    case HistoryFault::TooNew:
        return tr("This backup was written by a newer version.");
    case HistoryFault::Damaged:
        return tr("This was altered or is not whole. Nothing was taken from it.");
    case HistoryFault::OfAnotherPerson:
        return tr("This belongs to another account.");
    case HistoryFault::Older:
        return tr("A newer backup was made or restored here before. Use --older if you want this one all the same.");
    case HistoryFault::NotThere:
        return tr("There is no such file.");
    case HistoryFault::NotWritable:
        return tr("The file cannot be written there.");
    case HistoryFault::DiskFull:
        return tr("The disk is full.");
    case HistoryFault::Busy:
        return tr("Something of this kind is under way already.");
    case HistoryFault::Cancelled:
        return tr("Cancelled.");
    case HistoryFault::NotAllowed:
        return tr("The policy does not allow that.");
    case HistoryFault::NobodyToAsk:
        return tr("No other device of yours is certified or was compared by hand.");
    case HistoryFault::Declined:
        return tr("Your other device said no.");
    case HistoryFault::NoAnswer:
        return tr("Your other devices did not answer in time.");
    case HistoryFault::NotReachable:
        return tr("The relay is not reachable or refused.");
    case HistoryFault::Failed:
        return tr("That did not work.");
    }
    return {};
}

} // namespace

QString historyErrorWords(const Error &error)
{
    const auto fault = error.as<HistoryFault>();
    return fault ? faultWords(*fault) : errorWords(error);
}

QString roamingWord(service::RoamingState::Kind kind)
{
    using Kind = service::RoamingState::Kind;
    switch (kind) {
    case Kind::Off:
        return u"off"_s;
    case Kind::Withdrawing:
        return u"withdrawing"_s;
    case Kind::NoSecret:
        return u"no-secret"_s;
    case Kind::Preparing:
        return u"preparing"_s;
    case Kind::Fetching:
        return u"fetching"_s;
    case Kind::Current:
        return u"current"_s;
    case Kind::OtherPassword:
        return u"other-password"_s;
    case Kind::Refused:
        return u"refused"_s;
    }
    return {};
}

QString instantText(Instant time)
{
    return time == Instant{}
        ? QString()
        : QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC).toString(Qt::ISODate);
}

QJsonObject backupObject(const service::BackupSummary &backup)
{
    return {{u"made"_s, instantText(backup.made)},
            {u"counter"_s, static_cast<qint64>(backup.counter)},
            {u"messages"_s, static_cast<qint64>(backup.messages)},
            {u"oldest"_s, instantText(backup.oldest)},
            {u"newest"_s, instantText(backup.newest)}};
}

} // namespace wardline::ctl

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/authority_words.h"

#include "app/ctl/error_words.h"
#include "core/auth/auth_error.h"
#include "core/crypto/key_form.h"
#include "core/trust/safety_number.h"
#include "core/trust/trust_error.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>

namespace wardline::ctl {

using namespace Qt::StringLiterals;
using trust::TrustError;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wardlinectl", text);
}

QString trustWords(TrustError code)
{
    switch (code) {
    case TrustError::Malformed:
        return tr("That is not in the form it has to have, or the authority's log is damaged.");
    case TrustError::TooLarge:
        return tr("That is too much at once.");
    case TrustError::OtherOrganisation:
        return tr("That belongs to another organisation.");
    case TrustError::BadSignature:
        return tr("The signature does not fit.");
    case TrustError::NotPinned:
        return tr("No root key is pinned here.");
    case TrustError::NotYetValid:
    case TrustError::FromTheFuture:
        return tr("That is not valid yet: check the clock.");
    case TrustError::Expired:
        return tr("That has expired. An epoch that is over is followed by 'authority epoch'.");
    case TrustError::RolledBack:
        return tr("That is older than what was seen before.");
    case TrustError::Forked:
        return tr("There are two different documents with one number.");
    case TrustError::OtherEpoch:
        return tr("That is of another epoch, or the enrolment key is not that of the epoch.");
    case TrustError::OtherPlace:
        return tr("That does not belong there.");
    case TrustError::OtherPerson:
        return tr("That is about somebody else or has another key.");
    case TrustError::Repeated:
        return tr("That was used before.");
    case TrustError::NotPermitted:
        return tr("That is not permitted: the key was revoked, or whoever signed may not do that.");
    case TrustError::Unknown:
        return tr("The authority does not know that.");
    case TrustError::WrongPassphrase:
        return tr("A passphrase is missing, wrong or shorter than 12 characters.");
    case TrustError::StorageFailed:
        return tr("The folder cannot be used: it must be new or empty, and yours.");
    }
    return {};
}

} // namespace

QString authorityErrorWords(const Error &error)
{
    if (const auto code = error.as<TrustError>()) {
        return trustWords(*code);
    }
    if (const auto code = error.as<auth::AuthError>()) {
        return *code == auth::AuthError::ProfileInUse ? tr("Another process works in this folder.")
                                                      : tr("The folder cannot be read or written.");
    }
    return errorWords(error);
}

QString timeText(std::chrono::sys_seconds time)
{
    return QDateTime::fromSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC).toString(Qt::ISODate);
}

QString fingerprintText(const QByteArray &statementKey)
{
    const auto key = crypto::toCurveForm(statementKey);
    return key ? trust::fingerprintGroups(*key).join(u' ') : QString();
}

QJsonObject statementObject(const trust::DeviceStatement &statement)
{
    const auto key = crypto::toCurveForm(statement.identityKey);
    return {{u"person"_s, statement.device.person.toString()},
            {u"device"_s, static_cast<qint64>(statement.device.id)},
            {u"fingerprint"_s, key ? QString::fromLatin1(key->toHex()) : QString()},
            {u"kind"_s, trust::deviceKindWord(statement.kind)},
            {u"roles"_s, QJsonArray::fromStringList(statement.clinicalRoles)},
            {u"until"_s, timeText(statement.notAfter)},
            {u"serial"_s, static_cast<qint64>(statement.serial)},
            {u"epoch"_s, static_cast<qint64>(statement.epoch)}};
}

QString statementLine(const trust::DeviceStatement &statement)
{
    return u"%1  %2  %3  %4  %5  #%6"_s.arg(
        statement.device.person.toString(), QString::number(statement.device.id), trust::deviceKindWord(statement.kind),
        statement.clinicalRoles.isEmpty() ? u"-"_s : statement.clinicalRoles.join(u','), timeText(statement.notAfter),
        QString::number(statement.serial));
}

} // namespace wardline::ctl

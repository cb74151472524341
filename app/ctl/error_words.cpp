// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/error_words.h"

#include "app/composition/rules_from_policy.h"
#include "core/service/relay_fault.h"
#include "core/service/service_error.h"

#include <QCoreApplication>

namespace wardline::ctl {

using namespace Qt::StringLiterals;

using service::ServiceError;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wardlinectl", text);
}

QString serviceWords(ServiceError code)
{
    switch (code) {
    case ServiceError::BadAddress:
        return tr("That is not an account or room address.");
    case ServiceError::BadRelayUrl:
        return tr("The relay address must begin with wss:// : nothing is sent over an unprotected connection.");
    case ServiceError::WrongCredentials:
        return tr("Signing in was refused: account, password or code is not right. A code works once; wait for the "
                  "next one.");
    case ServiceError::CodeMissing:
        return tr("A new code from the authenticator is needed.");
    case ServiceError::TicketMissing:
        return tr(
            "This account has no authenticator yet: enrol with the ticket from the administrator (sign-in --enrol).");
    case ServiceError::RelayNotReachable:
        return tr("The relay cannot be reached.");
    case ServiceError::RelayCertificate:
        return tr("The relay's certificate is not trusted here; nothing was sent. Ask the administrator.");
    case ServiceError::RelayNotCompliant:
        return tr("The relay does not offer what Wardline needs to sign in safely.");
    case ServiceError::RelayRefused:
        return tr("The relay ended the session.");
    case ServiceError::AccountDisabled:
        return tr("The account is disabled.");
    case ServiceError::NoKeychain:
        return tr("There is no keychain on this computer to keep the profile's secret in. Start the desktop's keyring, "
                  "or let policy "
                  "choose device_secret = machine.");
    case ServiceError::KeychainLocked:
        return tr("The keychain is locked. Unlock it and try again.");
    case ServiceError::ProfileInUse:
        return tr("The profile is in use by another process or belongs to another account.");
    case ServiceError::ProfileReadOnly:
        return tr("The profile's folder cannot be written, is a link, or holds other things than a profile.");
    case ServiceError::ProfileDamaged:
        return tr(
            "The profile is damaged or its keychain secret is gone. 'profile wipe' makes room for a fresh start.");
    case ServiceError::PasswordChanged:
        return tr("The password was changed since this profile was made. Sign in with the window to keep the cache, or "
                  "wipe the "
                  "profile.");
    case ServiceError::LeaseOver:
        return tr("This profile may only be opened with the relay reachable now.");
    case ServiceError::NotSignedIn:
        return tr("Nobody is signed in with this profile.");
    case ServiceError::Locked:
        return tr("The profile is locked.");
    case ServiceError::NotAllowed:
        return tr("That is not permitted: observers have no voice, and rooms and rights are the relay's to give.");
    case ServiceError::NotEverybodyCanRead:
        return tr(
            "Not sent: this conversation is end-to-end encrypted, and somebody in it could not read the message.");
    case ServiceError::UrgencyNotEncrypted:
        return tr("An urgency travels inside the encryption only, and this conversation is not encrypted.");
    case ServiceError::NoSuchConversation:
        return tr("There is no such room or conversation.");
    case ServiceError::TooLong:
        return tr("The text is empty or too long.");
    case ServiceError::NoSuchMessage:
        return tr("There is no such message; it may have been taken back.");
    case ServiceError::TooLate:
        return tr("It is too late to change this message.");
    case ServiceError::FileTooLarge:
        return tr("The file is larger than policy allows (files.max_megabytes), or has too many pixels.");
    case ServiceError::FileTypeNotAllowed:
        return tr("Policy does not let files of this type pass (files.types); what counts is the content.");
    case ServiceError::FileCannotBeCleaned:
        return tr("Metadata cannot be removed from pictures of this kind. Send it as PNG or JPEG.");
    case ServiceError::FileUnreadable:
        return tr("The file could not be read.");
    case ServiceError::DiskFull:
        return tr("The disk is full; nothing was half-written.");
    case ServiceError::CacheDamaged:
        return tr("The encrypted cache is damaged. It was left as it is; 'profile wipe' makes room for a fresh start.");
    case ServiceError::TryLater:
        return tr("Too many wrong attempts: wait, and try again.");
    case ServiceError::Timeout:
        return tr("There was no answer in time.");
    case ServiceError::Cancelled:
        return tr("Cancelled.");
    case ServiceError::Internal:
        return tr("Something went wrong inside Wardline.");
    }
    return {};
}

QString faultWords(service::RelayFault fault)
{
    using service::RelayFault;
    switch (fault) {
    case RelayFault::HostNotFound:
        return tr("The relay cannot be reached: its host name is not known here. Check the address and the network.");
    case RelayFault::NoTls:
        return tr("No protected connection could be made: the relay has no TLS 1.2 or newer. Nothing was sent.");
    case RelayFault::CertificateExpired:
        return tr(
            "The relay's certificate has expired or is not valid yet; nothing was sent. Check this computer's clock, "
            "then ask the administrator.");
    case RelayFault::CertificateOtherHost:
        return tr("The relay's certificate is for another host; nothing was sent. Check the address, then ask the "
                  "administrator.");
    case RelayFault::CertificateUntrusted:
        return serviceWords(ServiceError::RelayCertificate);
    case RelayFault::CertificateInvalid:
        return tr("The relay's certificate is revoked or faulty; nothing was sent. Ask the administrator.");
    case RelayFault::OtherKey:
        return tr("The relay's key is not the one that the policy names; nothing was sent. Ask the administrator.");
    case RelayFault::NoWebSocket:
        return tr("The relay does not offer what Wardline needs: at this address nobody speaks WebSocket.");
    }
    return {};
}

} // namespace

QString errorWords(const Error &error)
{
    if (const auto fault = service::relayFaultOf(error)) {
        return faultWords(*fault);
    }
    if (const auto code = error.as<ServiceError>()) {
        return serviceWords(*code);
    }
    if (const auto code = error.as<app::CompositionError>()) {
        switch (*code) {
        case app::CompositionError::PolicyInvalid:
            return tr("The policy cannot be used: %1").arg(error.detail());
        case app::CompositionError::PolicyForbids:
            return tr("Not permitted by policy: %1").arg(error.detail());
        case app::CompositionError::BadAuthorityFile:
            return tr("There is no certificate in %1").arg(error.detail());
        }
    }
    return serviceWords(ServiceError::Internal);
}

QString certificateWord(service::Certificate certificate)
{
    using service::Certificate;
    switch (certificate) {
    case Certificate::NoOrganisation:
        return u"no-organisation"_s;
    case Certificate::ListMissing:
        return u"list-missing"_s;
    case Certificate::NotListed:
        return u"not-listed"_s;
    case Certificate::OtherKey:
        return u"other-key"_s;
    case Certificate::NotYetValid:
        return u"not-yet-valid"_s;
    case Certificate::Expired:
        return u"expired"_s;
    case Certificate::Revoked:
        return u"revoked"_s;
    case Certificate::Certified:
        return u"certified"_s;
    }
    return {};
}

namespace {

/// The devices of somebody that are not taken, each with the reason, and what can be done.
QString refusedWords(const service::EncryptionObstacle &obstacle)
{
    const QString who = obstacle.person.toString();
    QString words = tr("%1: has no device that is trusted here.").arg(who);
    bool mayBeAdmitted = false;
    for (const service::DeviceNote &note : obstacle.refused) {
        const bool isByHand = note.trust == model::Trust::ManuallyDistrusted;
        words += u' '
            + tr("Device %1: %2.")
                  .arg(QString::number(note.device.id), isByHand ? u"distrusted"_s : certificateWord(note.certificate));
        mayBeAdmitted = mayBeAdmitted || (!isByHand && note.trust != model::Trust::Revoked);
    }
    if (mayBeAdmitted) {
        words +=
            u' ' + tr("Have it certified, compare it (devices verify), let it in (devices admit) or leave them out.");
    }
    return words;
}

} // namespace

QString obstacleWords(const service::EncryptionObstacle &obstacle)
{
    using Why = service::EncryptionObstacle::Why;
    const QString who = obstacle.person.toString();
    const QString device = obstacle.device != 0 ? QString::number(obstacle.device) : QString();
    switch (obstacle.why) {
    case Why::DevicesUnknown:
        return tr("%1: the relay has not said which devices they have.").arg(who);
    case Why::NoDevices:
        return tr("%1: has never signed in with a program that reads encrypted messages.").arg(who);
    case Why::NoTrustedDevice:
        return refusedWords(obstacle);
    case Why::UndecidedDevice:
        return tr("%1: nobody has decided about device %2.").arg(who, device);
    case Why::NoSession:
        return obstacle.fault == model::DeviceFault::BrokenSession
            ? tr("%1: what device %2 sends cannot be read any more. To start again with it: devices reset %1 %2")
                  .arg(who, device)
            : tr("%1: the keys of device %2 cannot be used.").arg(who, device);
    case Why::TooManyDevices:
        return tr("%1: has too many devices.").arg(who);
    case Why::AnnouncementsOnly:
        return tr("The room is for announcements: it has more than 100 members, so that only its owners and moderators "
                  "write in it.");
    case Why::TooManyMembers:
        return tr("The room has too many members.");
    case Why::ManifestTooOld:
        return tr("The organisation's list of devices is too old.");
    case Why::ManifestMissing:
        return tr("The organisation's list of devices has not arrived here yet.");
    case Why::RoomNotPrivate:
        return tr("The room is not members-only and non-anonymous.");
    case Why::MembersUnknown:
        return tr("The room did not say who belongs to it.");
    case Why::NobodyLeft:
        return tr("Nobody would be left who could read it.");
    case Why::NewMember:
        return tr("%1: belongs to the room now, by the relay's word. If that is right, send again.").arg(who);
    }
    return {};
}

ExitCode exitCodeFor(const Error &error)
{
    switch (error.as<ServiceError>().value_or(ServiceError::Internal)) {
    case ServiceError::WrongCredentials:
    case ServiceError::CodeMissing:
    case ServiceError::TicketMissing:
    case ServiceError::AccountDisabled:
    case ServiceError::NotSignedIn:
    case ServiceError::LeaseOver:
    case ServiceError::TryLater:
    case ServiceError::PasswordChanged:
        return NotSignedIn;
    case ServiceError::RelayNotReachable:
        return Unreachable;
    case ServiceError::BadAddress:
    case ServiceError::BadRelayUrl:
    case ServiceError::RelayCertificate:
    case ServiceError::RelayNotCompliant:
    case ServiceError::RelayRefused:
    case ServiceError::NoKeychain:
    case ServiceError::KeychainLocked:
    case ServiceError::ProfileInUse:
    case ServiceError::ProfileReadOnly:
    case ServiceError::ProfileDamaged:
    case ServiceError::Locked:
    case ServiceError::NotAllowed:
    case ServiceError::NotEverybodyCanRead:
    case ServiceError::UrgencyNotEncrypted:
    case ServiceError::NoSuchConversation:
    case ServiceError::TooLong:
    case ServiceError::NoSuchMessage:
    case ServiceError::TooLate:
    case ServiceError::FileTooLarge:
    case ServiceError::FileTypeNotAllowed:
    case ServiceError::FileCannotBeCleaned:
    case ServiceError::FileUnreadable:
    case ServiceError::DiskFull:
    case ServiceError::CacheDamaged:
    case ServiceError::Timeout:
    case ServiceError::Cancelled:
    case ServiceError::Internal:
        return Failed;
    }
    return Failed;
}

} // namespace wardline::ctl

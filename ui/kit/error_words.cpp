// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/error_words.h"

#include <QCoreApplication>

namespace wardline::ui {

using service::RelayFault;
using service::ServiceError;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("Errors", text);
}

} // namespace

QString errorWords(RelayFault fault)
{
    switch (fault) {
    case RelayFault::HostNotFound:
        return say(QT_TRANSLATE_NOOP(
            "Errors", "The server's name is not known on this network. Check the server address and the network."));
    case RelayFault::NoTls:
        return say(
            QT_TRANSLATE_NOOP("Errors",
                              "The server offers no protected connection (TLS 1.2 or newer), so nothing was sent "
                              "to it. Tell your IT department."));
    case RelayFault::CertificateExpired:
        return say(QT_TRANSLATE_NOOP("Errors",
                                     "The server's certificate has expired or is not valid yet, so nothing was sent to "
                                     "it. Check date and time of this computer, then tell your IT department."));
    case RelayFault::CertificateOtherHost:
        return say(
            QT_TRANSLATE_NOOP("Errors",
                              "The server's certificate is for another name, so nothing was sent to it. Check the "
                              "server address, then tell your IT department."));
    case RelayFault::CertificateUntrusted:
        return say(QT_TRANSLATE_NOOP("Errors",
                                     "The server's certificate comes from somebody this computer does not trust, so "
                                     "nothing was sent to it. Tell your IT department before you try again."));
    case RelayFault::CertificateInvalid:
        return say(QT_TRANSLATE_NOOP("Errors",
                                     "The server's certificate is revoked or faulty, so nothing was sent to it. Tell "
                                     "your IT department before you try again."));
    case RelayFault::OtherKey:
        return say(QT_TRANSLATE_NOOP("Errors",
                                     "The server shows another key than your organisation set, so nothing was sent to "
                                     "it. Tell your IT department before you try again."));
    case RelayFault::NoWebSocket:
        return say(
            QT_TRANSLATE_NOOP("Errors",
                              "What answers at this address is not a server. Check the server address, then tell "
                              "your IT department."));
    }
    return {};
}

QString errorWords(ServiceError error)
{
    switch (error) {
    case ServiceError::BadAddress:
        return say(QT_TRANSLATE_NOOP("Errors", "This is not an account name. It looks like anna@clinic.example."));
    case ServiceError::BadRelayUrl:
        return say(QT_TRANSLATE_NOOP(
            "Errors", "This is not a server address. It begins with wss:// and comes from your IT department."));
    case ServiceError::WrongCredentials:
        return say(QT_TRANSLATE_NOOP(
            "Errors",
            "That did not match. Check the name, the password and the code, and use the code that is shown now."));
    case ServiceError::CodeMissing:
        return say(
            QT_TRANSLATE_NOOP("Errors", "The server also wants a code. Type the six digits from your authenticator."));
    case ServiceError::TicketMissing:
        return say(QT_TRANSLATE_NOOP("Errors",
                                     "Setting up an authenticator needs an enrolment ticket that was not used yet. Ask "
                                     "your IT department for one."));
    case ServiceError::RelayNotReachable:
        return say(QT_TRANSLATE_NOOP("Errors", "The server cannot be reached. Check the network, then try again."));
    case ServiceError::RelayCertificate:
        return say(QT_TRANSLATE_NOOP("Errors",
                                     "The server could not prove who it is, so nothing was sent to it. Tell your IT "
                                     "department before you try again."));
    case ServiceError::RelayNotCompliant:
        return say(QT_TRANSLATE_NOOP(
            "Errors",
            "The server does not offer what a safe sign-in needs. Tell your IT department; nothing was sent to it."));
    case ServiceError::RelayRefused:
        return say(QT_TRANSLATE_NOOP("Errors", "The server closed the connection. Try again in a minute."));
    case ServiceError::AccountDisabled:
        return say(QT_TRANSLATE_NOOP("Errors", "This account is switched off. Ask your IT department."));
    case ServiceError::NoKeychain:
        return say(QT_TRANSLATE_NOOP("Errors",
                                     "This computer has no keychain, so messages cannot be kept here safely. Ask your "
                                     "IT department to set one up."));
    case ServiceError::KeychainLocked:
        return say(QT_TRANSLATE_NOOP("Errors", "The keychain of this computer is locked. Unlock it, then try again."));
    case ServiceError::ProfileInUse:
        return say(QT_TRANSLATE_NOOP(
            "Errors", "Wardline is already running for this account. Use the other window or close it."));
    case ServiceError::ProfileReadOnly:
        return say(
            QT_TRANSLATE_NOOP("Errors", "The folder for your messages cannot be written to. Ask your IT department."));
    case ServiceError::ProfileDamaged:
        return say(
            QT_TRANSLATE_NOOP("Errors", "The messages kept on this computer are damaged. You can start without them."));
    case ServiceError::PasswordChanged:
        return say(QT_TRANSLATE_NOOP(
            "Errors", "Your password was changed since you were last here. Your old one opens what is kept."));
    case ServiceError::LeaseOver:
        return say(QT_TRANSLATE_NOOP(
            "Errors",
            "You have been without a connection for longer than your organisation allows. Connect, then sign in."));
    case ServiceError::NotSignedIn:
        return say(QT_TRANSLATE_NOOP("Errors", "You are signed out. Sign in again."));
    case ServiceError::Locked:
        return say(QT_TRANSLATE_NOOP("Errors", "Wardline is locked. Unlock it first."));
    case ServiceError::NotAllowed:
        return say(QT_TRANSLATE_NOOP(
            "Errors", "You are not allowed to do this here. Somebody who runs this room can change that."));
    case ServiceError::NotEverybodyCanRead:
        return say(QT_TRANSLATE_NOOP(
            "Errors", "Not sent: not everybody in this conversation could read it. Open the conversation to see who."));
    case ServiceError::UrgencyNotEncrypted:
        return say(QT_TRANSLATE_NOOP(
            "Errors", "An urgency is only sent encrypted, and this conversation is not. Send the text without it."));
    case ServiceError::NoSuchConversation:
        return say(QT_TRANSLATE_NOOP("Errors", "This conversation no longer exists. Choose another one."));
    case ServiceError::TooLong:
        return say(QT_TRANSLATE_NOOP("Errors", "This message is too long. Send it in parts."));
    case ServiceError::NoSuchMessage:
        return say(QT_TRANSLATE_NOOP("Errors", "This message is no longer there. Ask who wrote it to send it again."));
    case ServiceError::TooLate:
        return say(QT_TRANSLATE_NOOP("Errors", "It is too late to change this message. Write a new one instead."));
    case ServiceError::FileTooLarge:
        return say(
            QT_TRANSLATE_NOOP("Errors",
                              "This file is larger than your organisation allows, or has too many pixels. Send a "
                              "part of it or a smaller one."));
    case ServiceError::FileTypeNotAllowed:
        return say(QT_TRANSLATE_NOOP(
            "Errors", "Files of this kind may not be sent. What counts is what is in the file, not its name."));
    case ServiceError::FileCannotBeCleaned:
        return say(
            QT_TRANSLATE_NOOP("Errors",
                              "This picture may say where it was taken, and that cannot be removed from its kind. "
                              "Send it as PNG or JPEG."));
    case ServiceError::FileUnreadable:
        return say(QT_TRANSLATE_NOOP("Errors", "This file could not be read. Choose another one."));
    case ServiceError::DiskFull:
        return say(
            QT_TRANSLATE_NOOP("Errors", "The disk is full, so nothing more can be kept or sent. Free some space."));
    case ServiceError::CacheDamaged:
        return say(QT_TRANSLATE_NOOP(
            "Errors", "The messages kept on this computer are damaged. Sign out and in to fetch them again."));
    case ServiceError::TryLater:
        return say(QT_TRANSLATE_NOOP("Errors", "Too many attempts. Wait a little, then try again."));
    case ServiceError::Timeout:
        return say(QT_TRANSLATE_NOOP("Errors", "This took too long. Check the network, then try again."));
    case ServiceError::Cancelled:
        return say(QT_TRANSLATE_NOOP("Errors", "Cancelled. Nothing was changed."));
    case ServiceError::Internal:
        return say(QT_TRANSLATE_NOOP(
            "Errors", "Something went wrong inside Wardline. Try again; if it stays, tell your IT department."));
    }
    return say("Something went wrong inside Wardline. Try again; if it stays, tell your IT department.");
}

QString errorWords(const Error &error)
{
    if (const auto fault = service::relayFaultOf(error)) {
        return errorWords(*fault);
    }
    if (const auto code = error.as<ServiceError>()) {
        return errorWords(*code);
    }
    return QCoreApplication::translate("Errors",
                                       "Something went wrong (%1 %2). Try again; if it stays, tell your IT department.")
        .arg(error.domain())
        .arg(error.value());
}

} // namespace wardline::ui

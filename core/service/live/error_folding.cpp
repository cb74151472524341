// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/error_folding.h"

#include "core/audit/audit_error.h"
#include "core/auth/auth_error.h"
#include "core/store/store_error.h"
#include "core/stream/iq_error.h"
#include "core/stream/stream_error.h"

namespace wardline::service {

namespace {

Error folded(ServiceError code, const Error &cause)
{
    return Error(code, cause.toLogString());
}

ServiceError foldAuth(auth::AuthError code)
{
    using auth::AuthError;
    switch (code) {
    case AuthError::KeychainLocked:
    case AuthError::KeychainTimedOut:
        return ServiceError::KeychainLocked;
    case AuthError::KeychainNotFound:
    case AuthError::KeychainUnavailable:
    case AuthError::KeychainDenied:
    case AuthError::KeychainFailed:
    case AuthError::MachineSecretMissing:
    case AuthError::MachineSecretUnsafe:
        return ServiceError::NoKeychain;
    case AuthError::CodeInvalid:
    case AuthError::CodeReplayed:
    case AuthError::PasswordRefused:
    case AuthError::PasswordUnusable:
    case AuthError::CredentialsRefused:
        return ServiceError::WrongCredentials;
    case AuthError::AttemptsDelayed:
    case AuthError::AttemptsDamaged:
        return ServiceError::TryLater;
    case AuthError::VaultDamaged:
    case AuthError::VaultVersionUnknown:
    case AuthError::DeviceSecretMissing:
        return ServiceError::ProfileDamaged;
    case AuthError::VaultLocked:
        return ServiceError::Locked;
    case AuthError::LeaseNever:
    case AuthError::LeaseExpired:
    case AuthError::LeaseClockWentBack:
        return ServiceError::LeaseOver;
    case AuthError::ProfileInUse:
        return ServiceError::ProfileInUse;
    case AuthError::ProfileNotWritable:
    case AuthError::ProfilePathUnsafe: // a link or somebody's own folder: nothing that a wipe could mend
        return ServiceError::ProfileReadOnly;
    case AuthError::DiskFull:
        return ServiceError::DiskFull;
    case AuthError::CodeNeeded:
    case AuthError::SecondFactorMissing:
        return ServiceError::CodeMissing;
    case AuthError::RelayUnreachable:
        return ServiceError::RelayNotReachable;
    case AuthError::SessionExpired:
    case AuthError::SessionRevoked:
        return ServiceError::RelayRefused;
    case AuthError::SeedInvalid:
    case AuthError::UriInvalid:
    case AuthError::VaultExists:
    case AuthError::VaultMissing:
    case AuthError::VaultBusy:
    case AuthError::BlobMissing:
    case AuthError::BlobTooLarge:
    case AuthError::DerivationFailed:
    case AuthError::FileFailed:
    case AuthError::FileMissing:
        return ServiceError::Internal;
    }
    return ServiceError::Internal;
}

ServiceError foldStore(store::StoreError code)
{
    using store::StoreError;
    switch (code) {
    case StoreError::WrongKey:
    case StoreError::Damaged:
    case StoreError::TooNew:
        return ServiceError::CacheDamaged;
    case StoreError::DiskFull:
        return ServiceError::DiskFull;
    case StoreError::ReadOnly:
        return ServiceError::ProfileReadOnly;
    case StoreError::InUse:
        return ServiceError::ProfileInUse;
    case StoreError::Closed:
        return ServiceError::Locked;
    case StoreError::NotFound:
        return ServiceError::NoSuchConversation;
    case StoreError::InvalidInput:
        return ServiceError::TooLong;
    case StoreError::Busy:
        return ServiceError::TryLater;
    case StoreError::IoFailed:
    case StoreError::OutOfMemory:
    case StoreError::Internal:
        return ServiceError::Internal;
    }
    return ServiceError::Internal;
}

ServiceError foldAudit(audit::AuditError code)
{
    using audit::AuditError;
    switch (code) {
    case AuditError::CannotWrite:
        return ServiceError::ProfileReadOnly;
    case AuditError::DiskFull:
        return ServiceError::DiskFull;
    case AuditError::Busy:
        return ServiceError::ProfileInUse;
    case AuditError::CannotRead:
    case AuditError::TooLarge:
    case AuditError::KeyNotFitting:
    case AuditError::RolledBack:
        return ServiceError::ProfileDamaged;
    case AuditError::WhoMissing:
    case AuditError::FieldMissing:
    case AuditError::FieldNotAllowed:
    case AuditError::BadIdentifier:
    case AuditError::Malformed:
    case AuditError::NotSigning:
        return ServiceError::Internal;
    }
    return ServiceError::Internal;
}

ServiceError foldStream(stream::StreamError code)
{
    using stream::StreamError;
    switch (code) {
    case StreamError::NotSecureUrl:
        return ServiceError::BadRelayUrl;
    case StreamError::HostNotFound:
    case StreamError::RelayNotReachable:
    case StreamError::ConnectionLost:
    case StreamError::NotConnected:
        return ServiceError::RelayNotReachable;
    case StreamError::Timeout:
        return ServiceError::RelayNotReachable;
    case StreamError::CertificateExpired:
    case StreamError::CertificateHostMismatch:
    case StreamError::CertificateUntrusted:
    case StreamError::CertificateSelfSigned:
    case StreamError::CertificateInvalid:
    case StreamError::PinMismatch:
    case StreamError::TlsFailed:
        return ServiceError::RelayCertificate;
    case StreamError::NoWebSocket:
    case StreamError::SubprotocolRefused:
    case StreamError::FrameTooLarge:
    case StreamError::BinaryFrame:
    case StreamError::BadXml:
    case StreamError::ProtocolViolation:
    case StreamError::Redirected:
    case StreamError::NoSuitableMechanism:
    case StreamError::Downgrade:
    case StreamError::ServerSignatureWrong:
    case StreamError::ScramRefused:
    case StreamError::TaskNotSupported:
    case StreamError::BindFailed:
    case StreamError::SecondFactorMissing:
    case StreamError::HostUnknown:
    case StreamError::AcknowledgementWrong:
        return ServiceError::RelayNotCompliant;
    case StreamError::PasswordNotAllowed:
    case StreamError::NotAuthorized:
        return ServiceError::WrongCredentials;
    case StreamError::TokenRefused:
    case StreamError::CredentialsExpired:
    case StreamError::CodeRequired:
        return ServiceError::CodeMissing;
    case StreamError::TicketRequired:
        return ServiceError::TicketMissing;
    case StreamError::AccountDisabled:
    case StreamError::Revoked:
        return ServiceError::AccountDisabled;
    case StreamError::TooManyAttempts:
        return ServiceError::TryLater;
    case StreamError::Aborted:
    case StreamError::Closed:
        return ServiceError::Cancelled;
    case StreamError::Conflict:
    case StreamError::PolicyViolation:
    case StreamError::SystemShutdown:
    case StreamError::RelayResources:
    case StreamError::RelayError:
    case StreamError::ClosedByRelay:
        return ServiceError::RelayRefused;
    }
    return ServiceError::Internal;
}

} // namespace

Error foldProfileError(const Error &error)
{
    if (const auto code = error.as<auth::AuthError>()) {
        return folded(foldAuth(*code), error);
    }
    if (const auto code = error.as<store::StoreError>()) {
        return folded(foldStore(*code), error);
    }
    if (const auto code = error.as<audit::AuditError>()) {
        return folded(foldAudit(*code), error);
    }
    return error.as<ServiceError>() ? error : folded(ServiceError::Internal, error);
}

Error foldStreamError(const Error &error)
{
    if (const auto code = error.as<stream::StreamError>()) {
        return folded(foldStream(*code), error);
    }
    return error.as<ServiceError>() ? error : folded(ServiceError::Internal, error);
}

Error foldIqError(const Error &error)
{
    using stream::IqError;
    const auto code = error.as<IqError>();
    if (!code) {
        return folded(ServiceError::Internal, error);
    }
    switch (*code) {
    case IqError::Timeout:
        return folded(ServiceError::Timeout, error);
    case IqError::Disconnected:
        return folded(ServiceError::RelayNotReachable, error);
    case IqError::ItemNotFound:
        return folded(ServiceError::NoSuchConversation, error);
    default:
        return folded(ServiceError::NotAllowed, error);
    }
}

} // namespace wardline::service

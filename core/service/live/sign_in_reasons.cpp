// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/sign_in_reasons.h"

#include "core/service/service_error.h"

namespace wardline::service {

audit::AuditReason proofReason(const stream::SessionInfo &info)
{
    if (info.recoveryCodesLeft) {
        return audit::AuditReason::RecoveryCode;
    }
    switch (info.codeProof) {
    case stream::CodeProof::Token:
        return audit::AuditReason::Token;
    case stream::CodeProof::Appended:
        return audit::AuditReason::AppendedCode;
    case stream::CodeProof::Task:
    case stream::CodeProof::Enrolment:
        return audit::AuditReason::PasswordAndCode;
    case stream::CodeProof::None:
    case stream::CodeProof::Pass:
        return audit::AuditReason::Password;
    }
    return audit::AuditReason::Password;
}

audit::AuditReason failureReason(const Error &error)
{
    switch (error.as<ServiceError>().value_or(ServiceError::Internal)) {
    case ServiceError::RelayNotReachable:
    case ServiceError::Timeout:
        return audit::AuditReason::RelayUnreachable;
    case ServiceError::RelayCertificate:
        return audit::AuditReason::CertificateRefused;
    case ServiceError::TryLater:
        return audit::AuditReason::Throttled;
    case ServiceError::NoKeychain:
        return audit::AuditReason::KeychainMissing;
    case ServiceError::KeychainLocked:
        return audit::AuditReason::KeychainLocked;
    case ServiceError::LeaseOver:
        return audit::AuditReason::LeaseOver;
    case ServiceError::CodeMissing:
    case ServiceError::TicketMissing:
        return audit::AuditReason::SecondFactorMissing;
    case ServiceError::Cancelled:
        return audit::AuditReason::Cancelled;
    case ServiceError::RelayRefused:
    case ServiceError::RelayNotCompliant:
    case ServiceError::AccountDisabled:
        return audit::AuditReason::RelayRefused;
    default:
        return audit::AuditReason::WrongCredentials;
    }
}

} // namespace wardline::service

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/file_problems.h"

#include "core/files/files_error.h"
#include "core/service/service_error.h"

namespace wardline::service {

using files::FilesError;
using model::FileProblem;

FileFailure fileFailure(const Error &error)
{
    const auto code = error.as<FilesError>();
    if (!code) {
        return {FileProblem::Lost, false};
    }
    switch (*code) {
    case FilesError::BadLink:
    case FilesError::NotHttps:
    case FilesError::ForeignHost:
    case FilesError::Redirected:
        return {FileProblem::ForeignPlace, false};
    case FilesError::NotReachable:
    case FilesError::Certificate:
    case FilesError::ServerFailed:
    case FilesError::Truncated:
    case FilesError::Cancelled:
        return {FileProblem::NotReachable, true};
    case FilesError::Forbidden:
        return {FileProblem::Forbidden, false};
    case FilesError::Gone:
        return {FileProblem::Gone, false};
    case FilesError::TooLarge:
        return {FileProblem::TooLarge, false};
    case FilesError::NotAuthentic:
        return {FileProblem::NotAuthentic, false};
    case FilesError::OtherContent:
        return {FileProblem::OtherContent, false};
    case FilesError::OtherType:
        return {FileProblem::OtherType, false};
    case FilesError::TypeNotAllowed:
        return {FileProblem::TypeNotAllowed, false};
    case FilesError::TooManyPixels:
        return {FileProblem::TooManyPixels, false};
    case FilesError::Damaged:
    case FilesError::CannotClean:
        return {FileProblem::Damaged, false};
    case FilesError::DiskFull:
        return {FileProblem::DiskFull, false};
    case FilesError::IoFailed:
        return {FileProblem::Lost, false};
    }
    return {FileProblem::Lost, false};
}

std::optional<audit::AuditReason> refusalReason(FileProblem problem)
{
    using audit::AuditReason;
    switch (problem) {
    case FileProblem::NotReachable:
    case FileProblem::Gone:
    case FileProblem::Forbidden:
    case FileProblem::NoUpload:
    case FileProblem::NotEverybodyCanRead:
    case FileProblem::DiskFull:
    case FileProblem::Lost:
        return std::nullopt;
    case FileProblem::TooLarge:
    case FileProblem::TooManyPixels:
        return AuditReason::TooLarge;
    case FileProblem::ForeignPlace:
        return AuditReason::ForeignPlace;
    case FileProblem::NotEncrypted:
    case FileProblem::TypeNotAllowed:
        return AuditReason::AgainstPolicy;
    case FileProblem::NotAuthentic:
    case FileProblem::OtherContent:
        return AuditReason::Altered;
    case FileProblem::OtherType:
        return AuditReason::OtherType;
    case FileProblem::Damaged:
        return AuditReason::Damaged;
    }
    return std::nullopt;
}

Error foldFileError(const Error &error)
{
    const auto code = error.as<FilesError>();
    if (!code) {
        return error.as<ServiceError>() ? error : Error(ServiceError::Internal);
    }
    switch (*code) {
    case FilesError::TooLarge:
    case FilesError::TooManyPixels:
        return Error(ServiceError::FileTooLarge);
    case FilesError::TypeNotAllowed:
    case FilesError::OtherType:
        return Error(ServiceError::FileTypeNotAllowed);
    case FilesError::CannotClean:
        return Error(ServiceError::FileCannotBeCleaned);
    case FilesError::DiskFull:
        return Error(ServiceError::DiskFull);
    case FilesError::Cancelled:
        return Error(ServiceError::Cancelled);
    default: // everything else is a file that cannot be read
        return Error(ServiceError::FileUnreadable);
    }
}

} // namespace wardline::service

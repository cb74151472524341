// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/history_faults.h"

#include "core/crypto/crypto_error.h"
#include "core/history/history_error.h"
#include "core/store/store_error.h"

namespace wardline::service {

using history::HistoryError;

namespace {

HistoryFault faultOf(HistoryError error)
{
    switch (error) {
    case HistoryError::NotHistory:
        return HistoryFault::NotABackup;
    case HistoryError::VersionUnknown:
        return HistoryFault::TooNew;
    case HistoryError::WrongKey:
    case HistoryError::BadWords:
        return HistoryFault::WrongWords;
    case HistoryError::Damaged:
    case HistoryError::TooLarge:
        return HistoryFault::Damaged;
    case HistoryError::OtherPerson:
        return HistoryFault::OfAnotherPerson;
    case HistoryError::RolledBack:
    case HistoryError::Expired:
        return HistoryFault::Older;
    case HistoryError::DiskFull:
        return HistoryFault::DiskFull;
    case HistoryError::NotWritable:
        return HistoryFault::NotWritable;
    case HistoryError::FileMissing:
        return HistoryFault::NotThere;
    case HistoryError::FileFailed:
        return HistoryFault::Failed;
    }
    return HistoryFault::Failed;
}

} // namespace

Error foldHistoryError(const Error &error)
{
    if (error.as<HistoryFault>()) {
        return error;
    }
    const QString cause = error.toLogString();
    if (const auto code = error.as<HistoryError>()) {
        return Error(faultOf(*code), cause);
    }
    if (error.is(crypto::CryptoError::NotAuthentic)) {
        return Error(HistoryFault::Damaged, cause);
    }
    if (error.is(store::StoreError::DiskFull)) {
        return Error(HistoryFault::DiskFull, cause);
    }
    return Error(HistoryFault::Failed, cause);
}

std::optional<audit::AuditReason> refusalReason(const Error &error)
{
    if (error.is(HistoryError::Damaged) || error.is(crypto::CryptoError::NotAuthentic)) {
        return audit::AuditReason::Damaged;
    }
    if (error.is(HistoryError::RolledBack)) {
        return audit::AuditReason::RolledBack;
    }
    if (error.is(HistoryError::OtherPerson)) {
        return audit::AuditReason::OtherPerson;
    }
    if (error.is(HistoryError::TooLarge)) {
        return audit::AuditReason::TooLarge;
    }
    return std::nullopt;
}

} // namespace wardline::service

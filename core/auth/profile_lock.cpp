// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/auth/profile_lock.h"

namespace wardline::auth {

using namespace Qt::StringLiterals;

ProfileLock::ProfileLock(std::unique_ptr<QLockFile> file)
    : m_file(std::move(file))
{
}

Result<ProfileLock> ProfileLock::acquire(const QString &directory)
{
    auto file = std::make_unique<QLockFile>(directory % u"/lock"_s);
    // No age makes a lock stale: a night shift is long. Only the death of its process does, which QLockFile sees by itself.
    file->setStaleLockTime(0);
    if (file->tryLock(0)) {
        return ProfileLock(std::move(file));
    }
    switch (file->error()) {
    case QLockFile::LockFailedError:
        return failure(AuthError::ProfileInUse);
    case QLockFile::PermissionError:
        return failure(AuthError::ProfileNotWritable);
    case QLockFile::NoError:
    case QLockFile::UnknownError:
        break;
    }
    return failure(AuthError::FileFailed, u"lock"_s);
}

} // namespace wardline::auth

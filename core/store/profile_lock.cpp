// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/profile_lock.h"

#include <QDir>
#include <QFileInfo>

namespace wardline::store {

using namespace Qt::StringLiterals;

ProfileLock::ProfileLock(const QString &folder)
    : m_folder(QFileInfo(folder).canonicalFilePath())
    , m_file(QDir(m_folder).filePath(u"in-use.lock"_s))
{
    // A lock is stale when its process is gone, however old it is.
    m_file.setStaleLockTime(0);
}

Result<std::unique_ptr<ProfileLock>> ProfileLock::acquire(const QString &folder)
{
    if (!QFileInfo(folder).isDir()) {
        return failure(StoreError::IoFailed, u"profile folder"_s);
    }
    std::unique_ptr<ProfileLock> lock(new ProfileLock(folder));
    if (lock->m_file.tryLock(0)) {
        return lock;
    }
    switch (lock->m_file.error()) {
    case QLockFile::LockFailedError:
        return failure(StoreError::InUse, u"profile lock"_s);
    case QLockFile::PermissionError:
        return failure(StoreError::ReadOnly, u"profile lock"_s);
    case QLockFile::NoError:
    case QLockFile::UnknownError:
        break;
    }
    // QLockFile reports a full disk and a read-only file system alike.
    return failure(QFileInfo(lock->m_folder).isWritable() ? StoreError::IoFailed : StoreError::ReadOnly, u"profile lock"_s);
}

bool ProfileLock::covers(const QString &path) const
{
    return QFileInfo(QFileInfo(path).absolutePath()).canonicalFilePath() == m_folder;
}

} // namespace wardline::store

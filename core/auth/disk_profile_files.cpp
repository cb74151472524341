// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/auth/disk_profile_files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStorageInfo>

#include <cerrno>

#ifndef _WIN32
#include <fcntl.h>
#include <unistd.h>
#endif

namespace wardline::auth {

using namespace Qt::StringLiterals;

namespace {

constexpr QFileDevice::Permissions kPrivate = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

/// Why a write failed: by errno where Qt left it alone, else by looking at the directory.
AuthError causeOf(int error, const QString &directory, qsizetype needed)
{
    switch (error) {
    case ENOSPC:
    case EFBIG:
#ifdef EDQUOT
    case EDQUOT:
#endif
        return AuthError::DiskFull;
    case EROFS:
    case EACCES:
    case EPERM:
        return AuthError::ProfileNotWritable;
    default:
        break;
    }
    const QStorageInfo storage(directory);
    if (!QFileInfo(directory).isWritable() || storage.isReadOnly()) {
        return AuthError::ProfileNotWritable;
    }
    return storage.isValid() && storage.bytesAvailable() < needed ? AuthError::DiskFull : AuthError::FileFailed;
}

#ifdef _WIN32
bool syncDirectory(const QString &)
{
    return true; // NTFS journals the rename
}
bool syncFile(QFile &file)
{
    return file.flush();
}
#else
bool syncDirectory(const QString &directory)
{
    const int handle = ::open(QFile::encodeName(directory).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0) {
        return false;
    }
    const bool synced = ::fsync(handle) == 0;
    ::close(handle);
    return synced;
}
bool syncFile(QFile &file)
{
    return file.flush() && ::fsync(file.handle()) == 0;
}
#endif

} // namespace

DiskProfileFiles::DiskProfileFiles(QString directory)
    : m_directory(std::move(directory))
{
}

QString DiskProfileFiles::pathOf(const QString &name) const
{
    Q_ASSERT(!name.isEmpty() && !name.contains(u'/') && name != u".."_s);
    return m_directory % u'/' % name;
}

Result<QByteArray> DiskProfileFiles::read(const QString &name, qsizetype maximumSize)
{
    const QFileInfo info(pathOf(name));
    if (info.isSymLink()) {
        return failure(AuthError::ProfilePathUnsafe, name);
    }
    if (!info.exists()) {
        return failure(AuthError::FileMissing, name);
    }
    QFile file(info.filePath());
    if (!info.isFile() || !file.open(QIODevice::ReadOnly)) {
        return failure(AuthError::FileFailed, name);
    }
    QByteArray content = file.read(maximumSize + 1);
    if (file.error() != QFileDevice::NoError || content.size() > maximumSize) {
        return failure(AuthError::FileFailed, name);
    }
    return content;
}

Status DiskProfileFiles::write(const QString &name, QByteArrayView content)
{
    if (QFileInfo(pathOf(name)).isSymLink()) { // QSaveFile would write to what it points at
        return failure(AuthError::ProfilePathUnsafe, name);
    }
    QSaveFile file(pathOf(name));
    errno = 0;
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(kPrivate)
        || file.write(content.data(), content.size()) != content.size() || !file.flush() || !file.commit()) {
        const int error = errno;
        file.cancelWriting();
        return failure(causeOf(error, m_directory, content.size()), name);
    }
    return syncDirectory(m_directory) ? Status() : Status(failure(AuthError::FileFailed, name));
}

Status DiskProfileFiles::makeDurable(const QString &name)
{
    QFile file(pathOf(name));
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(file.exists() ? AuthError::FileFailed : AuthError::FileMissing, name);
    }
    return syncFile(file) && syncDirectory(m_directory) ? Status() : Status(failure(AuthError::FileFailed, name));
}

Status DiskProfileFiles::erase(const QString &name)
{
    const QFileInfo info(pathOf(name));
    if (!info.exists() && !info.isSymLink()) {
        return {};
    }
    if (info.isFile() && !info.isSymLink()) {
        QFile file(info.filePath());
        if (file.open(QIODevice::ReadWrite)) {
            const QByteArray zeros(qMin<qint64>(file.size(), 1 << 20), '\0');
            (void)file.write(zeros);
            (void)syncFile(file);
        }
    }
    errno = 0;
    if (!QFile::remove(info.filePath())) {
        return failure(causeOf(errno, m_directory, 0), name);
    }
    return syncDirectory(m_directory) ? Status() : Status(failure(AuthError::FileFailed, name));
}

bool DiskProfileFiles::exists(const QString &name)
{
    const QFileInfo info(pathOf(name));
    return info.exists() || info.isSymLink();
}

} // namespace wardline::auth

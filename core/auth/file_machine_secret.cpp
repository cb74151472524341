// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/auth/file_machine_secret.h"

#include <QFile>

#include <cerrno>

#ifndef _WIN32
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace wardline::auth {

using namespace Qt::StringLiterals;

FileMachineSecret::FileMachineSecret(QString path, std::uint32_t owner)
    : m_path(std::move(path))
    , m_owner(owner)
{
}

#ifdef _WIN32
Result<SecretBytes> FileMachineSecret::read() const
{
    return failure(AuthError::MachineSecretMissing, u"not on this system"_s);
}
#else
Result<SecretBytes> FileMachineSecret::read() const
{
    const int handle = ::open(QFile::encodeName(m_path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (handle < 0) {
        return failure(errno == ELOOP ? AuthError::MachineSecretUnsafe : AuthError::MachineSecretMissing);
    }
    struct stat status {};
    const bool known = ::fstat(handle, &status) == 0;
    const mode_t forbidden = S_IWGRP | S_IRWXO;
    SecretBytes secret(33); // one more than allowed, to see a file that is too long
    ssize_t size = -1;
    const bool safe = known && S_ISREG(status.st_mode) && status.st_uid == m_owner && (status.st_mode & forbidden) == 0;
    if (safe) {
        size = ::read(handle, secret.data(), secret.size());
    }
    ::close(handle);
    if (size != 32) {
        return failure(AuthError::MachineSecretUnsafe, safe ? u"size"_s : u"owner or mode"_s);
    }
    secret.truncate(32);
    return secret;
}
#endif

} // namespace wardline::auth

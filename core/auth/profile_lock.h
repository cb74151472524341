// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/auth_error.h"
#include "core/base/result.h"

#include <QLockFile>
#include <QString>

#include <memory>

namespace wardline::auth {

/// One process per profile. Held as long as the object lives; the lock of a process that died is taken over.
class ProfileLock
{
public:
    /// ProfileInUse; ProfileNotWritable.
    [[nodiscard]] static Result<ProfileLock> acquire(const QString &directory);

private:
    explicit ProfileLock(std::unique_ptr<QLockFile> file);
    std::unique_ptr<QLockFile> m_file;
};

} // namespace wardline::auth

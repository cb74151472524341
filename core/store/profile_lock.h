// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/store_error.h"

#include <QLockFile>

#include <memory>

namespace wardline::store {

/// Proof that this process alone works with a profile folder. Held from before the password is asked until sign-out, also while
/// locked; the store cannot be opened without one. A lock left by a process that died is taken over. Any thread.
class ProfileLock
{
public:
    /// InUse, ReadOnly or IoFailed. The folder must exist.
    [[nodiscard]] static Result<std::unique_ptr<ProfileLock>> acquire(const QString &folder);
    /// Whether the file at `path` lies directly in the folder this lock is for.
    [[nodiscard]] bool covers(const QString &path) const;

private:
    explicit ProfileLock(const QString &folder);
    QString m_folder;
    QLockFile m_file;
};

} // namespace wardline::store

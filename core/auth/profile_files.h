// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/auth_error.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace wardline::auth {

/// The small files of one profile directory, by plain name (no path). What is written is whole or not there, and durable.
/// Errors: FileMissing, ProfileNotWritable, DiskFull, FileFailed, ProfilePathUnsafe.
class ProfileFiles
{
public:
    virtual ~ProfileFiles() = default;
    /// At most `maximumSize` bytes: a longer file is FileFailed, and is not read.
    [[nodiscard]] virtual Result<QByteArray> read(const QString &name, qsizetype maximumSize) = 0;
    /// Replaces the file in one step, mode 0600; file and directory are synced before it returns. After a failure the file is
    /// the old or the new one, never a mixture.
    [[nodiscard]] virtual Status write(const QString &name, QByteArrayView content) = 0;
    /// Syncs a file that is there, so that what was read from it survives a power cut.
    [[nodiscard]] virtual Status makeDurable(const QString &name) = 0;
    /// Overwrites what is there in place and unlinks it. Success when nothing is there. (Flash and copy-on-write file systems may
    /// keep the old blocks: erasing rests on the keys, this is only the broom.)
    [[nodiscard]] virtual Status erase(const QString &name) = 0;
    [[nodiscard]] virtual bool exists(const QString &name) = 0;
};

} // namespace wardline::auth

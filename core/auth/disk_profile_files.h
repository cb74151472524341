// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/profile_files.h"

namespace wardline::auth {

/// ProfileFiles in a real directory, which ProfileDirectory::prepare() made. One thread.
class DiskProfileFiles final : public ProfileFiles
{
public:
    explicit DiskProfileFiles(QString directory);
    [[nodiscard]] Result<QByteArray> read(const QString &name, qsizetype maximumSize) override;
    [[nodiscard]] Status write(const QString &name, QByteArrayView content) override;
    [[nodiscard]] Status makeDurable(const QString &name) override;
    [[nodiscard]] Status erase(const QString &name) override;
    [[nodiscard]] bool exists(const QString &name) override;

private:
    [[nodiscard]] QString pathOf(const QString &name) const;
    QString m_directory;
};

} // namespace wardline::auth

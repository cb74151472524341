// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/attempt_store.h"
#include "core/auth/profile_files.h"

#include <QString>

namespace wardline::auth {

/// An AttemptRecord in a file of the profile: 45 bytes with a digest, so that damage is seen. Not secret and not protected
/// against its owner, who could also set the clock. One thread.
class FileAttemptStore final : public AttemptStore
{
public:
    explicit FileAttemptStore(ProfileFiles &files, QString name = QStringLiteral("attempts"));
    [[nodiscard]] Result<AttemptRecord> load() override;
    [[nodiscard]] Status save(const AttemptRecord &record) override;

private:
    ProfileFiles &m_files;
    QString m_name;
};

} // namespace wardline::auth

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/disk_profile_files.h"
#include "core/auth/profile_lock.h"
#include "core/trust/authority_book.h"

#include <map>
#include <memory>
#include <string>

namespace wardline::ctl {

/// The authority's folder on the administrator's computer: its log and its two sealed keys, mode 0600 in 0700, one
/// process at a time. Nothing is handed out that is not in the log on disk.
class AuthorityFolder
{
public:
    using Secrets = std::map<std::string, SecretBytes>;

    /// Makes the folder, the keys and the first epoch. `secrets` has "root_passphrase" and "passphrase".
    [[nodiscard]] static Result<AuthorityFolder> create(const QString &path, trust::AuthoritySettings settings,
                                                        const Secrets &secrets, Random &random, const Clock &clock);
    [[nodiscard]] static Result<AuthorityFolder> open(const QString &path, const Clock &clock);

    [[nodiscard]] trust::AuthorityBook &book() { return m_book; }
    /// Opened with "passphrase". WrongPassphrase.
    [[nodiscard]] Result<crypto::SigningKey> enrolmentKey(const Secrets &secrets) const;
    /// A new epoch with a new enrolment key: "root_passphrase", and "passphrase" for the new key.
    [[nodiscard]] Status beginEpoch(const Secrets &secrets, Random &random);
    /// Writes the log. Call it before anything leaves.
    [[nodiscard]] Status save();

    /// Digests of the pages that were published and may still lie on the relay.
    [[nodiscard]] QStringList publishedPages() const;
    [[nodiscard]] Status notePublished(const QStringList &pages);

private:
    AuthorityFolder(const QString &path, auth::ProfileLock lock, trust::AuthorityBook book);
    std::unique_ptr<auth::DiskProfileFiles> m_files;
    auth::ProfileLock m_lock;
    trust::AuthorityBook m_book;
};

} // namespace wardline::ctl

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/auth_error.h"
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/model/jid.h"

#include <QList>
#include <QString>

#include <optional>

namespace wardline::auth {

/// What a profile remembers in clear, so that the sign-in page can offer it. Written only if the person or policy wants the
/// page to list accounts; a shared workstation leaves it out and people type their address.
struct ProfileCard {
    model::Jid account;
    QString relayUrl;
    Instant lastSignIn {}; ///< epoch when not known
    bool operator==(const ProfileCard &) const = default;
};

/// The folder that holds all of one account's data on this machine, mode 0700, its files 0600.
///
/// Under a root (`profiles`) the folder's name is a digest of the account address: nobody reads names off a directory listing, and the
/// address a person types finds its folder. (Who can guess an address can still confirm it: the name hides, it does not
/// protect.) Which accounts to show comes from the optional card. Value type; any thread.
class ProfileDirectory
{
public:
    /// `root`/<digest of the bare address>. Touches nothing.
    [[nodiscard]] static ProfileDirectory forAccount(const QString &root, const model::Jid &account);
    /// A folder chosen by hand (wardlinectl --profile). Touches nothing.
    [[nodiscard]] static ProfileDirectory at(const QString &path);
    /// Every profile under a root, by name. Folders that are no profile are left out.
    [[nodiscard]] static QList<ProfileDirectory> list(const QString &root);

    [[nodiscard]] const QString &path() const { return m_path; }
    /// Makes it if needed, marks it as a profile and checks it: ProfilePathUnsafe for a symbolic link, a foreign owner, access for
    /// others that cannot be taken away, or a folder with other things in it; ProfileNotWritable; DiskFull.
    [[nodiscard]] Status prepare() const;
    /// Whether there is a vault in it.
    [[nodiscard]] bool holdsProfile() const;

    [[nodiscard]] QString cacheDatabasePath() const; ///< cache.db (SQLCipher makes -wal and -shm beside it)
    [[nodiscard]] QString auditPath() const; ///< audit/
    [[nodiscard]] QString attachmentsPath() const; ///< attachments/
    [[nodiscard]] QString inboxPath() const; ///< inbox, sealed while locked

    /// Nothing when there is none or it cannot be understood.
    [[nodiscard]] std::optional<ProfileCard> card() const;
    [[nodiscard]] Status writeCard(const ProfileCard &card) const;
    [[nodiscard]] Status removeCard() const;

    /// Removes everything below and the folder itself, never following links. Erase the keys first (Vault::destroy), and hold the
    /// ProfileLock. ProfilePathUnsafe, and nothing is touched, for a folder that prepare() has not marked as a profile. Goes on
    /// after a failure and reports the first.
    [[nodiscard]] Status removeAll() const;

    friend bool operator==(const ProfileDirectory &, const ProfileDirectory &) = default;

private:
    explicit ProfileDirectory(QString path);
    QString m_path;
};

} // namespace wardline::auth

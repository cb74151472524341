// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/audit_log.h"
#include "core/audit/directory_audit_storage.h"
#include "core/auth/disk_profile_files.h"
#include "core/auth/profile_directory.h"
#include "core/auth/vault.h"
#include "core/service/live/environment.h"
#include "core/service/live/roaming_key.h"
#include "core/service/sign_in_service.h"
#include "core/store/store.h"
#include "core/stream/fast_token.h"

#include <QFuture>

#include <memory>
#include <optional>

namespace wardline::service {

/// Everything one person has on this workstation: the folder and its lock, the vault, the encrypted cache and the audit
/// log. Held from before the password is checked until sign-out. Main thread.
class Profile final : public audit::AuditSink
{
public:
    /// Prepares the folder and takes its lock: ProfileInUse, ProfileReadOnly, DiskFull, ProfileDamaged (an unsafe
    /// path). The audit log is open afterwards (unsigned until `attachAuditKey`).
    [[nodiscard]] static Result<std::unique_ptr<Profile>> open(Environment &environment,
                                                               const auth::ProfileDirectory &directory);
    ~Profile() override;

    [[nodiscard]] const auth::ProfileDirectory &directory() const { return m_directory; }
    [[nodiscard]] auth::Vault &vault() { return m_vault; }
    [[nodiscard]] store::Store &store() { return m_store; }
    [[nodiscard]] audit::AuditLog &auditLog() { return *m_audit; }
    [[nodiscard]] const audit::AuditStorage &auditStorage() const { return *m_auditStorage; }

    /// The key of the last hours that follow to other workstations.
    [[nodiscard]] RoamingKey &roamingKey() { return m_roamingKey; }

    /// The UUID that names this profile to the relay (XEP-0388 user-agent). Made at the first call; not secret.
    [[nodiscard]] Result<QString> deviceId();

    /// With the vault open: opens the cache and lets the audit log sign.
    [[nodiscard]] QFuture<Status> openCache();
    /// Closes the cache, takes the keys away. Finishes when the file is closed; the keys of the vault are gone at once.
    [[nodiscard]] QFuture<Status> closeCache();
    /// Moves a damaged cache aside.
    [[nodiscard]] Status quarantineCache();

    [[nodiscard]] Status keepToken(const stream::FastToken &token);
    void dropToken();
    [[nodiscard]] std::optional<stream::FastToken> token() const;

    /// When and where this profile was signed in to before, sealed in the vault; nothing while it is closed.
    [[nodiscard]] std::optional<PreviousSignIn> previousSignIn() const;
    void noteSignIn();

    /// How many messages had not left when it was last known; readable without any key.
    void noteUnsent(int count);
    [[nodiscard]] std::optional<int> notedUnsent() const;

    /// Crypto-erase, then the files.
    [[nodiscard]] QFuture<Status> wipe();

    [[nodiscard]] Status record(const audit::AuditEvent &event) override;

private:
    Profile(Environment &environment, auth::ProfileDirectory directory, std::unique_ptr<store::ProfileLock> lock);

    Environment &m_environment;
    auth::ProfileDirectory m_directory;
    std::unique_ptr<store::ProfileLock> m_lock;
    auth::DiskProfileFiles m_files;
    auth::Vault m_vault;
    RoamingKey m_roamingKey;
    store::Store m_store;
    std::unique_ptr<audit::DirectoryAuditStorage> m_auditStorage;
    std::unique_ptr<audit::AuditLog> m_audit;
};

} // namespace wardline::service

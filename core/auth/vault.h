// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/device_secrets.h"
#include "core/auth/key_hierarchy.h"
#include "core/auth/key_worker.h"
#include "core/auth/profile_files.h"
#include "core/auth/sealed_blobs.h"
#include "core/auth/vault_header.h"
#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/crypto/kdf.h"

#include <QFuture>
#include <QObject>

#include <chrono>
#include <functional>
#include <map>
#include <memory>

namespace wardline::auth {

/// What a vault works with. All must outlive it.
struct VaultParts {
    const Clock &clock;
    Random &random;
    KeyWorker &worker;
    Keychain &keychain;
    const MachineSecret &machineSecret;
    ProfileFiles &files;
};

struct VaultOptions {
    crypto::ScryptCost cost {}; ///< for new headers; an existing header names its own
    DeviceSecretKind deviceSecret = DeviceSecretKind::Keychain; ///< policy `device_secret`, for new headers
    QByteArray bootId {}; ///< names this run of the operating system; session secrets of another one are gone
};

/// The keys of one profile: closed until somebody proves the password, and empty again after lock().
///
/// password -> scrypt, with the device secret (keychain or machine) -> HKDF-SHA-256 -> key-encryption key, which unwraps the
/// random data key (AES-256-GCM; the header is the associated data); KeyHierarchy names what hangs below. Every re-wrap
/// takes a new device secret, so that an old header with the old password opens nothing.
///
/// One thread, which needs an event loop; futures finish there, never inside the call that made them unless it failed at once. One operation at a time (VaultBusy). Destroying the vault
/// while one runs cancels its future. Secrets given are moved in and wiped.
class Vault
{
public:
    static constexpr std::size_t kMaximumPassword = 1024;

    Vault(const VaultParts &parts, VaultOptions options = {});
    ~Vault();
    Vault(const Vault &) = delete;
    Vault &operator=(const Vault &) = delete;

    /// Whether the profile has a header (damaged or not).
    [[nodiscard]] bool exists() const;

    /// New random data key under this password; the vault is open afterwards. VaultExists; Keychain*; MachineSecret*;
    /// DiskFull, ProfileNotWritable. After a failure there is no vault.
    [[nodiscard]] QFuture<Status> create(SecretBytes password);
    /// PasswordRefused for a wrong password; DeviceSecretMissing; VaultMissing, VaultDamaged, VaultVersionUnknown; Keychain*.
    [[nodiscard]] QFuture<Status> open(SecretBytes password);
    /// Wraps the same data key under the new password and a new device secret. Works open and locked and leaves that as it
    /// was. After any failure at any step the old or the new password opens the vault; after success only the new one
    /// (unless staleDeviceSecret() says that the keychain would not forget the old secret yet).
    [[nodiscard]] QFuture<Status> changePassword(SecretBytes oldPassword, SecretBytes newPassword);
    /// Crypto-erase: device secrets, header, sealed files. Goes on after a failure and reports the first.
    [[nodiscard]] QFuture<Status> destroy();

    /// Drops every key. Cannot fail. An open() that is running ends with VaultLocked; a create() or changePassword() goes on to
    /// its safe end and leaves the vault closed.
    void lock();
    [[nodiscard]] bool isOpen() const { return m_keys != nullptr; }
    /// Null while locked. The pointer is good until lock().
    [[nodiscard]] const KeyHierarchy *keys() const { return m_keys.get(); }
    /// The keychain still holds a secret of before the last change; the next open() tries again to remove it.
    [[nodiscard]] bool staleDeviceSecret() const { return m_staleDeviceSecret; }

    /// Small secrets that outlive a sign-out ("totp-seed", "account"). At most 16 names of 48 characters and 16 KiB in all.
    /// Names that begin with "vault." are the vault's own. VaultLocked while closed.
    [[nodiscard]] Status storeLasting(const QString &name, const SecretBytes &value);
    [[nodiscard]] Result<SecretBytes> readLasting(const QString &name) const;
    [[nodiscard]] Status removeLasting(const QString &name);

    /// Secrets of this session ("fast-token"): gone at `expires`, in another boot of the machine and at endSession().
    [[nodiscard]] Status storeSession(const QString &name, const SecretBytes &value, Instant expires);
    /// BlobMissing when never stored, expired, or of another boot.
    [[nodiscard]] Result<SecretBytes> readSession(const QString &name) const;
    /// Erases every session secret. Needs no key: works while locked.
    [[nodiscard]] Status endSession();

    /// Both factors were just proven to the relay: the offline lease starts anew.
    [[nodiscard]] Status recordOnlineSignIn();
    /// Whether the password alone may open this profile without the relay: LeaseNever, LeaseExpired, LeaseClockWentBack (see
    /// OfflineLease).
    /// Remembers the present instant as seen. VaultLocked while closed.
    [[nodiscard]] Status checkOfflineLease(std::chrono::milliseconds length = std::chrono::hours(12));

private:
    struct Operation;
    using OperationPointer = std::shared_ptr<Operation>;
    using Next = std::function<void(Status)>;
    using Blobs = std::map<QString, SealedBlobs::Blob>;

    // Steps of an operation; what they find goes into it. `next` gets the step's outcome.
    [[nodiscard]] OperationPointer begin(QFuture<Status> &future);
    void finish(const OperationPointer &operation, const Status &status);
    [[nodiscard]] static DeviceSecrets::NextSecret keeping(const OperationPointer &operation, const Next &next);
    void deriveKeyEncryptionKey(const OperationPointer &operation, SecretBytes password, const Next &next);
    void unwrapDataKey(const OperationPointer &operation, const Next &next);
    void wrapAndWrite(const OperationPointer &operation, const Next &next);
    void undoCreate(const OperationPointer &operation, const Status &reason);
    void sweepAfterOpen(const OperationPointer &operation);
    void openKeys(const OperationPointer &operation);

    [[nodiscard]] Result<VaultHeader> readHeader() const;
    [[nodiscard]] VaultHeader freshHeader(QByteArray vaultId, std::uint8_t slot) const;
    [[nodiscard]] Result<Blobs> loadBlobs(const SealedBlobs &file) const;
    [[nodiscard]] Status saveBlobs(SealedBlobs &file, const Blobs &blobs);

    VaultParts m_parts;
    VaultOptions m_options;
    std::unique_ptr<QObject> m_context;
    DeviceSecrets m_deviceSecrets;
    std::weak_ptr<Operation> m_running;
    std::unique_ptr<KeyHierarchy> m_keys;
    QByteArray m_vaultId;
    SealedBlobs m_lasting;
    SealedBlobs m_session;
    bool m_staleDeviceSecret = false;
};

} // namespace wardline::auth

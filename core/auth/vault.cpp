// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/auth/vault.h"

#include "core/auth/offline_lease.h"
#include "core/base/when_finished.h"

#include <QPromise>

#include <optional>

namespace wardline::auth {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kHeaderFile = "vault"_L1;
constexpr auto kLastingFile = "vault.lasting"_L1;
constexpr auto kSessionFile = "vault.session"_L1;
constexpr auto kLeaseName = "vault.lease"_L1;
constexpr auto kOwnPrefix = "vault."_L1;
constexpr qsizetype kMaximumHeader = 64 * 1024; ///< far more than any version needs; longer files are not read

QFuture<Status> ready(Status status)
{
    QPromise<Status> promise;
    promise.start();
    promise.addResult(std::move(status));
    promise.finish();
    return promise.future();
}

bool isUsable(const SecretBytes &password)
{
    // PBKDF2 pads its key with zero bytes, so a password and the same one with a zero byte behind would be one.
    return !password.isEmpty() && password.size() <= Vault::kMaximumPassword && !password.view().contains('\0');
}

} // namespace

/// One create, open, changePassword or destroy: what its steps found so far.
struct Vault::Operation {
    QPromise<Status> promise;
    bool mayBeCut = false; ///< lock() ends it at once; the others go on to their safe end
    bool staysClosed = false; ///< lock() came while it ran
    VaultHeader header; ///< the header the present step works on
    VaultHeader oldHeader; ///< changePassword: the one on disk
    SecretBytes newPassword;
    SecretBytes deviceSecret;
    SecretBytes keyEncryptionKey;
    SecretBytes dataKey;
};

Vault::Vault(const VaultParts &parts, VaultOptions options)
    : m_parts(parts)
    , m_options(std::move(options))
    , m_context(std::make_unique<QObject>())
    , m_deviceSecrets(parts.keychain, parts.machineSecret, parts.random)
    , m_lasting(parts.files, kLastingFile)
    , m_session(parts.files, kSessionFile)
{
}

Vault::~Vault() = default;

bool Vault::exists() const
{
    return m_parts.files.exists(kHeaderFile);
}

// --- steps -----------------------------------------------------------------------------------------------------------

Vault::OperationPointer Vault::begin(QFuture<Status> &future)
{
    if (!m_running.expired()) {
        future = ready(failure(AuthError::VaultBusy));
        return nullptr;
    }
    auto operation = std::make_shared<Operation>();
    operation->promise.start();
    m_running = operation;
    future = operation->promise.future();
    return operation;
}

void Vault::finish(const OperationPointer &operation, const Status &status)
{
    m_running.reset();
    operation->deviceSecret.clear();
    operation->keyEncryptionKey.clear();
    operation->dataKey.clear();
    operation->newPassword.clear();
    operation->promise.addResult(status);
    operation->promise.finish();
}

Result<VaultHeader> Vault::readHeader() const
{
    const Result<QByteArray> file = m_parts.files.read(kHeaderFile, kMaximumHeader);
    if (!file) {
        if (file.error().is(AuthError::FileMissing)) {
            return failure(AuthError::VaultMissing);
        }
        if (file.error().is(AuthError::FileFailed)) { // longer than any header, or no plain file
            return failure(AuthError::VaultDamaged, file.error().detail());
        }
        return std::unexpected(file.error());
    }
    return VaultHeader::parse(*file);
}

VaultHeader Vault::freshHeader(QByteArray vaultId, std::uint8_t slot) const
{
    VaultHeader header {.deviceSecret = m_options.deviceSecret, .slot = slot, .vaultId = std::move(vaultId), .salt = {},
                        .cost = m_options.cost, .wrappedDataKey = {}};
    const auto fill = [this](QByteArray &bytes, qsizetype size) {
        bytes.resize(size);
        m_parts.random.fill(std::as_writable_bytes(std::span(bytes.data(), static_cast<std::size_t>(size))));
    };
    if (header.vaultId.isEmpty()) {
        fill(header.vaultId, VaultHeader::kIdSize);
    }
    fill(header.salt, VaultHeader::kSaltSize);
    return header;
}

/// How a step that finds a device secret goes on: it is kept in the operation.
DeviceSecrets::NextSecret Vault::keeping(const OperationPointer &operation, const Next &next)
{
    return [operation, next](Result<SecretBytes> secret) {
        if (!secret) {
            next(std::unexpected(secret.error()));
            return;
        }
        operation->deviceSecret = std::move(*secret);
        next({});
    };
}

void Vault::deriveKeyEncryptionKey(const OperationPointer &operation, SecretBytes password, const Next &next)
{
    const VaultHeader &header = operation->header;
    const auto take = [operation, next](QFuture<Result<SecretBytes>> derived) {
        if (derived.isCanceled() || derived.resultCount() == 0) {
            next(failure(AuthError::DerivationFailed, u"abandoned"_s));
            return;
        }
        const Result<SecretBytes> passwordKey = derived.takeResult();
        Result<SecretBytes> key = passwordKey ? KeyHierarchy::keyEncryptionKey(*passwordKey, operation->deviceSecret,
                                                                               operation->header.vaultId)
                                              : Result<SecretBytes>(std::unexpected(passwordKey.error()));
        if (!key) {
            next(failure(AuthError::DerivationFailed, key.error().detail()));
            return;
        }
        operation->keyEncryptionKey = std::move(*key);
        next({});
    };
    whenFinished(m_parts.worker.derive(std::move(password), header.salt, header.cost), m_context.get(), take);
}

/// Needs the key-encryption key; fills operation->dataKey.
void Vault::unwrapDataKey(const OperationPointer &operation, const Next &next)
{
    const Result<crypto::AeadKey> key = crypto::AeadKey::create(std::move(operation->keyEncryptionKey));
    if (!key) {
        next(std::unexpected(key.error()));
        return;
    }
    Result<SecretBytes> dataKey = key->open(operation->header.wrappedDataKey, operation->header.associatedData());
    if (!dataKey) {
        next(failure(AuthError::PasswordRefused));
        return;
    }
    operation->dataKey = std::move(*dataKey);
    next({});
}

/// Needs key-encryption key and data key; the new header is durable on disk before `next({})`.
void Vault::wrapAndWrite(const OperationPointer &operation, const Next &next)
{
    VaultHeader &header = operation->header;
    const Result<crypto::AeadKey> key = crypto::AeadKey::create(std::move(operation->keyEncryptionKey));
    if (!key) {
        next(std::unexpected(key.error()));
        return;
    }
    Result<QByteArray> wrapped = key->seal(m_parts.random, operation->dataKey.view(), header.associatedData());
    if (!wrapped) {
        next(std::unexpected(wrapped.error()));
        return;
    }
    header.wrappedDataKey = std::move(*wrapped);
    const QByteArray file = header.serialize();
    // A header that this program would not read again must never replace one that it does.
    if (const Result<VaultHeader> again = VaultHeader::parse(file); !again) {
        next(std::unexpected(again.error()));
        return;
    }
    next(m_parts.files.write(kHeaderFile, file));
}

void Vault::openKeys(const OperationPointer &operation)
{
    if (operation->staysClosed) {
        return;
    }
    Result<KeyHierarchy> keys = KeyHierarchy::create(operation->dataKey.clone(), operation->header.vaultId);
    if (keys) {
        m_keys = std::make_unique<KeyHierarchy>(std::move(*keys));
        m_vaultId = operation->header.vaultId;
    }
}

// --- create ----------------------------------------------------------------------------------------------------------

QFuture<Status> Vault::create(SecretBytes password)
{
    QFuture<Status> future;
    const OperationPointer operation = begin(future);
    if (!operation) {
        return future;
    }
    if (exists() || !isUsable(password)) {
        finish(operation, failure(exists() ? AuthError::VaultExists : AuthError::PasswordUnusable));
        return future;
    }
    m_keys.reset();
    operation->header = freshHeader({}, 0);
    operation->dataKey = KeyHierarchy::generateDataKey(m_parts.random);
    operation->newPassword = std::move(password);
    const Next wrap = [this, operation](const Status &made) {
        if (!made) {
            undoCreate(operation, made);
            return;
        }
        deriveKeyEncryptionKey(operation, std::move(operation->newPassword), [this, operation](const Status &derived) {
            if (!derived) {
                undoCreate(operation, derived);
                return;
            }
            // Sealed files of a vault that is no more would only be "damaged" to this one.
            (void)m_lasting.erase();
            (void)m_session.erase();
            wrapAndWrite(operation, [this, operation](const Status &written) {
                if (!written) {
                    undoCreate(operation, written);
                    return;
                }
                openKeys(operation);
                finish(operation, operation->staysClosed ? Status(failure(AuthError::VaultLocked)) : Status());
            });
        });
    };
    m_deviceSecrets.make(m_context.get(), operation->header, keeping(operation, wrap));
    return future;
}

/// After a failed create there is no vault: nothing is lost, because nothing was stored under its keys yet.
void Vault::undoCreate(const OperationPointer &operation, const Status &reason)
{
    (void)m_parts.files.erase(kHeaderFile);
    if (operation->header.deviceSecret == DeviceSecretKind::Machine) {
        finish(operation, reason);
        return;
    }
    m_deviceSecrets.remove(m_context.get(), {operation->header.keychainName(operation->header.slot)},
                [this, operation, reason](const Status &) { finish(operation, reason); });
}

// --- open ------------------------------------------------------------------------------------------------------------

QFuture<Status> Vault::open(SecretBytes password)
{
    QFuture<Status> future;
    const OperationPointer operation = begin(future);
    if (!operation) {
        return future;
    }
    const Result<VaultHeader> header = readHeader();
    if (!header || !isUsable(password)) {
        finish(operation, header ? Status(failure(AuthError::PasswordRefused)) : Status(std::unexpected(header.error())));
        return future;
    }
    operation->mayBeCut = true;
    operation->header = *header;
    operation->newPassword = std::move(password);
    const Next sweepWhenOpen = [this, operation](const Status &unwrapped) {
        if (!unwrapped) {
            finish(operation, unwrapped);
            return;
        }
        openKeys(operation);
        sweepAfterOpen(operation);
    };
    const Next unwrap = [this, operation, sweepWhenOpen](const Status &found) {
        if (!found) {
            finish(operation, found);
            return;
        }
        deriveKeyEncryptionKey(operation, std::move(operation->newPassword), [this, operation, sweepWhenOpen](const Status &derived) {
            if (!derived) {
                finish(operation, derived);
                return;
            }
            unwrapDataKey(operation, sweepWhenOpen);
        });
    };
    m_deviceSecrets.read(m_context.get(), operation->header, keeping(operation, unwrap));
    return future;
}

/// Forgets the device secret of an older (or never finished) header, but only once the header that opened is durable: a power
/// cut could otherwise bring back the older one with its secret gone.
void Vault::sweepAfterOpen(const OperationPointer &operation)
{
    const VaultHeader &header = operation->header;
    if (header.deviceSecret == DeviceSecretKind::Machine || !m_parts.files.makeDurable(kHeaderFile)) {
        finish(operation, {});
        return;
    }
    m_deviceSecrets.remove(m_context.get(), {header.keychainName(header.otherSlot())}, [this, operation](const Status &removed) {
        m_staleDeviceSecret = !removed;
        finish(operation, {});
    });
}

// --- change, destroy, lock -------------------------------------------------------------------------------------------

QFuture<Status> Vault::changePassword(SecretBytes oldPassword, SecretBytes newPassword)
{
    QFuture<Status> future;
    const OperationPointer operation = begin(future);
    if (!operation) {
        return future;
    }
    const Result<VaultHeader> header = readHeader();
    if (!header || !isUsable(oldPassword) || !isUsable(newPassword)) {
        finish(operation, !header ? Status(std::unexpected(header.error()))
                                  : Status(failure(isUsable(newPassword) ? AuthError::PasswordRefused : AuthError::PasswordUnusable)));
        return future;
    }
    operation->header = *header;
    operation->oldHeader = *header;
    operation->newPassword = std::move(newPassword);
    const auto oldOne = std::make_shared<SecretBytes>(std::move(oldPassword));

    // Last: the new header is on disk, so only now may the old secret go.
    const Next forgetOld = [this, operation](const Status &written) {
        if (!written) {
            finish(operation, written); // old or new header: the keychain has the secrets of both
            return;
        }
        const VaultHeader &old = operation->oldHeader;
        QStringList names;
        if (old.deviceSecret == DeviceSecretKind::Keychain) {
            names.append(old.keychainName(old.slot));
        }
        m_deviceSecrets.remove(m_context.get(), names, [this, operation](const Status &removed) {
            m_staleDeviceSecret = !removed;
            finish(operation, {});
        });
    };
    const Next wrapNew = [this, operation, forgetOld](const Status &made) {
        if (!made) {
            finish(operation, made);
            return;
        }
        deriveKeyEncryptionKey(operation, std::move(operation->newPassword), [this, operation, forgetOld](const Status &derived) {
            if (!derived) {
                finish(operation, derived);
                return;
            }
            wrapAndWrite(operation, forgetOld);
        });
    };
    const Next replaceSecret = [this, operation, wrapNew](const Status &unwrapped) {
        if (!unwrapped) {
            finish(operation, unwrapped);
            return;
        }
        operation->header = freshHeader(operation->oldHeader.vaultId, operation->oldHeader.otherSlot());
        m_deviceSecrets.make(m_context.get(), operation->header, keeping(operation, wrapNew));
    };
    const Next unwrap = [this, operation, oldOne, replaceSecret](const Status &found) {
        if (!found) {
            finish(operation, found);
            return;
        }
        deriveKeyEncryptionKey(operation, std::move(*oldOne), [this, operation, replaceSecret](const Status &derived) {
            if (!derived) {
                finish(operation, derived);
                return;
            }
            unwrapDataKey(operation, replaceSecret);
        });
    };
    m_deviceSecrets.read(m_context.get(), operation->header, keeping(operation, unwrap));
    return future;
}

QFuture<Status> Vault::destroy()
{
    QFuture<Status> future;
    const OperationPointer operation = begin(future);
    if (!operation) {
        return future;
    }
    m_keys.reset();
    m_staleDeviceSecret = false;
    QStringList names;
    if (const Result<VaultHeader> header = readHeader(); header && header->deviceSecret == DeviceSecretKind::Keychain) {
        names = {header->keychainName(0), header->keychainName(1)};
    }
    m_deviceSecrets.remove(m_context.get(), names, [this, operation](const Status &removed) {
        const Status erased[] = {removed, m_parts.files.erase(kHeaderFile), m_session.erase(), m_lasting.erase()};
        for (const Status &status : erased) {
            if (!status) {
                finish(operation, status);
                return;
            }
        }
        finish(operation, {});
    });
    return future;
}

void Vault::lock()
{
    m_keys.reset();
    const OperationPointer operation = m_running.lock();
    if (!operation) {
        return;
    }
    operation->staysClosed = true;
    if (operation->mayBeCut) {
        m_context = std::make_unique<QObject>(); // what was to follow dies with the old one
        finish(operation, failure(AuthError::VaultLocked));
    }
}

// --- sealed files ----------------------------------------------------------------------------------------------------

Result<Vault::Blobs> Vault::loadBlobs(const SealedBlobs &file) const
{
    if (!m_keys) {
        return failure(AuthError::VaultLocked);
    }
    WARDLINE_TRY(const crypto::AeadKey key, m_keys->blobKey());
    return file.load(key, m_vaultId);
}

Status Vault::saveBlobs(SealedBlobs &file, const Blobs &blobs)
{
    if (!m_keys) {
        return failure(AuthError::VaultLocked);
    }
    WARDLINE_TRY(const crypto::AeadKey key, m_keys->blobKey());
    return file.save(key, m_vaultId, m_parts.random, blobs);
}

Status Vault::storeLasting(const QString &name, const SecretBytes &value)
{
    if (name.startsWith(kOwnPrefix)) {
        return failure(AuthError::BlobMissing, u"reserved name"_s);
    }
    WARDLINE_TRY(Blobs blobs, loadBlobs(m_lasting));
    blobs.insert_or_assign(name, SealedBlobs::Blob {.value = value.clone(), .expires = SealedBlobs::kNever, .bootId = {}});
    return saveBlobs(m_lasting, blobs);
}

Result<SecretBytes> Vault::readLasting(const QString &name) const
{
    WARDLINE_TRY(Blobs blobs, loadBlobs(m_lasting));
    const auto found = blobs.find(name);
    if (found == blobs.end()) {
        return failure(AuthError::BlobMissing);
    }
    return std::move(found->second.value);
}

Status Vault::removeLasting(const QString &name)
{
    WARDLINE_TRY(Blobs blobs, loadBlobs(m_lasting));
    return blobs.erase(name) == 0 ? Status() : saveBlobs(m_lasting, blobs);
}

Status Vault::storeSession(const QString &name, const SecretBytes &value, Instant expires)
{
    if (!m_keys) {
        return failure(AuthError::VaultLocked);
    }
    // A session file that is damaged holds nothing worth keeping: the new secret begins a new one.
    Blobs blobs = loadBlobs(m_session).value_or(Blobs());
    const Instant now = m_parts.clock.now();
    std::erase_if(blobs, [&](const auto &entry) { return entry.second.expires <= now || entry.second.bootId != m_options.bootId; });
    blobs.insert_or_assign(name, SealedBlobs::Blob {.value = value.clone(), .expires = expires, .bootId = m_options.bootId});
    return saveBlobs(m_session, blobs);
}

Result<SecretBytes> Vault::readSession(const QString &name) const
{
    WARDLINE_TRY(Blobs blobs, loadBlobs(m_session));
    const auto found = blobs.find(name);
    if (found == blobs.end() || found->second.expires <= m_parts.clock.now() || found->second.bootId != m_options.bootId) {
        return failure(AuthError::BlobMissing);
    }
    return std::move(found->second.value);
}

Status Vault::endSession()
{
    return m_session.erase();
}

// --- offline lease ---------------------------------------------------------------------------------------------------

Status Vault::recordOnlineSignIn()
{
    WARDLINE_TRY(Blobs blobs, loadBlobs(m_lasting));
    const Instant now = m_parts.clock.now();
    blobs.insert_or_assign(kLeaseName, SealedBlobs::Blob {.value = OfflineLease {.lastOnline = now, .lastSeen = now}.serialize(),
                                                          .expires = SealedBlobs::kNever, .bootId = {}});
    return saveBlobs(m_lasting, blobs);
}

Status Vault::checkOfflineLease(std::chrono::milliseconds length)
{
    WARDLINE_TRY(Blobs blobs, loadBlobs(m_lasting));
    const auto found = blobs.find(kLeaseName);
    std::optional<OfflineLease> lease = found == blobs.end() ? std::nullopt : OfflineLease::parse(found->second.value);
    if (!lease) {
        return failure(AuthError::LeaseNever);
    }
    const Instant now = m_parts.clock.now();
    WARDLINE_CHECK(lease->check(now, length));
    if (now > lease->lastSeen) {
        lease->lastSeen = now;
        found->second.value = lease->serialize();
        // Not being able to write (a full disk) must not keep a nurse from patient data that she may see; the check of the
        // clock is only as old as the last write then.
        (void)saveBlobs(m_lasting, blobs);
    }
    return {};
}

} // namespace wardline::auth

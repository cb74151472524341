// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/crypto/aead_key.h"
#include "core/crypto/sealed_box.h"

#include <QByteArray>

namespace wardline::auth {

/// The data key of a vault and the keys below it, each by HKDF-SHA-256 under its own label with the vault's id as salt.
/// Exists only while the vault is open. Not shared between threads; the keys it hands out may be.
class KeyHierarchy
{
public:
    static constexpr std::size_t kKeySize = 32;

    /// A new random data key.
    [[nodiscard]] static SecretBytes generateDataKey(Random &random);
    /// The key that wraps the data key: HKDF-SHA-256 over scrypt(password) || device secret, salted with the vault's id.
    /// BadLength (crypto) unless both have 32 bytes.
    [[nodiscard]] static Result<SecretBytes> keyEncryptionKey(const SecretBytes &passwordKey, const SecretBytes &deviceSecret,
                                                              QByteArrayView vaultId);

    /// BadLength (crypto) unless the data key has 32 bytes.
    [[nodiscard]] static Result<KeyHierarchy> create(SecretBytes dataKey, QByteArray vaultId);

    /// SQLCipher's raw key, 32 bytes.
    [[nodiscard]] Result<SecretBytes> databaseKey() const;
    /// What the keys of cached attachments are wrapped with.
    [[nodiscard]] Result<crypto::AeadKey> attachmentKey() const;
    /// X25519: the public half stays in the process while locked, to seal what arrives; the private half opens it at unlock.
    [[nodiscard]] Result<crypto::SealedBoxKeys> inboxKeys() const;
    /// Seals the audit log's signing key while nobody is signed in.
    [[nodiscard]] Result<crypto::AeadKey> auditSealKey() const;
    /// For the vault's own sealed files.
    [[nodiscard]] Result<crypto::AeadKey> blobKey() const;

private:
    KeyHierarchy(SecretBytes dataKey, QByteArray vaultId);
    [[nodiscard]] Result<SecretBytes> derive(QByteArrayView label) const;

    SecretBytes m_dataKey;
    QByteArray m_vaultId;
};

} // namespace wardline::auth

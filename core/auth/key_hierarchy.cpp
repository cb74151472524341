// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/auth/key_hierarchy.h"

#include "core/crypto/crypto_error.h"
#include "core/crypto/kdf.h"

namespace wardline::auth {

namespace {
// The labels are part of the format: changing one loses what was written under it.
constexpr QByteArrayView kWrapLabel = "wardline/1/key-encryption";
constexpr QByteArrayView kDatabaseLabel = "wardline/1/database";
constexpr QByteArrayView kAttachmentLabel = "wardline/1/attachments";
constexpr QByteArrayView kInboxLabel = "wardline/1/inbox";
constexpr QByteArrayView kAuditLabel = "wardline/1/audit-seal";
constexpr QByteArrayView kBlobLabel = "wardline/1/blobs";
} // namespace

SecretBytes KeyHierarchy::generateDataKey(Random &random)
{
    SecretBytes key(kKeySize);
    random.fill(key.span());
    return key;
}

Result<SecretBytes> KeyHierarchy::keyEncryptionKey(const SecretBytes &passwordKey, const SecretBytes &deviceSecret,
                                                   QByteArrayView vaultId)
{
    if (passwordKey.size() != kKeySize || deviceSecret.size() != kKeySize) {
        return failure(crypto::CryptoError::BadLength);
    }
    return crypto::deriveKey(SecretBytes::concat(passwordKey, deviceSecret), vaultId, kWrapLabel);
}

Result<KeyHierarchy> KeyHierarchy::create(SecretBytes dataKey, QByteArray vaultId)
{
    if (dataKey.size() != kKeySize) {
        return failure(crypto::CryptoError::BadLength);
    }
    return KeyHierarchy(std::move(dataKey), std::move(vaultId));
}

KeyHierarchy::KeyHierarchy(SecretBytes dataKey, QByteArray vaultId)
    : m_dataKey(std::move(dataKey))
    , m_vaultId(std::move(vaultId))
{
}

Result<SecretBytes> KeyHierarchy::derive(QByteArrayView label) const
{
    return crypto::deriveKey(m_dataKey, m_vaultId, label);
}

Result<SecretBytes> KeyHierarchy::databaseKey() const
{
    return derive(kDatabaseLabel);
}

Result<crypto::AeadKey> KeyHierarchy::attachmentKey() const
{
    WARDLINE_TRY(SecretBytes key, derive(kAttachmentLabel));
    return crypto::AeadKey::create(std::move(key));
}

Result<crypto::SealedBoxKeys> KeyHierarchy::inboxKeys() const
{
    WARDLINE_TRY(SecretBytes key, derive(kInboxLabel));
    return crypto::sealedBoxKeysFrom(std::move(key));
}

Result<crypto::AeadKey> KeyHierarchy::auditSealKey() const
{
    WARDLINE_TRY(SecretBytes key, derive(kAuditLabel));
    return crypto::AeadKey::create(std::move(key));
}

Result<crypto::AeadKey> KeyHierarchy::blobKey() const
{
    WARDLINE_TRY(SecretBytes key, derive(kBlobLabel));
    return crypto::AeadKey::create(std::move(key));
}

} // namespace wardline::auth

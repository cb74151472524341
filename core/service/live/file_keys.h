// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/crypto/aead_key.h"
#include "core/files/file_key.h"
#include "core/store/stored_file.h"

namespace wardline::service {

/// Wraps the keys of files on the shelf with the vault's attachment key, each bound to the name under which its file
/// lies there. Main thread.
class FileKeys
{
public:
    FileKeys(crypto::AeadKey key, Random &random)
        : m_key(std::move(key))
        , m_random(random)
    {
    }

    [[nodiscard]] Result<QByteArray> wrap(const files::FileKey &key, const QString &diskName) const
    {
        return m_key.seal(m_random, key.key, place(diskName));
    }
    /// The key of a stored file, wrapped or as it came. NotAuthentic where it was altered.
    [[nodiscard]] Result<files::FileKey> keyOf(const store::FileSource &source) const
    {
        if (source.diskName.isEmpty()) {
            return files::FileKey{source.key, source.nonce};
        }
        WARDLINE_TRY(const SecretBytes key, m_key.open(source.sealedKey, place(source.diskName)));
        return files::FileKey{key.view().toByteArray(), source.nonce};
    }

private:
    [[nodiscard]] static QByteArray place(const QString &diskName)
    {
        return QByteArrayLiteral("wardline/file/1 ") + diskName.toLatin1();
    }

    crypto::AeadKey m_key;
    Random &m_random;
};

} // namespace wardline::service

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/profile_files.h"
#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/base/secret_bytes.h"
#include "core/crypto/aead_key.h"

#include <QString>

#include <map>
#include <optional>

namespace wardline::auth {

/// A few small named secrets in one file, sealed under a key of the vault: "expires" and names are inside. Each change
/// rewrites the file. Owned by Vault, which says with which key; one thread.
class SealedBlobs
{
public:
    static constexpr std::size_t kMaximumNames = 16;
    static constexpr std::size_t kMaximumTotal = 16 * 1024;
    static constexpr qsizetype kMaximumName = 48;

    struct Blob {
        SecretBytes value;
        Instant expires {}; ///< kNever for one that does not
        QByteArray bootId; ///< empty for one that outlives a boot
    };
    static constexpr Instant kNever = Instant::max();

    /// `fileName` in `files`; it also is part of what the seal authenticates.
    SealedBlobs(ProfileFiles &files, QString fileName);

    /// A missing file has no blobs. VaultDamaged for one that the key does not open or that cannot be read to its end.
    [[nodiscard]] Result<std::map<QString, Blob>> load(const crypto::AeadKey &key, QByteArrayView vaultId) const;
    /// BlobTooLarge beyond the caps above.
    [[nodiscard]] Status save(const crypto::AeadKey &key, QByteArrayView vaultId, Random &random,
                              const std::map<QString, Blob> &blobs);
    [[nodiscard]] Status erase();

private:
    ProfileFiles &m_files;
    QString m_fileName;
};

} // namespace wardline::auth

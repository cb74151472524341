// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"

#include <QByteArray>
#include <QUrl>

#include <optional>

namespace wardline::files {

/// What one file alone is encrypted with: AES-256-GCM, the tag behind the ciphertext. Made anew for each file and each
/// attempt to send it, so that no nonce is ever used twice. A value that travels in messages and the cache; its memory
/// is wiped where it is given back (app/hardening).
struct FileKey
{
    QByteArray key; ///< 32 bytes
    QByteArray nonce; ///< 12 bytes; 16 of old programs

    [[nodiscard]] static FileKey make(Random &random);
    [[nodiscard]] bool isUsable() const;
    bool operator==(const FileKey &) const = default;
};

/// A link that carries the key of what it leads to: https://xmpp.org/extensions/xep-0454.html
struct AesgcmLink
{
    static constexpr qsizetype kMaxLength = 4096;

    QUrl url; ///< https, without fragment
    FileKey key;

    /// "aesgcm://HOST/PATH#NONCEKEY", in hexadecimal.
    [[nodiscard]] QString toText() const;
    /// Nothing for anything else, also for a link with a user name, or a key of another length.
    [[nodiscard]] static std::optional<AesgcmLink> parse(QStringView text);
    bool operator==(const AesgcmLink &) const = default;
};

} // namespace wardline::files

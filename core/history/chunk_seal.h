// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"

#include <QByteArray>

namespace wardline::history {

/// Seals the parts of one history, each under a key of its own.
///
/// The key of a part is HKDF-SHA-256 over the history's key, salted with its id, labelled with purpose and name of the
/// part; these three are also what AES-256-GCM authenticates beside the content. So a part opens at its own place in
/// its own history alone. Not shared between threads.
class ChunkSeal
{
public:
    static constexpr std::size_t kKeySize = 32;
    static constexpr qsizetype kIdSize = 16;

    /// `purpose` is a constant ("backup"); `id` is random, kIdSize bytes. BadLength (crypto) unless the key has 32
    /// bytes.
    [[nodiscard]] static Result<ChunkSeal> create(SecretBytes key, QByteArray purpose, QByteArray id);
    [[nodiscard]] static QByteArray newId(Random &random);

    [[nodiscard]] const QByteArray &id() const { return m_id; }
    [[nodiscard]] Result<QByteArray> seal(Random &random, QByteArrayView name, QByteArrayView content) const;
    /// NotAuthentic (crypto) for another key, place or history, and for altered bytes.
    [[nodiscard]] Result<SecretBytes> open(QByteArrayView name, QByteArrayView record) const;

private:
    ChunkSeal(SecretBytes key, QByteArray purpose, QByteArray id);
    [[nodiscard]] QByteArray placeOf(QByteArrayView name) const;

    SecretBytes m_key;
    QByteArray m_purpose;
    QByteArray m_id;
};

} // namespace wardline::history

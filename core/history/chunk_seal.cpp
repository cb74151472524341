// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/chunk_seal.h"

#include "core/crypto/aead_key.h"
#include "core/crypto/crypto_error.h"
#include "core/crypto/kdf.h"

namespace wardline::history {

namespace {
// Part of the format: changing it makes what was written before unreadable.
constexpr QByteArrayView kLabel = "wardline/1/history/";
} // namespace

Result<ChunkSeal> ChunkSeal::create(SecretBytes key, QByteArray purpose, QByteArray id)
{
    if (key.size() != kKeySize || id.size() != kIdSize) {
        return failure(crypto::CryptoError::BadLength);
    }
    return ChunkSeal(std::move(key), std::move(purpose), std::move(id));
}

ChunkSeal::ChunkSeal(SecretBytes key, QByteArray purpose, QByteArray id)
    : m_key(std::move(key))
    , m_purpose(std::move(purpose))
    , m_id(std::move(id))
{
}

QByteArray ChunkSeal::newId(Random &random)
{
    QByteArray id(kIdSize, '\0');
    random.fill(std::as_writable_bytes(std::span(id.data(), static_cast<std::size_t>(id.size()))));
    return id;
}

/// Purposes have no zero byte and ids one length, so no two places are written alike.
QByteArray ChunkSeal::placeOf(QByteArrayView name) const
{
    return kLabel + m_purpose + '\0' + m_id + name.toByteArray();
}

Result<QByteArray> ChunkSeal::seal(Random &random, QByteArrayView name, QByteArrayView content) const
{
    const QByteArray place = placeOf(name);
    WARDLINE_TRY(SecretBytes key, crypto::deriveKey(m_key, m_id, place));
    WARDLINE_TRY(const crypto::AeadKey aead, crypto::AeadKey::create(std::move(key)));
    return aead.seal(random, content, place);
}

Result<SecretBytes> ChunkSeal::open(QByteArrayView name, QByteArrayView record) const
{
    const QByteArray place = placeOf(name);
    WARDLINE_TRY(SecretBytes key, crypto::deriveKey(m_key, m_id, place));
    WARDLINE_TRY(const crypto::AeadKey aead, crypto::AeadKey::create(std::move(key)));
    return aead.open(record, place);
}

} // namespace wardline::history

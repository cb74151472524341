// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/sealed_signing_key.h"

#include "core/crypto/aead_key.h"
#include "core/trust/byte_codec.h"
#include "core/trust/trust_error.h"

#include <bit>

namespace wardline::trust {

namespace {

constexpr QByteArrayView kMagic = "WLSK";
constexpr quint8 kFormat = 1;
constexpr qsizetype kSaltSize = 16;
constexpr qsizetype kHeaderSize = 4 + 1 + 1 + 4 + 4 + kSaltSize;
constexpr qsizetype kSealedSize = 12 + 32 + 16;

Result<crypto::AeadKey> keyFor(const SecretBytes &passphrase, QByteArrayView salt, const crypto::ScryptCost &cost)
{
    WARDLINE_TRY(SecretBytes key, crypto::deriveFromPassword(passphrase, salt, cost));
    return crypto::AeadKey::create(std::move(key));
}

} // namespace

Result<QByteArray> sealSigningKey(const crypto::SigningKey &key, const SecretBytes &passphrase, QByteArrayView label,
                                  Random &random, const crypto::ScryptCost &cost)
{
    QByteArray salt(kSaltSize, Qt::Uninitialized);
    random.fill(std::as_writable_bytes(std::span(salt.data(), static_cast<std::size_t>(salt.size()))));
    ByteWriter header;
    header.raw(kMagic);
    header.number8(kFormat);
    header.number8(static_cast<quint8>(std::countr_zero(cost.n)));
    header.number32(cost.r);
    header.number32(cost.p);
    header.raw(salt);
    WARDLINE_TRY(const crypto::AeadKey aead, keyFor(passphrase, salt, cost));
    WARDLINE_TRY(const QByteArray sealed,
                 aead.seal(random, key.seed().view(), QByteArray(header.bytes() + label.toByteArray())));
    return header.bytes() + sealed;
}

Result<crypto::SigningKey> openSigningKey(QByteArrayView sealed, const SecretBytes &passphrase, QByteArrayView label)
{
    ByteReader reader(sealed);
    const bool isOurs = reader.raw(kMagic.size()) == kMagic && reader.number8() == kFormat;
    const quint8 logN = reader.number8();
    crypto::ScryptCost cost;
    cost.r = reader.number32();
    cost.p = reader.number32();
    const QByteArray salt = reader.raw(kSaltSize);
    const QByteArray box = reader.raw(kSealedSize);
    if (!isOurs || !reader.isDone() || logN > 20) {
        return failure(TrustError::Malformed);
    }
    cost.n = 1ULL << logN;
    WARDLINE_TRY(const crypto::AeadKey aead, keyFor(passphrase, salt, cost));
    auto seed = aead.open(box, QByteArray(sealed.first(kHeaderSize).toByteArray() + label.toByteArray()));
    if (!seed) {
        return failure(TrustError::WrongPassphrase);
    }
    return crypto::SigningKey::fromSeed(std::move(*seed));
}

} // namespace wardline::trust

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/sealed_box.h"

#include "core/crypto/openssl.h"

namespace wardline::crypto {

namespace {

constexpr qsizetype kPublicKeySize = 32;
constexpr std::size_t kKeySize = 32;
constexpr std::size_t kNonceSize = 12;

struct DerivedKey {
    SecretBytes keyAndNonce;
    [[nodiscard]] std::span<const std::byte> key() const { return keyAndNonce.span().first(kKeySize); }
    [[nodiscard]] QByteArrayView nonce() const { return keyAndNonce.view().sliced(qsizetype(kKeySize)); }
};

Result<DerivedKey> derive(const SecretBytes &shared, QByteArrayView ephemeral, QByteArrayView recipient, QByteArrayView label)
{
    const QByteArray salt = ephemeral.toByteArray() + recipient.toByteArray();
    WARDLINE_TRY(SecretBytes both,
                 openssl::hkdf(openssl::Digest::Sha256, shared.span(), salt, label, kKeySize + kNonceSize));
    return DerivedKey {std::move(both)};
}

} // namespace

Result<SealedBoxKeys> generateSealedBoxKeys(Random &random)
{
    SecretBytes privateKey(kKeySize);
    random.fill(privateKey.span());
    return sealedBoxKeysFrom(std::move(privateKey));
}

Result<SealedBoxKeys> sealedBoxKeysFrom(SecretBytes privateKey)
{
    WARDLINE_TRY(QByteArray publicKey, openssl::x25519PublicKey(privateKey.span()));
    return SealedBoxKeys {std::move(privateKey), std::move(publicKey)};
}

Result<QByteArray> sealTo(Random &random, QByteArrayView publicKey, QByteArrayView label, QByteArrayView plaintext)
{
    WARDLINE_TRY(const SealedBoxKeys ephemeral, generateSealedBoxKeys(random));
    WARDLINE_TRY(const SecretBytes shared, openssl::x25519(ephemeral.privateKey.span(), publicKey));
    WARDLINE_TRY(const DerivedKey derived, derive(shared, ephemeral.publicKey, publicKey, label));
    WARDLINE_TRY(const QByteArray sealed, openssl::aesGcmSeal(derived.key(), derived.nonce(), plaintext, label));
    return ephemeral.publicKey + sealed;
}

Result<SecretBytes> openSealed(const SealedBoxKeys &keys, QByteArrayView label, QByteArrayView record)
{
    if (record.size() < kPublicKeySize) {
        return failure(CryptoError::NotAuthentic);
    }
    const QByteArrayView ephemeral = record.first(kPublicKeySize);
    WARDLINE_TRY(const SecretBytes shared, openssl::x25519(keys.privateKey.span(), ephemeral));
    WARDLINE_TRY(const DerivedKey derived, derive(shared, ephemeral, keys.publicKey, label));
    return openssl::aesGcmOpen(derived.key(), derived.nonce(), record.sliced(kPublicKeySize), label);
}

} // namespace wardline::crypto

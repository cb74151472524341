// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/crypto/crypto_error.h"

#include <QByteArray>
#include <QByteArrayView>

/// The only door to OpenSSL: thin, typed, without protocol. The classes beside it give these functions their meaning.
/// All functions are thread-safe and keep no state.
namespace wardline::crypto::openssl {

enum class Digest { Sha1, Sha256, Sha512 };

/// Bytes a digest yields.
[[nodiscard]] std::size_t digestSize(Digest digest);

void randomBytes(std::span<std::byte> out);

[[nodiscard]] Result<QByteArray> hash(Digest digest, QByteArrayView data);
/// FIPS 198-1.
[[nodiscard]] Result<SecretBytes> hmac(Digest digest, std::span<const std::byte> key, QByteArrayView data);
/// RFC 5869.
[[nodiscard]] Result<SecretBytes> hkdf(Digest digest, std::span<const std::byte> key, QByteArrayView salt, QByteArrayView info,
                                       std::size_t length);
/// RFC 8018 5.2.
[[nodiscard]] Result<SecretBytes> pbkdf2(Digest digest, std::span<const std::byte> password, QByteArrayView salt,
                                         std::uint32_t iterations, std::size_t length);
/// RFC 7914. n is a power of two; memory used is 128 * n * r bytes, capped at 512 MiB.
[[nodiscard]] Result<SecretBytes> scrypt(std::span<const std::byte> password, QByteArrayView salt, std::uint64_t n, std::uint32_t r,
                                         std::uint32_t p, std::size_t length);

/// AES-256-GCM (NIST SP 800-38D), 12-byte nonce; the 16-byte tag is appended to the ciphertext.
[[nodiscard]] Result<QByteArray> aesGcmSeal(std::span<const std::byte> key, QByteArrayView nonce, QByteArrayView plaintext,
                                            QByteArrayView associatedData);
/// NotAuthentic when tag, key, nonce or associated data do not fit. Nothing of the plaintext is released then.
[[nodiscard]] Result<SecretBytes> aesGcmOpen(std::span<const std::byte> key, QByteArrayView nonce, QByteArrayView ciphertextAndTag,
                                             QByteArrayView associatedData);

/// RFC 8032 Ed25519: 32-byte seed, 32-byte public key, 64-byte signature.
[[nodiscard]] Result<QByteArray> ed25519PublicKey(std::span<const std::byte> seed);
[[nodiscard]] Result<QByteArray> ed25519Sign(std::span<const std::byte> seed, QByteArrayView message);
/// NotAuthentic when the signature does not fit.
[[nodiscard]] Status ed25519Verify(QByteArrayView publicKey, QByteArrayView message, QByteArrayView signature);

/// RFC 7748 X25519: 32-byte keys.
[[nodiscard]] Result<QByteArray> x25519PublicKey(std::span<const std::byte> privateKey);
/// WeakKey when the shared secret would be zero (a public key of low order).
[[nodiscard]] Result<SecretBytes> x25519(std::span<const std::byte> privateKey, QByteArrayView peerPublicKey);

/// RFC 7748 4.1: the Curve25519 form u = (1 + y) / (1 - y) of an Ed25519 public key; its sign bit is not looked at. 32 bytes each.
/// WeakKey for a coordinate that is not reduced and for a point of low order.
[[nodiscard]] Result<QByteArray> curveFormOf(QByteArrayView ed25519Key);
/// The way back, y = (u - 1) / (u + 1), with the sign bit clear, as XEdDSA has it.
[[nodiscard]] Result<QByteArray> edwardsFormOf(QByteArrayView curve25519Key);

} // namespace wardline::crypto::openssl

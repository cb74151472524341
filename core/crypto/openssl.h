// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/crypto/crypto_error.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

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

/// AES-128-GCM with a tag of its own, as OMEMO 0.3 has it; the nonce has 12 bytes, or 16 of old programs.
[[nodiscard]] Result<QByteArray> aes128GcmSeal(std::span<const std::byte> key, QByteArrayView nonce, QByteArrayView plaintext);
[[nodiscard]] Result<SecretBytes> aes128GcmOpen(std::span<const std::byte> key, QByteArrayView nonce,
                                                QByteArrayView ciphertextAndTag);

/// AES in the two modes without authentication that the Double Ratchet is made of; its own MAC stands around them. Keys of 16, 24 or
/// 32 bytes, IV of 16.
enum class BlockMode {
    CbcPkcs7, ///< NIST SP 800-38A 6.2, padding RFC 5652 6.3
    Ctr, ///< NIST SP 800-38A 6.5
};
constexpr std::size_t kAesBlock = 16;
/// Into `out`, which has room for the plaintext and a block; bytes written.
[[nodiscard]] Result<std::size_t> aesEncrypt(BlockMode mode, std::span<const std::byte> key, QByteArrayView iv, QByteArrayView plaintext,
                                             std::span<std::byte> out);
/// The same backwards; NotAuthentic for a padding that is none. `out` is wiped then.
[[nodiscard]] Result<std::size_t> aesDecrypt(BlockMode mode, std::span<const std::byte> key, QByteArrayView iv, QByteArrayView ciphertext,
                                             std::span<std::byte> out);

/// A MAC or digest of data that comes in pieces. Not shared between threads.
class Accumulator
{
public:
    /// HMAC (FIPS 198-1) under a key. Null, as `hash`, when OpenSSL refuses or is out of memory.
    [[nodiscard]] static std::unique_ptr<Accumulator> hmac(Digest digest, std::span<const std::byte> key);
    [[nodiscard]] static std::unique_ptr<Accumulator> hash(Digest digest);
    virtual ~Accumulator() = default;

    [[nodiscard]] virtual Status add(QByteArrayView data) = 0;
    /// The result into `out`, of exactly the digest's size; then it begins anew.
    [[nodiscard]] virtual Status finish(std::span<std::byte> out) = 0;
};

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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/openssl.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <array>
#include <cstdlib>
#include <memory>

namespace wardline::crypto::openssl {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kGcmNonceSize = 12;
constexpr std::size_t kGcmTagSize = 16;
constexpr std::size_t kAes128KeySize = 16;
constexpr std::size_t kAes256KeySize = 32;
constexpr std::size_t kCurveKeySize = 32;
constexpr std::size_t kEd25519SignatureSize = 64;
constexpr std::uint64_t kScryptMaxMemory = 512ULL * 1024 * 1024;

template <auto Free>
struct Deleter {
    template <typename T>
    void operator()(T *pointer) const
    {
        Free(pointer);
    }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, Deleter<EVP_CIPHER_CTX_free>>;
using MacContext = std::unique_ptr<EVP_MAC_CTX, Deleter<EVP_MAC_CTX_free>>;
using Mac = std::unique_ptr<EVP_MAC, Deleter<EVP_MAC_free>>;
using KdfContext = std::unique_ptr<EVP_KDF_CTX, Deleter<EVP_KDF_CTX_free>>;
using KdfAlgorithm = std::unique_ptr<EVP_KDF, Deleter<EVP_KDF_free>>;
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Deleter<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Deleter<EVP_MD_CTX_free>>;

const unsigned char *bytes(std::span<const std::byte> span)
{
    return reinterpret_cast<const unsigned char *>(span.data());
}
const unsigned char *bytes(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char *>(view.data());
}
unsigned char *bytes(QByteArray &array)
{
    return reinterpret_cast<unsigned char *>(array.data());
}
unsigned char *bytes(SecretBytes &secret)
{
    return reinterpret_cast<unsigned char *>(secret.data());
}
std::size_t length(QByteArrayView view)
{
    return static_cast<std::size_t>(view.size());
}

const char *digestName(Digest digest)
{
    switch (digest) {
    case Digest::Sha1:
        return "SHA1";
    case Digest::Sha256:
        return "SHA256";
    case Digest::Sha512:
        return "SHA512";
    }
    return "SHA256";
}

const EVP_MD *digestMethod(Digest digest)
{
    switch (digest) {
    case Digest::Sha1:
        return EVP_sha1();
    case Digest::Sha256:
        return EVP_sha256();
    case Digest::Sha512:
        return EVP_sha512();
    }
    return EVP_sha256();
}

OSSL_PARAM utf8Param(const char *key, const char *value)
{
    return OSSL_PARAM_construct_utf8_string(key, const_cast<char *>(value), 0);
}
OSSL_PARAM octetParam(const char *key, const void *data, std::size_t size)
{
    static constexpr unsigned char kNothing = 0; // OpenSSL wants a pointer even for no bytes
    return OSSL_PARAM_construct_octet_string(key, const_cast<void *>(data != nullptr ? data : &kNothing), size);
}

Result<SecretBytes> deriveWith(const char *algorithm, OSSL_PARAM *params, std::size_t size)
{
    const KdfAlgorithm kdf(EVP_KDF_fetch(nullptr, algorithm, nullptr));
    const KdfContext context(kdf ? EVP_KDF_CTX_new(kdf.get()) : nullptr);
    if (!context) {
        return failure(CryptoError::ProviderFailed);
    }
    SecretBytes out(size);
    if (EVP_KDF_derive(context.get(), bytes(out), size, params) != 1) {
        return failure(CryptoError::ProviderFailed, QString::fromLatin1(algorithm));
    }
    return out;
}

} // namespace

std::size_t digestSize(Digest digest)
{
    return static_cast<std::size_t>(EVP_MD_get_size(digestMethod(digest)));
}

void randomBytes(std::span<std::byte> out)
{
    // Without randomness nothing that follows can be safe, so there is no way to go on.
    if (RAND_priv_bytes(reinterpret_cast<unsigned char *>(out.data()), static_cast<int>(out.size())) != 1) {
        std::abort();
    }
}

Result<QByteArray> hash(Digest digest, QByteArrayView data)
{
    QByteArray out(static_cast<qsizetype>(digestSize(digest)), Qt::Uninitialized);
    unsigned int written = 0;
    if (EVP_Digest(data.data(), length(data), bytes(out), &written, digestMethod(digest), nullptr) != 1) {
        return failure(CryptoError::ProviderFailed);
    }
    return out;
}

Result<SecretBytes> hmac(Digest digest, std::span<const std::byte> key, QByteArrayView data)
{
    const Mac mac(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
    const MacContext context(mac ? EVP_MAC_CTX_new(mac.get()) : nullptr);
    std::array params {utf8Param(OSSL_MAC_PARAM_DIGEST, digestName(digest)), OSSL_PARAM_construct_end()};
    SecretBytes out(digestSize(digest));
    std::size_t written = 0;
    static constexpr unsigned char kNothing = 0;
    const unsigned char *keyData = key.empty() ? &kNothing : bytes(key);
    if (!context || EVP_MAC_init(context.get(), keyData, key.size(), params.data()) != 1
        || EVP_MAC_update(context.get(), bytes(data), length(data)) != 1
        || EVP_MAC_final(context.get(), bytes(out), &written, out.size()) != 1 || written != out.size()) {
        return failure(CryptoError::ProviderFailed);
    }
    return out;
}

Result<SecretBytes> hkdf(Digest digest, std::span<const std::byte> key, QByteArrayView salt, QByteArrayView info,
                         std::size_t size)
{
    if (size == 0 || size > 255 * digestSize(digest)) {
        return failure(CryptoError::BadLength);
    }
    std::array params {utf8Param(OSSL_KDF_PARAM_DIGEST, digestName(digest)),
                       octetParam(OSSL_KDF_PARAM_KEY, key.data(), key.size()),
                       octetParam(OSSL_KDF_PARAM_SALT, salt.data(), length(salt)),
                       octetParam(OSSL_KDF_PARAM_INFO, info.data(), length(info)), OSSL_PARAM_construct_end()};
    return deriveWith("HKDF", params.data(), size);
}

Result<SecretBytes> pbkdf2(Digest digest, std::span<const std::byte> password, QByteArrayView salt, std::uint32_t iterations,
                           std::size_t size)
{
    if (iterations == 0 || size == 0) {
        return failure(CryptoError::BadLength);
    }
    unsigned int rounds = iterations;
    int noMinimum = 1; // RFC 5802 lets the server choose; the caller judges the number
    std::array params {utf8Param(OSSL_KDF_PARAM_DIGEST, digestName(digest)),
                       octetParam(OSSL_KDF_PARAM_PASSWORD, password.data(), password.size()),
                       octetParam(OSSL_KDF_PARAM_SALT, salt.data(), length(salt)),
                       OSSL_PARAM_construct_uint(OSSL_KDF_PARAM_ITER, &rounds),
                       OSSL_PARAM_construct_int(OSSL_KDF_PARAM_PKCS5, &noMinimum), OSSL_PARAM_construct_end()};
    return deriveWith("PBKDF2", params.data(), size);
}

Result<SecretBytes> scrypt(std::span<const std::byte> password, QByteArrayView salt, std::uint64_t n, std::uint32_t r,
                           std::uint32_t p, std::size_t size)
{
    if (n < 2 || (n & (n - 1)) != 0 || r == 0 || p == 0 || size == 0 || n > (1ULL << 24) || r > 64 || p > 64
        || 128 * n * r > kScryptMaxMemory) {
        return failure(CryptoError::BadLength);
    }
    SecretBytes out(size);
    if (EVP_PBE_scrypt(reinterpret_cast<const char *>(password.data()), password.size(), bytes(salt), length(salt), n, r, p,
                       kScryptMaxMemory + (1U << 20), bytes(out), size)
        != 1) {
        return failure(CryptoError::ProviderFailed, u"scrypt"_s);
    }
    return out;
}

Result<QByteArray> aesGcmSeal(std::span<const std::byte> key, QByteArrayView nonce, QByteArrayView plaintext,
                              QByteArrayView associatedData)
{
    if (key.size() != kAes256KeySize || length(nonce) != kGcmNonceSize || plaintext.size() > INT_MAX - 32) {
        return failure(CryptoError::BadLength);
    }
    const CipherContext context(EVP_CIPHER_CTX_new());
    QByteArray out(plaintext.size() + qsizetype(kGcmTagSize), Qt::Uninitialized);
    int written = 0;
    if (!context || EVP_EncryptInit_ex2(context.get(), EVP_aes_256_gcm(), bytes(key), bytes(nonce), nullptr) != 1
        || (!associatedData.isEmpty()
            && EVP_EncryptUpdate(context.get(), nullptr, &written, bytes(associatedData), static_cast<int>(associatedData.size())) != 1)
        || (!plaintext.isEmpty()
            && EVP_EncryptUpdate(context.get(), bytes(out), &written, bytes(plaintext), static_cast<int>(plaintext.size())) != 1)
        || EVP_EncryptFinal_ex(context.get(), bytes(out) + plaintext.size(), &written) != 1
        || EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, int(kGcmTagSize), bytes(out) + plaintext.size()) != 1) {
        return failure(CryptoError::ProviderFailed);
    }
    return out;
}

Result<SecretBytes> aesGcmOpen(std::span<const std::byte> key, QByteArrayView nonce, QByteArrayView ciphertextAndTag,
                               QByteArrayView associatedData)
{
    if (key.size() != kAes256KeySize || length(nonce) != kGcmNonceSize || ciphertextAndTag.size() > INT_MAX) {
        return failure(CryptoError::BadLength);
    }
    if (length(ciphertextAndTag) < kGcmTagSize) {
        return failure(CryptoError::NotAuthentic);
    }
    const QByteArrayView ciphertext = ciphertextAndTag.chopped(qsizetype(kGcmTagSize));
    QByteArray tag = ciphertextAndTag.last(qsizetype(kGcmTagSize)).toByteArray();
    const CipherContext context(EVP_CIPHER_CTX_new());
    SecretBytes out(length(ciphertext));
    int written = 0;
    if (!context || EVP_DecryptInit_ex2(context.get(), EVP_aes_256_gcm(), bytes(key), bytes(nonce), nullptr) != 1
        || (!associatedData.isEmpty()
            && EVP_DecryptUpdate(context.get(), nullptr, &written, bytes(associatedData), static_cast<int>(associatedData.size())) != 1)
        || (!ciphertext.isEmpty()
            && EVP_DecryptUpdate(context.get(), bytes(out), &written, bytes(ciphertext), static_cast<int>(ciphertext.size())) != 1)
        || EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, int(kGcmTagSize), tag.data()) != 1) {
        return failure(CryptoError::ProviderFailed);
    }
    unsigned char rest[16];
    if (EVP_DecryptFinal_ex(context.get(), rest, &written) != 1) {
        return failure(CryptoError::NotAuthentic);
    }
    return out;
}

Result<QByteArray> aes128GcmSeal(std::span<const std::byte> key, QByteArrayView nonce, QByteArrayView plaintext)
{
    if (key.size() != kAes128KeySize || length(nonce) != kGcmNonceSize || plaintext.size() > INT_MAX - 32) {
        return failure(CryptoError::BadLength);
    }
    const CipherContext context(EVP_CIPHER_CTX_new());
    QByteArray out(plaintext.size() + qsizetype(kGcmTagSize), Qt::Uninitialized);
    int written = 0;
    if (!context || EVP_EncryptInit_ex2(context.get(), EVP_aes_128_gcm(), bytes(key), bytes(nonce), nullptr) != 1
        || (!plaintext.isEmpty()
            && EVP_EncryptUpdate(context.get(), bytes(out), &written, bytes(plaintext), static_cast<int>(plaintext.size())) != 1)
        || EVP_EncryptFinal_ex(context.get(), bytes(out) + plaintext.size(), &written) != 1
        || EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, int(kGcmTagSize), bytes(out) + plaintext.size()) != 1) {
        return failure(CryptoError::ProviderFailed);
    }
    return out;
}

Result<SecretBytes> aes128GcmOpen(std::span<const std::byte> key, QByteArrayView nonce, QByteArrayView ciphertextAndTag)
{
    if (key.size() != kAes128KeySize || (length(nonce) != kGcmNonceSize && length(nonce) != kAesBlock)
        || ciphertextAndTag.size() > INT_MAX) {
        return failure(CryptoError::BadLength);
    }
    if (length(ciphertextAndTag) < kGcmTagSize) {
        return failure(CryptoError::NotAuthentic);
    }
    const QByteArrayView ciphertext = ciphertextAndTag.chopped(qsizetype(kGcmTagSize));
    QByteArray tag = ciphertextAndTag.last(qsizetype(kGcmTagSize)).toByteArray();
    const CipherContext context(EVP_CIPHER_CTX_new());
    SecretBytes out(length(ciphertext));
    int written = 0;
    if (!context || EVP_DecryptInit_ex2(context.get(), EVP_aes_128_gcm(), nullptr, nullptr, nullptr) != 1
        || EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_IVLEN, static_cast<int>(nonce.size()), nullptr) != 1
        || EVP_DecryptInit_ex2(context.get(), nullptr, bytes(key), bytes(nonce), nullptr) != 1
        || (!ciphertext.isEmpty()
            && EVP_DecryptUpdate(context.get(), bytes(out), &written, bytes(ciphertext), static_cast<int>(ciphertext.size())) != 1)
        || EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, int(kGcmTagSize), tag.data()) != 1) {
        return failure(CryptoError::ProviderFailed);
    }
    unsigned char rest[16];
    if (EVP_DecryptFinal_ex(context.get(), rest, &written) != 1) {
        return failure(CryptoError::NotAuthentic);
    }
    return out;
}

namespace {

/// Null for a size that AES does not have.
const EVP_CIPHER *blockCipher(BlockMode mode, std::size_t keySize)
{
    const bool isCtr = mode == BlockMode::Ctr;
    switch (keySize) {
    case 16:
        return isCtr ? EVP_aes_128_ctr() : EVP_aes_128_cbc();
    case 24:
        return isCtr ? EVP_aes_192_ctr() : EVP_aes_192_cbc();
    case 32:
        return isCtr ? EVP_aes_256_ctr() : EVP_aes_256_cbc();
    default:
        return nullptr;
    }
}

Result<std::size_t> runBlockCipher(bool isEncrypting, BlockMode mode, std::span<const std::byte> key, QByteArrayView iv,
                                   QByteArrayView in, std::span<std::byte> out)
{
    const EVP_CIPHER *cipher = blockCipher(mode, key.size());
    if (cipher == nullptr || length(iv) != kAesBlock || in.size() > INT_MAX - 32 || out.size() < length(in) + kAesBlock) {
        return failure(CryptoError::BadLength);
    }
    const CipherContext context(EVP_CIPHER_CTX_new());
    auto *target = reinterpret_cast<unsigned char *>(out.data());
    int written = 0;
    int last = 0;
    if (!context || EVP_CipherInit_ex2(context.get(), cipher, bytes(key), bytes(iv), isEncrypting ? 1 : 0, nullptr) != 1
        || (!in.isEmpty() && EVP_CipherUpdate(context.get(), target, &written, bytes(in), static_cast<int>(in.size())) != 1)) {
        return failure(CryptoError::ProviderFailed);
    }
    if (EVP_CipherFinal_ex(context.get(), target + written, &last) != 1) {
        wipe(out);
        return failure(isEncrypting ? CryptoError::ProviderFailed : CryptoError::NotAuthentic);
    }
    return static_cast<std::size_t>(written + last);
}

} // namespace

Result<std::size_t> aesEncrypt(BlockMode mode, std::span<const std::byte> key, QByteArrayView iv, QByteArrayView plaintext,
                               std::span<std::byte> out)
{
    return runBlockCipher(true, mode, key, iv, plaintext, out);
}

Result<std::size_t> aesDecrypt(BlockMode mode, std::span<const std::byte> key, QByteArrayView iv, QByteArrayView ciphertext,
                               std::span<std::byte> out)
{
    return runBlockCipher(false, mode, key, iv, ciphertext, out);
}

namespace {

class HmacAccumulator final : public Accumulator
{
public:
    explicit HmacAccumulator(MacContext context)
        : m_context(std::move(context))
    {
    }
    Status add(QByteArrayView data) override
    {
        return EVP_MAC_update(m_context.get(), bytes(data), length(data)) == 1 ? Status() : failure(CryptoError::ProviderFailed);
    }
    Status finish(std::span<std::byte> out) override
    {
        std::size_t written = 0;
        if (EVP_MAC_final(m_context.get(), reinterpret_cast<unsigned char *>(out.data()), &written, out.size()) != 1
            || written != out.size() || EVP_MAC_init(m_context.get(), nullptr, 0, nullptr) != 1) {
            return failure(CryptoError::ProviderFailed);
        }
        return {};
    }

private:
    MacContext m_context;
};

class HashAccumulator final : public Accumulator
{
public:
    HashAccumulator(DigestContext context, const EVP_MD *method)
        : m_context(std::move(context))
        , m_method(method)
    {
    }
    Status add(QByteArrayView data) override
    {
        return EVP_DigestUpdate(m_context.get(), data.data(), length(data)) == 1 ? Status() : failure(CryptoError::ProviderFailed);
    }
    Status finish(std::span<std::byte> out) override
    {
        unsigned int written = 0;
        if (out.size() != static_cast<std::size_t>(EVP_MD_get_size(m_method))
            || EVP_DigestFinal_ex(m_context.get(), reinterpret_cast<unsigned char *>(out.data()), &written) != 1
            || EVP_DigestInit_ex2(m_context.get(), m_method, nullptr) != 1) {
            return failure(CryptoError::ProviderFailed);
        }
        return {};
    }

private:
    DigestContext m_context;
    const EVP_MD *m_method;
};

/// Looking an algorithm up costs as much as a short MAC.
EVP_MAC *hmacAlgorithm()
{
    static const Mac mac(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
    return mac.get();
}

} // namespace

std::unique_ptr<Accumulator> Accumulator::hmac(Digest digest, std::span<const std::byte> key)
{
    MacContext context(hmacAlgorithm() != nullptr ? EVP_MAC_CTX_new(hmacAlgorithm()) : nullptr);
    std::array params {utf8Param(OSSL_MAC_PARAM_DIGEST, digestName(digest)), OSSL_PARAM_construct_end()};
    static constexpr unsigned char kNothing = 0;
    if (!context || EVP_MAC_init(context.get(), key.empty() ? &kNothing : bytes(key), key.size(), params.data()) != 1) {
        return nullptr;
    }
    return std::make_unique<HmacAccumulator>(std::move(context));
}

std::unique_ptr<Accumulator> Accumulator::hash(Digest digest)
{
    DigestContext context(EVP_MD_CTX_new());
    if (!context || EVP_DigestInit_ex2(context.get(), digestMethod(digest), nullptr) != 1) {
        return nullptr;
    }
    return std::make_unique<HashAccumulator>(std::move(context), digestMethod(digest));
}

namespace {

Result<QByteArray> rawPublicKey(int type, std::span<const std::byte> privateKey)
{
    if (privateKey.size() != kCurveKeySize) {
        return failure(CryptoError::BadLength);
    }
    const Key key(EVP_PKEY_new_raw_private_key(type, nullptr, bytes(privateKey), privateKey.size()));
    QByteArray out(qsizetype(kCurveKeySize), Qt::Uninitialized);
    std::size_t size = kCurveKeySize;
    if (!key || EVP_PKEY_get_raw_public_key(key.get(), bytes(out), &size) != 1 || size != kCurveKeySize) {
        return failure(CryptoError::ProviderFailed);
    }
    return out;
}

} // namespace

Result<QByteArray> ed25519PublicKey(std::span<const std::byte> seed)
{
    return rawPublicKey(EVP_PKEY_ED25519, seed);
}

Result<QByteArray> ed25519Sign(std::span<const std::byte> seed, QByteArrayView message)
{
    if (seed.size() != kCurveKeySize) {
        return failure(CryptoError::BadLength);
    }
    const Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes(seed), seed.size()));
    const DigestContext context(EVP_MD_CTX_new());
    QByteArray out(qsizetype(kEd25519SignatureSize), Qt::Uninitialized);
    std::size_t size = kEd25519SignatureSize;
    if (!key || !context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1
        || EVP_DigestSign(context.get(), bytes(out), &size, bytes(message), length(message)) != 1) {
        return failure(CryptoError::ProviderFailed);
    }
    return out;
}

Status ed25519Verify(QByteArrayView publicKey, QByteArrayView message, QByteArrayView signature)
{
    if (length(publicKey) != kCurveKeySize || length(signature) != kEd25519SignatureSize) {
        return failure(CryptoError::NotAuthentic, u"length"_s);
    }
    const Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes(publicKey), length(publicKey)));
    const DigestContext context(EVP_MD_CTX_new());
    if (!key || !context || EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1) {
        return failure(CryptoError::ProviderFailed);
    }
    if (EVP_DigestVerify(context.get(), bytes(signature), length(signature), bytes(message), length(message)) != 1) {
        return failure(CryptoError::NotAuthentic);
    }
    return {};
}

Result<QByteArray> x25519PublicKey(std::span<const std::byte> privateKey)
{
    return rawPublicKey(EVP_PKEY_X25519, privateKey);
}

Result<SecretBytes> x25519(std::span<const std::byte> privateKey, QByteArrayView peerPublicKey)
{
    if (privateKey.size() != kCurveKeySize || length(peerPublicKey) != kCurveKeySize) {
        return failure(CryptoError::BadLength);
    }
    const Key own(EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nullptr, bytes(privateKey), privateKey.size()));
    const Key peer(EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, nullptr, bytes(peerPublicKey), length(peerPublicKey)));
    const KeyContext context(own ? EVP_PKEY_CTX_new(own.get(), nullptr) : nullptr);
    if (!own || !peer || !context || EVP_PKEY_derive_init(context.get()) != 1
        || EVP_PKEY_derive_set_peer(context.get(), peer.get()) != 1) {
        return failure(CryptoError::ProviderFailed);
    }
    SecretBytes out(kCurveKeySize);
    std::size_t size = out.size();
    if (EVP_PKEY_derive(context.get(), bytes(out), &size) != 1 || size != kCurveKeySize) {
        return failure(CryptoError::WeakKey); // OpenSSL refuses an all-zero result (RFC 7748 6.1)
    }
    return out;
}

namespace {

using Number = std::unique_ptr<BIGNUM, Deleter<BN_free>>;
using NumberContext = std::unique_ptr<BN_CTX, Deleter<BN_CTX_free>>;

/// (value + a) / (b + sign * value) modulo 2^255 - 19. Public values only: not in constant time.
Result<QByteArray> mapCoordinate(QByteArrayView key, bool isFromEdwards)
{
    if (length(key) != kCurveKeySize) {
        return failure(CryptoError::BadLength);
    }
    QByteArray plain = key.toByteArray();
    if (isFromEdwards) {
        plain[31] = static_cast<char>(plain[31] & 0x7f);
    }
    const NumberContext context(BN_CTX_new());
    const Number value(BN_lebin2bn(bytes(plain), kCurveKeySize, nullptr));
    const Number prime(BN_new());
    const Number above(BN_new());
    const Number below(BN_new());
    const Number result(BN_new());
    if (!context || !value || !prime || !above || !below || !result || BN_set_bit(prime.get(), 255) != 1
        || BN_sub_word(prime.get(), 19) != 1) {
        return failure(CryptoError::ProviderFailed);
    }
    if (BN_cmp(value.get(), prime.get()) >= 0) {
        return failure(CryptoError::WeakKey, u"not reduced"_s);
    }
    const BIGNUM *one = BN_value_one();
    const bool isReady = isFromEdwards ? BN_mod_add(above.get(), one, value.get(), prime.get(), context.get()) == 1
            && BN_mod_sub(below.get(), one, value.get(), prime.get(), context.get()) == 1
                                       : BN_mod_sub(above.get(), value.get(), one, prime.get(), context.get()) == 1
            && BN_mod_add(below.get(), value.get(), one, prime.get(), context.get()) == 1;
    if (!isReady) {
        return failure(CryptoError::ProviderFailed);
    }
    if (BN_is_zero(below.get()) == 1) {
        return failure(CryptoError::WeakKey);
    }
    QByteArray out(qsizetype(kCurveKeySize), Qt::Uninitialized);
    if (BN_mod_inverse(below.get(), below.get(), prime.get(), context.get()) == nullptr
        || BN_mod_mul(result.get(), above.get(), below.get(), prime.get(), context.get()) != 1
        || BN_bn2lebinpad(result.get(), bytes(out), kCurveKeySize) != int(kCurveKeySize)) {
        return failure(CryptoError::ProviderFailed);
    }
    return out;
}

/// Whether a secret shared with this key would depend on the other side's key at all.
Status refuseLowOrder(QByteArrayView curveKey)
{
    SecretBytes any(kCurveKeySize);
    any.data()[31] = std::byte {0x40};
    const auto shared = x25519(any.span(), curveKey);
    return shared ? Status() : std::unexpected(shared.error());
}

} // namespace

Result<QByteArray> curveFormOf(QByteArrayView ed25519Key)
{
    WARDLINE_TRY(QByteArray curveKey, mapCoordinate(ed25519Key, true));
    WARDLINE_CHECK(refuseLowOrder(curveKey));
    return curveKey;
}

Result<QByteArray> edwardsFormOf(QByteArrayView curve25519Key)
{
    WARDLINE_CHECK(refuseLowOrder(curve25519Key));
    return mapCoordinate(curve25519Key, false);
}

} // namespace wardline::crypto::openssl

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/gcm_stream.h"

#include <openssl/evp.h>

#include <limits>
#include <utility>

namespace wardline::crypto {

struct GcmStream::Context
{
    EVP_CIPHER_CTX *cipher = EVP_CIPHER_CTX_new();
    bool encrypts = false;

    Context() = default;
    Context(const Context &) = delete;
    Context &operator=(const Context &) = delete;
    ~Context() { EVP_CIPHER_CTX_free(cipher); }
};

GcmStream::GcmStream(std::unique_ptr<Context> context)
    : m_context(std::move(context))
{
}
GcmStream::GcmStream(GcmStream &&) noexcept = default;
GcmStream &GcmStream::operator=(GcmStream &&) noexcept = default;
GcmStream::~GcmStream() = default;

Result<GcmStream> GcmStream::encryptor(std::span<const std::byte> key, QByteArrayView nonce)
{
    if (nonce.size() != kNonceSize) {
        return failure(CryptoError::BadLength);
    }
    return create(key, nonce, true);
}

Result<GcmStream> GcmStream::decryptor(std::span<const std::byte> key, QByteArrayView nonce)
{
    if (nonce.size() != kNonceSize && nonce.size() != kOldNonceSize) {
        return failure(CryptoError::BadLength);
    }
    return create(key, nonce, false);
}

Result<GcmStream> GcmStream::create(std::span<const std::byte> key, QByteArrayView nonce, bool encrypts)
{
    if (key.size() != kKeySize) {
        return failure(CryptoError::BadLength);
    }
    auto context = std::make_unique<Context>();
    context->encrypts = encrypts;
    const int direction = encrypts ? 1 : 0;
    const auto *keyBytes = reinterpret_cast<const unsigned char *>(key.data());
    const auto *nonceBytes = reinterpret_cast<const unsigned char *>(nonce.data());
    if (context->cipher == nullptr
        || EVP_CipherInit_ex2(context->cipher, EVP_aes_256_gcm(), nullptr, nullptr, direction, nullptr) != 1
        || EVP_CIPHER_CTX_ctrl(context->cipher, EVP_CTRL_AEAD_SET_IVLEN, static_cast<int>(nonce.size()), nullptr) != 1
        || EVP_CipherInit_ex2(context->cipher, nullptr, keyBytes, nonceBytes, direction, nullptr) != 1) {
        return failure(CryptoError::ProviderFailed);
    }
    return GcmStream(std::move(context));
}

Status GcmStream::process(QByteArrayView in, std::span<std::byte> out)
{
    if (in.isEmpty()) {
        return {};
    }
    if (out.size() < static_cast<std::size_t>(in.size()) || in.size() > std::numeric_limits<int>::max() - 32) {
        return failure(CryptoError::BadLength);
    }
    int written = 0;
    const int done = EVP_CipherUpdate(m_context->cipher, reinterpret_cast<unsigned char *>(out.data()), &written,
                                      reinterpret_cast<const unsigned char *>(in.data()), static_cast<int>(in.size()));
    return done == 1 && written == in.size() ? Status() : Status(failure(CryptoError::ProviderFailed));
}

Result<QByteArray> GcmStream::tag()
{
    QByteArray tag(kTagSize, Qt::Uninitialized);
    unsigned char rest[kTagSize];
    int written = 0;
    if (!m_context->encrypts || EVP_CipherFinal_ex(m_context->cipher, rest, &written) != 1
        || EVP_CIPHER_CTX_ctrl(m_context->cipher, EVP_CTRL_AEAD_GET_TAG, int(kTagSize), tag.data()) != 1) {
        return failure(CryptoError::ProviderFailed);
    }
    return tag;
}

Status GcmStream::verify(QByteArrayView tag)
{
    if (m_context->encrypts || tag.size() != kTagSize) {
        return failure(CryptoError::BadLength);
    }
    QByteArray copy = tag.toByteArray();
    unsigned char rest[kTagSize];
    int written = 0;
    if (EVP_CIPHER_CTX_ctrl(m_context->cipher, EVP_CTRL_AEAD_SET_TAG, int(kTagSize), copy.data()) != 1) {
        return failure(CryptoError::ProviderFailed);
    }
    return EVP_CipherFinal_ex(m_context->cipher, rest, &written) == 1 ? Status()
                                                                      : Status(failure(CryptoError::NotAuthentic));
}

} // namespace wardline::crypto

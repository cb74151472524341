// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/crypto/crypto_error.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>
#include <span>

namespace wardline::crypto {

/// AES-256-GCM (NIST SP 800-38D) over data that comes in pieces, for files: memory does not grow with the data.
///
/// What `decrypt` gives out is not authentic before `verify` has said so: the caller keeps it to itself until then and
/// wipes it otherwise. One piece after the other; not shared between threads.
class GcmStream
{
public:
    static constexpr std::size_t kKeySize = 32;
    static constexpr qsizetype kNonceSize = 12;
    static constexpr qsizetype kOldNonceSize = 16; ///< of old programs; only read
    static constexpr qsizetype kTagSize = 16;

    /// BadLength unless the key has 32 bytes and the nonce 12.
    [[nodiscard]] static Result<GcmStream> encryptor(std::span<const std::byte> key, QByteArrayView nonce);
    /// The same, or a nonce of 16 bytes.
    [[nodiscard]] static Result<GcmStream> decryptor(std::span<const std::byte> key, QByteArrayView nonce);

    GcmStream(GcmStream &&) noexcept;
    GcmStream &operator=(GcmStream &&) noexcept;
    ~GcmStream();

    /// The next piece into `out`, which is as long as `in`; they may be the same memory. BadLength, ProviderFailed.
    [[nodiscard]] Status process(QByteArrayView in, std::span<std::byte> out);
    /// After the last piece was encrypted.
    [[nodiscard]] Result<QByteArray> tag();
    /// After the last piece was decrypted: NotAuthentic where the tag does not fit.
    [[nodiscard]] Status verify(QByteArrayView tag);

private:
    struct Context;
    explicit GcmStream(std::unique_ptr<Context> context);
    [[nodiscard]] static Result<GcmStream> create(std::span<const std::byte> key, QByteArrayView nonce, bool encrypts);

    std::unique_ptr<Context> m_context;
};

} // namespace wardline::crypto

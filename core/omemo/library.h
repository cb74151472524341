// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/omemo/omemo_engine.h"
#include "core/omemo/session_work.h"

#include <omemo/curve.h>
#include <omemo/key_helper.h>
#include <omemo/protocol.h>
#include <omemo/ratchet.h>
#include <omemo/session_builder.h>
#include <omemo/session_cipher.h>
#include <omemo/session_pre_key.h>
#include <omemo/session_record.h>
#include <omemo/session_state.h>
#include <omemo/signal_protocol.h>

#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <utility>

/// libomemo-c as the three files of Ratchet see it, and they alone: everything it hands out owned, its context with our
/// crypto provider and stores.
namespace wardline::omemo {

// -------------------------------------------------------------------------------

/// An object of the library, owned. `out(owned)` is the place for a result: `std::out_ptr` would not do, because it
/// fills its pointer only at the end of a whole condition.
template <typename T, typename Free>
class Owned
{
public:
    Owned() = default;
    explicit Owned(T *object)
        : m_object(object)
    {
    }
    Owned(Owned &&other) noexcept
        : m_object(std::exchange(other.m_object, nullptr))
    {
    }
    Owned &operator=(Owned &&other) noexcept
    {
        std::swap(m_object, other.m_object);
        return *this;
    }
    ~Owned()
    {
        if (m_object != nullptr) {
            Free()(m_object);
        }
    }

    [[nodiscard]] T *get() const { return m_object; }
    [[nodiscard]] explicit operator bool() const { return m_object != nullptr; }

    friend T **out(Owned &empty) { return &empty.m_object; }

private:
    T *m_object = nullptr;
};

template <typename T>
struct Unref
{
    void operator()(T *object) const { signal_type_unref(reinterpret_cast<signal_type_base *>(object)); }
};
template <typename T>
using Ref = Owned<T, Unref<T>>;

template <auto Free>
struct FreeWith
{
    template <typename T>
    void operator()(T *object) const
    {
        Free(object);
    }
};
using Buffer = Owned<signal_buffer, FreeWith<signal_buffer_bzero_free>>;
using Builder = Owned<session_builder, FreeWith<session_builder_free>>;
using Cipher = Owned<session_cipher, FreeWith<session_cipher_free>>;

inline const std::uint8_t *octets(QByteArrayView bytes)
{
    return reinterpret_cast<const std::uint8_t *>(bytes.data());
}
inline const std::uint8_t *octets(std::span<const std::byte> bytes)
{
    return reinterpret_cast<const std::uint8_t *>(bytes.data());
}
inline const std::uint8_t *octets(std::span<std::byte> bytes)
{
    return octets(std::span<const std::byte>(bytes));
}
inline std::size_t sizeOf(QByteArrayView bytes)
{
    return static_cast<std::size_t>(bytes.size());
}
inline QByteArrayView viewOf(const std::uint8_t *data, std::size_t size)
{
    return {reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)};
}
inline QByteArrayView viewOf(const Buffer &buffer)
{
    return viewOf(signal_buffer_const_data(buffer.get()), signal_buffer_len(buffer.get()));
}
inline std::span<const std::byte> spanOf(const std::uint8_t *data, std::size_t size)
{
    return std::as_bytes(std::span(data, size));
}

inline std::uint32_t sessionVersion(xmpp::OmemoVersion version)
{
    return version == xmpp::OmemoVersion::V2 ? CIPHERTEXT_OMEMO_VERSION : CIPHERTEXT_CURRENT_VERSION;
}

/// The library's context and what its callbacks need. Its locks are recursive, as it wants them.
struct OmemoLibrary
{
    std::recursive_mutex mutex;
    signal_context *context = nullptr;
    signal_protocol_store_context *stores = nullptr;
    SessionWork *work = nullptr; ///< of the call that is under way
    std::optional<Error> error; ///< of the store, met in a callback

    explicit OmemoLibrary(Random &random);
    ~OmemoLibrary();
    OmemoLibrary(const OmemoLibrary &) = delete;
    OmemoLibrary &operator=(const OmemoLibrary &) = delete;

    /// The record of the selected device, seen to be whole (record_scan.h); null if there is none.
    [[nodiscard]] Result<const SecretBytes *> wholeRecord();
    /// The error behind a result of the library below zero.
    [[nodiscard]] Error failed(int result, OmemoError otherwise);
};

/// Public keys from their bytes. BadKey for another length and for low order.
[[nodiscard]] Result<Ref<ec_public_key>> montgomeryKey(signal_context *context, QByteArrayView key);
[[nodiscard]] Result<Ref<ec_public_key>> edwardsKey(signal_context *context, QByteArrayView key);
/// 32 bytes; nothing of no key.
[[nodiscard]] QByteArray montgomeryForm(const ec_public_key *key);

} // namespace wardline::omemo

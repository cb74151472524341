// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <cstddef>
#include <span>

namespace wardline {

/// Bytes that must not outlive their use: passwords, codes, keys, tokens.
///
/// Move-only. The memory is in pages for secrets alone, locked against swapping and left out of core dumps where the system allows it,
/// and wiped before it is given back. There is no conversion to QString or QByteArray: hand out `view()` for the length of
/// one call. Any thread, not shared between threads.
class SecretBytes
{
public:
    SecretBytes() = default;
    /// `size` zero bytes, to be filled through `data()`.
    explicit SecretBytes(std::size_t size);
    /// A copy of the bytes; wiping the source is the caller's task (`wipe`).
    [[nodiscard]] static SecretBytes copyOf(QByteArrayView bytes);
    [[nodiscard]] static SecretBytes copyOf(std::span<const std::byte> bytes);

    SecretBytes(SecretBytes &&other) noexcept;
    SecretBytes &operator=(SecretBytes &&other) noexcept;
    SecretBytes(const SecretBytes &) = delete;
    SecretBytes &operator=(const SecretBytes &) = delete;
    ~SecretBytes();

    /// The one deliberate way to have it twice.
    [[nodiscard]] SecretBytes clone() const;
    /// Both parts after each other.
    [[nodiscard]] static SecretBytes concat(const SecretBytes &first, const SecretBytes &second);

    [[nodiscard]] bool isEmpty() const { return m_size == 0; }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] std::byte *data() { return m_data; }
    [[nodiscard]] const std::byte *data() const { return m_data; }
    [[nodiscard]] std::span<std::byte> span() { return {m_data, m_size}; }
    [[nodiscard]] std::span<const std::byte> span() const { return {m_data, m_size}; }
    /// Valid as long as this object is.
    [[nodiscard]] QByteArrayView view() const;

    /// Wipes and empties.
    void clear();
    /// In time that depends on the lengths only.
    [[nodiscard]] bool equals(const SecretBytes &other) const;
    /// Shortens (the rest is wiped); never grows.
    void truncate(std::size_t size);

private:
    std::byte *m_data = nullptr;
    std::size_t m_size = 0;
    std::size_t m_mapped = 0;
};

/// Overwrites memory in a way the compiler does not remove.
void wipe(std::span<std::byte> bytes);

} // namespace wardline

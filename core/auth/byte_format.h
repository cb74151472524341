// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <concepts>
#include <cstdint>
#include <optional>
#include <type_traits>

/// Big-endian fields of this folder's small files. Any thread.
namespace wardline::auth {

template <std::integral T>
void appendInteger(QByteArray &out, T value)
{
    const auto bits = static_cast<std::make_unsigned_t<T>>(value);
    for (int shift = int(sizeof(T)) * 8 - 8; shift >= 0; shift -= 8) {
        out.append(static_cast<char>((static_cast<std::uint64_t>(bits) >> shift) & 0xff));
    }
}

/// Takes fields off the front; each answers nothing when the bytes run out.
class ByteReader
{
public:
    explicit ByteReader(QByteArrayView bytes)
        : m_bytes(bytes)
    {
    }
    template <std::integral T>
    [[nodiscard]] std::optional<T> integer()
    {
        const auto field = take(qsizetype(sizeof(T)));
        if (!field) {
            return std::nullopt;
        }
        std::uint64_t value = 0;
        for (const char byte : *field) {
            value = (value << 8) | static_cast<unsigned char>(byte);
        }
        return static_cast<T>(value);
    }
    [[nodiscard]] std::optional<QByteArrayView> take(qsizetype size)
    {
        if (size < 0 || size > m_bytes.size()) {
            return std::nullopt;
        }
        const QByteArrayView field = m_bytes.first(size);
        m_bytes = m_bytes.sliced(size);
        return field;
    }
    [[nodiscard]] bool atEnd() const { return m_bytes.isEmpty(); }

private:
    QByteArrayView m_bytes;
};

} // namespace wardline::auth

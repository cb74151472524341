// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/jid.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace wardline::trust {

/// Writes the fixed layouts of FORMATS.md: numbers in network order, texts with their length before them.
class ByteWriter
{
public:
    void number8(quint8 value);
    void number16(quint16 value);
    void number32(quint32 value);
    void number64(quint64 value);
    void time(std::chrono::sys_seconds value);
    void raw(QByteArrayView bytes);
    /// At most 255 bytes.
    void shortText(QStringView text);
    /// At most 65535 bytes.
    void longBytes(QByteArrayView bytes);
    void address(const model::Jid &jid);

    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

/// Reads them. Never beyond the end: the first thing that does not fit makes everything after it empty and `isGood`
/// false, so that one look at the end is enough.
class ByteReader
{
public:
    explicit ByteReader(QByteArrayView bytes);

    [[nodiscard]] quint8 number8();
    [[nodiscard]] quint16 number16();
    [[nodiscard]] quint32 number32();
    [[nodiscard]] quint64 number64();
    /// From 1970 to 9999.
    [[nodiscard]] std::chrono::sys_seconds time();
    [[nodiscard]] QByteArray raw(qsizetype size);
    /// A word of small letters, digits, '.', '-' and '_', 1 to `limit` of them.
    [[nodiscard]] QString word(qsizetype limit);
    [[nodiscard]] QByteArray longBytes(qsizetype limit);
    /// A bare address in its canonical form.
    [[nodiscard]] model::Jid address();
    void fail() { m_isGood = false; }

    [[nodiscard]] bool isGood() const { return m_isGood; }
    [[nodiscard]] qsizetype left() const { return m_bytes.size() - m_at; }
    /// Everything was read, and all of it was good.
    [[nodiscard]] bool isDone() const { return m_isGood && left() == 0; }

private:
    [[nodiscard]] QByteArrayView take(qsizetype size);
    [[nodiscard]] quint64 number(qsizetype size);

    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    bool m_isGood = true;
};

/// Whether `text` is a word as `ByteReader::word` takes it.
[[nodiscard]] bool isWord(QStringView text, qsizetype limit);

constexpr qsizetype kMaxOrganisation = 64;
constexpr qsizetype kMaxRole = 32;
constexpr qsizetype kMaxRoles = 8;
constexpr qsizetype kKeySize = 32;
constexpr qsizetype kHashSize = 32;
constexpr qsizetype kSignatureSize = 64;

/// SHA-256.
[[nodiscard]] QByteArray digestOf(QByteArrayView bytes);

} // namespace wardline::trust

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/byte_codec.h"

#include "core/crypto/openssl.h"

#include <algorithm>

namespace wardline::trust {

namespace {

constexpr qint64 kLastSecond = 253'402'300'799; // 9999-12-31T23:59:59Z
constexpr qsizetype kMaxAddress = 2 * 1023 + 1;

} // namespace

void ByteWriter::number8(quint8 value)
{
    m_bytes.append(static_cast<char>(value));
}

void ByteWriter::number16(quint16 value)
{
    number8(static_cast<quint8>(value >> 8));
    number8(static_cast<quint8>(value & 0xff));
}

void ByteWriter::number32(quint32 value)
{
    number16(static_cast<quint16>(value >> 16));
    number16(static_cast<quint16>(value & 0xffff));
}

void ByteWriter::number64(quint64 value)
{
    number32(static_cast<quint32>(value >> 32));
    number32(static_cast<quint32>(value & 0xffffffff));
}

void ByteWriter::time(std::chrono::sys_seconds value)
{
    number64(static_cast<quint64>(value.time_since_epoch().count()));
}

void ByteWriter::raw(QByteArrayView bytes)
{
    m_bytes.append(bytes);
}

void ByteWriter::shortText(QStringView text)
{
    const QByteArray utf8 = text.toUtf8();
    Q_ASSERT(utf8.size() <= 0xff);
    number8(static_cast<quint8>(utf8.size()));
    raw(utf8);
}

void ByteWriter::longBytes(QByteArrayView bytes)
{
    Q_ASSERT(bytes.size() <= 0xffff);
    number16(static_cast<quint16>(bytes.size()));
    raw(bytes);
}

void ByteWriter::address(const model::Jid &jid)
{
    longBytes(jid.toString().toUtf8());
}

ByteReader::ByteReader(QByteArrayView bytes)
    : m_bytes(bytes)
{
}

QByteArrayView ByteReader::take(qsizetype size)
{
    if (!m_isGood || size < 0 || size > left()) {
        m_isGood = false;
        return {};
    }
    const QByteArrayView result = m_bytes.sliced(m_at, size);
    m_at += size;
    return result;
}

quint64 ByteReader::number(qsizetype size)
{
    quint64 value = 0;
    for (const char byte : take(size)) {
        value = (value << 8) | static_cast<quint8>(byte);
    }
    return value;
}

quint8 ByteReader::number8()
{
    return static_cast<quint8>(number(1));
}

quint16 ByteReader::number16()
{
    return static_cast<quint16>(number(2));
}

quint32 ByteReader::number32()
{
    return static_cast<quint32>(number(4));
}

quint64 ByteReader::number64()
{
    return number(8);
}

std::chrono::sys_seconds ByteReader::time()
{
    const quint64 value = number64();
    if (value > static_cast<quint64>(kLastSecond)) {
        m_isGood = false;
        return {};
    }
    return std::chrono::sys_seconds(std::chrono::seconds(static_cast<qint64>(value)));
}

QByteArray ByteReader::raw(qsizetype size)
{
    return take(size).toByteArray();
}

QString ByteReader::word(qsizetype limit)
{
    const QString text = QString::fromLatin1(take(number8()));
    if (!isWord(text, limit)) {
        m_isGood = false;
        return {};
    }
    return text;
}

QByteArray ByteReader::longBytes(qsizetype limit)
{
    const quint16 size = number16();
    if (size > limit) {
        m_isGood = false;
        return {};
    }
    return take(size).toByteArray();
}

model::Jid ByteReader::address()
{
    const QByteArray utf8 = longBytes(kMaxAddress);
    const auto jid = model::Jid::parse(QString::fromUtf8(utf8));
    if (!m_isGood || !jid || !jid->isBare() || jid->local().isEmpty() || jid->toString().toUtf8() != utf8) {
        m_isGood = false;
        return {};
    }
    return *jid;
}

bool isWord(QStringView text, qsizetype limit)
{
    return !text.isEmpty() && text.size() <= limit && std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'.' || c == u'-' || c == u'_';
    });
}

QByteArray digestOf(QByteArrayView bytes)
{
    return crypto::openssl::hash(crypto::openssl::Digest::Sha256, bytes).value_or(QByteArray(kHashSize, '\0'));
}

} // namespace wardline::trust

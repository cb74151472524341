// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/omemo/record_scan.h"

#include <cstring>

namespace wardline::omemo {

namespace {

/// One field of a protocol buffer: a number, or bytes.
struct Field
{
    quint64 number = 0;
    quint64 value = 0;
    QByteArrayView bytes;
    bool isBytes = false;
};

/// Reads the fields of one protocol buffer in their order.
class FieldReader
{
public:
    explicit FieldReader(QByteArrayView bytes)
        : m_bytes(bytes)
    {
    }
    [[nodiscard]] bool atEnd() const { return m_at == m_bytes.size(); }
    [[nodiscard]] qsizetype at() const { return m_at; }

    /// Nothing for what is no field.
    std::optional<Field> next()
    {
        const std::optional<quint64> key = varint();
        if (!key) {
            return std::nullopt;
        }
        Field field{.number = *key >> 3, .value = 0, .bytes = {}, .isBytes = (*key & 7) == 2};
        const std::optional<quint64> value = (*key & 7) == 0 || field.isBytes ? varint() : std::nullopt;
        if (!value) {
            return std::nullopt;
        }
        field.value = *value;
        if (field.isBytes) {
            if (*value > quint64(m_bytes.size() - m_at)) {
                return std::nullopt;
            }
            field.bytes = m_bytes.sliced(m_at, qsizetype(*value));
            m_at += qsizetype(*value);
        }
        return field;
    }

private:
    std::optional<quint64> varint()
    {
        constexpr int kMaxBits = 63;
        quint64 value = 0;
        for (int shift = 0; shift <= kMaxBits && m_at < m_bytes.size(); shift += 7) {
            const auto byte = static_cast<unsigned char>(m_bytes[m_at++]);
            value |= quint64(byte & 0x7fU) << shift;
            if ((byte & 0x80U) == 0) {
                return value;
            }
        }
        return std::nullopt;
    }

    QByteArrayView m_bytes;
    qsizetype m_at = 0;
};

constexpr quint64 kCurrentSession = 1;
constexpr quint64 kPreviousSession = 2;
constexpr quint64 kSessionVersion = 1;
constexpr quint64 kRemoteIdentity = 3;
constexpr quint64 kRootKey = 4;
constexpr quint64 kSenderChain = 6;
constexpr quint64 kReceiverChain = 7;
constexpr quint64 kPendingPrekey = 9;
constexpr quint64 kBaseKey = 13; ///< of the side that began: names a session among those of a record
constexpr quint64 kChainRatchetKey = 1;
constexpr quint64 kChainPrivateKey = 2;
constexpr quint64 kChainKey = 3;
constexpr quint64 kChainKeyIndex = 1;
constexpr quint64 kChainKeyBytes = 2;
constexpr quint32 kEdwardsVersion = 4;
constexpr qsizetype kPrefixedKeySize = 33;
constexpr qsizetype kKeySize = 32;

/// The remote identity key of one session; nothing for another version or no session.
std::optional<QByteArrayView> scanSession(QByteArrayView session, quint32 version)
{
    FieldReader reader(session);
    bool hasVersion = false;
    QByteArrayView identity;
    while (!reader.atEnd()) {
        const std::optional<Field> field = reader.next();
        if (!field) {
            return std::nullopt;
        }
        if (field->number == kSessionVersion) {
            if (field->isBytes || field->value != version) {
                return std::nullopt;
            }
            hasVersion = true;
        } else if (field->number == kRemoteIdentity && field->isBytes) {
            identity = field->bytes;
        }
    }
    if (!hasVersion) {
        return session.isEmpty() ? std::optional(QByteArrayView()) : std::nullopt;
    }
    const bool isPrefixed = identity.size() == kPrefixedKeySize && identity.front() == '\x05';
    if (version == kEdwardsVersion ? identity.size() != kKeySize : !isPrefixed) {
        return std::nullopt;
    }
    return identity.last(kKeySize);
}

/// The value of a number, or the bytes, of the first field with this number.
std::optional<Field> fieldIn(QByteArrayView message, quint64 number)
{
    FieldReader reader(message);
    while (!reader.atEnd()) {
        const std::optional<Field> field = reader.next();
        if (!field || field->number == number) {
            return field;
        }
    }
    return std::nullopt;
}

std::optional<quint32> receivedInSession(QByteArrayView session, QByteArrayView ratchetKey)
{
    FieldReader reader(session);
    while (!reader.atEnd()) {
        const std::optional<Field> chain = reader.next();
        if (!chain) {
            return std::nullopt;
        }
        if (chain->number != kReceiverChain || !chain->isBytes) {
            continue;
        }
        const std::optional<Field> key = fieldIn(chain->bytes, kChainRatchetKey);
        if (!key || key->bytes.size() < kKeySize || key->bytes.last(kKeySize) != ratchetKey) {
            continue;
        }
        const std::optional<Field> chainKey = fieldIn(chain->bytes, kChainKey);
        const std::optional<Field> index = chainKey ? fieldIn(chainKey->bytes, kChainKeyIndex) : std::nullopt;
        return index ? std::optional(quint32(index->value)) : std::nullopt;
    }
    return std::nullopt;
}

/// Where a part of `whole` is, to be wiped in a copy.
struct Span
{
    qsizetype at = 0;
    qsizetype size = 0;
};
Span spanIn(QByteArrayView whole, QByteArrayView part)
{
    return {part.data() - whole.data(), part.size()};
}

QList<QByteArrayView> receiverKeysIn(QByteArrayView session)
{
    QList<QByteArrayView> keys;
    FieldReader reader(session);
    while (!reader.atEnd()) {
        const std::optional<Field> chain = reader.next();
        if (!chain) {
            break;
        }
        const bool isChain = chain->number == kReceiverChain && chain->isBytes;
        const std::optional<Field> key = isChain ? fieldIn(chain->bytes, kChainRatchetKey) : std::nullopt;
        if (key && key->bytes.size() >= kKeySize) {
            keys.append(key->bytes.last(kKeySize));
        }
    }
    return keys;
}

void appendVarint(SecretBytes &out, std::size_t &at, quint64 value)
{
    constexpr quint64 kMore = 0x80;
    while (value >= kMore) {
        out.span()[at++] = std::byte((value & (kMore - 1)) | kMore);
        value >>= 7;
    }
    out.span()[at++] = std::byte(value);
}

/// `session` with this chain alone and without secrets that lead further.
SecretBytes aloneWith(QByteArrayView session, QByteArrayView ratchetKey)
{
    QList<QByteArrayView> kept;
    QList<Span> secrets; ///< in what is kept
    qsizetype size = 0;
    FieldReader reader(session);
    while (!reader.atEnd()) {
        const qsizetype from = reader.at();
        const std::optional<Field> field = reader.next();
        if (!field) {
            break; // scanned before: does not happen
        }
        const QByteArrayView whole = session.sliced(from, reader.at() - from);
        if (field->number == kReceiverChain) {
            const std::optional<Field> key = fieldIn(field->bytes, kChainRatchetKey);
            if (!key || key->bytes.size() < kKeySize || key->bytes.last(kKeySize) != ratchetKey) {
                continue;
            }
        } else if (field->number == kPendingPrekey) {
            continue;
        }
        const auto hide = [&](const std::optional<Field> &secret) {
            if (secret && secret->isBytes) {
                const Span inside = spanIn(whole, secret->bytes);
                secrets.append({size + inside.at, inside.size});
            }
        };
        if (field->number == kRootKey) {
            hide(field);
        } else if (field->number == kSenderChain) {
            hide(fieldIn(field->bytes, kChainPrivateKey));
            const std::optional<Field> chainKey = fieldIn(field->bytes, kChainKey);
            hide(chainKey ? fieldIn(chainKey->bytes, kChainKeyBytes) : std::nullopt);
        }
        kept.append(whole);
        size += whole.size();
    }
    constexpr std::size_t kMaxHeader = 1 + 10;
    SecretBytes record(kMaxHeader + std::size_t(size));
    std::size_t at = 0;
    constexpr quint64 kBytes = 2;
    appendVarint(record, at, (kCurrentSession << 3) | kBytes);
    appendVarint(record, at, quint64(size));
    const std::size_t body = at;
    for (const QByteArrayView &each : std::as_const(kept)) {
        std::memcpy(record.span().data() + at, each.data(), std::size_t(each.size()));
        at += std::size_t(each.size());
    }
    for (const Span &secret : std::as_const(secrets)) {
        std::memset(record.span().data() + body + secret.at, 0, std::size_t(secret.size));
    }
    record.truncate(at);
    return record;
}

/// What the side that began made for it; empty in one that says nothing of it.
QByteArrayView baseKeyOf(QByteArrayView session)
{
    const std::optional<Field> key = fieldIn(session, kBaseKey);
    return key && key->isBytes ? key->bytes : QByteArrayView();
}

/// The session of a record that was begun with this base key, whether it is in use or not; empty: none.
QByteArrayView sessionBegunWith(QByteArrayView record, QByteArrayView baseKey)
{
    FieldReader reader(record);
    while (!reader.atEnd()) {
        const std::optional<Field> session = reader.next();
        if (!session || !session->isBytes) {
            break;
        }
        if (baseKeyOf(session->bytes) == baseKey) {
            return session->bytes;
        }
    }
    return {};
}

} // namespace

std::optional<EndedChain> chainEndedBetween(QByteArrayView before, QByteArrayView after)
{
    const std::optional<Field> used = fieldIn(after, kCurrentSession);
    const QByteArrayView session = used && used->isBytes ? sessionBegunWith(before, baseKeyOf(used->bytes))
                                                         : QByteArrayView();
    const QList<QByteArrayView> keys = receiverKeysIn(session);
    for (const QByteArrayView key : keys) {
        if (!receivedUpTo(after, key)) {
            return EndedChain{key.toByteArray(), aloneWith(session, key)};
        }
    }
    return std::nullopt;
}

std::optional<quint32> receivedUpTo(QByteArrayView record, QByteArrayView ratchetKey)
{
    FieldReader reader(record);
    while (!reader.atEnd()) {
        const std::optional<Field> session = reader.next();
        if (!session || !session->isBytes) {
            return std::nullopt;
        }
        if (const auto index = receivedInSession(session->bytes, ratchetKey)) {
            return index;
        }
    }
    return std::nullopt;
}

namespace {

/// How far the session's own chain has come; nothing where it has none.
std::optional<quint32> sentIndex(QByteArrayView record)
{
    const std::optional<Field> session = fieldIn(record, kCurrentSession);
    const std::optional<Field> chain = session ? fieldIn(session->bytes, kSenderChain) : std::nullopt;
    const std::optional<Field> key = chain ? fieldIn(chain->bytes, kChainKey) : std::nullopt;
    const std::optional<Field> index = key ? fieldIn(key->bytes, kChainKeyIndex) : std::nullopt;
    return index ? std::optional(quint32(index->value)) : std::nullopt;
}

} // namespace

quint32 sentSinceAnswer(QByteArrayView record)
{
    return sentIndex(record).value_or(0);
}

bool isUnwritten(QByteArrayView record)
{
    const std::optional<Field> session = fieldIn(record, kCurrentSession);
    const std::optional<Field> pending = session ? fieldIn(session->bytes, kPendingPrekey) : std::nullopt;
    return pending && pending->isBytes && sentIndex(record) == 0U;
}

std::optional<RecordFacts> scanRecord(QByteArrayView record, quint32 sessionVersion)
{
    RecordFacts facts;
    FieldReader reader(record);
    while (!reader.atEnd()) {
        const std::optional<Field> field = reader.next();
        if (!field || !field->isBytes || (field->number != kCurrentSession && field->number != kPreviousSession)) {
            return std::nullopt;
        }
        const std::optional<QByteArrayView> identity = scanSession(field->bytes, sessionVersion);
        if (!identity) {
            return std::nullopt;
        }
        if (field->number == kCurrentSession) {
            facts.remoteIdentity = *identity;
        }
    }
    return facts;
}

} // namespace wardline::omemo

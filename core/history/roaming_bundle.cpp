// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/roaming_bundle.h"

#include "core/crypto/crypto_error.h"
#include "core/crypto/hmac.h"
#include "core/crypto/kdf.h"
#include "core/history/cbor_map.h"
#include "core/history/history_codec.h"
#include "core/history/history_error.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QtEndian>

#include <utility>

namespace wardline::history {

namespace {

// Labels and numbers are part of the format.
constexpr QByteArrayView kRootLabel = "wardline/1/history/roaming root";
constexpr QByteArrayView kSaltLabel = "wardline/1/history/roaming salt";
constexpr QByteArrayView kPurpose = "roaming ";
constexpr QByteArrayView kIndexName = "index";
constexpr qsizetype kSizeHead = 4;
constexpr qsizetype kSmallest = 4 * 1024;
constexpr qsizetype kMaxChunks = 4096;
constexpr qsizetype kDigest = 32;
enum : int { Account = 1, Device, Version, Made, From, Chunks, Seen };

qint64 milliseconds(Instant time)
{
    return time.time_since_epoch().count();
}

/// Length and content, filled up to a power of two: a relay that sees sizes sees few of them.
QByteArray padded(const QByteArray &content)
{
    qsizetype size = kSmallest;
    while (size < kSizeHead + content.size()) {
        size *= 2;
    }
    QByteArray all(size, '\0');
    qToBigEndian(static_cast<quint32>(content.size()), all.data());
    std::copy(content.cbegin(), content.cend(), all.begin() + kSizeHead);
    return all;
}

Result<QByteArrayView> unpadded(QByteArrayView all)
{
    if (all.size() < kSizeHead) {
        return failure(HistoryError::Damaged);
    }
    const auto size = static_cast<qsizetype>(qFromBigEndian<quint32>(all.data()));
    if (size > all.size() - kSizeHead) {
        return failure(HistoryError::Damaged);
    }
    return all.sliced(kSizeHead, size);
}

void scrub(QByteArray &bytes)
{
    wipe(std::as_writable_bytes(std::span(bytes.data(), static_cast<std::size_t>(bytes.size()))));
}

qsizetype sizeOf(const model::KeptMessage &message)
{
    model::KeptHistory alone;
    alone.messages = {message};
    QByteArray packed = packHistory(alone);
    const qsizetype size = packed.size();
    scrub(packed);
    return size;
}

QByteArray chunkName(const QString &id)
{
    return "chunk " + id.toUtf8();
}

} // namespace

QByteArray roamingSalt(const model::Jid &account)
{
    return crypto::sha256(QByteArray(kSaltLabel + '\0' + account.toString().toUtf8()));
}

Result<SecretBytes> roamingRoot(const SecretBytes &passwordKey, const SecretBytes &organisationSecret,
                                const model::Jid &account)
{
    if (passwordKey.size() != ChunkSeal::kKeySize || organisationSecret.size() != ChunkSeal::kKeySize) {
        return failure(crypto::CryptoError::BadLength);
    }
    return crypto::deriveKey(SecretBytes::concat(passwordKey, organisationSecret), roamingSalt(account), kRootLabel);
}

// --- sealing -------------------------------------------------------------------------------------------------------

Result<RoamingSeal> RoamingSeal::create(const SecretBytes &root, const model::Jid &account, const QString &device,
                                        const QByteArray &id)
{
    // Neither addresses nor device ids have blanks where the parts meet: no two places are written alike.
    const QByteArray purpose = kPurpose + device.toUtf8() + ' ' + account.toString().toUtf8();
    WARDLINE_TRY(ChunkSeal seal, ChunkSeal::create(root.clone(), purpose, id));
    return RoamingSeal(std::move(seal), account, device);
}

RoamingSeal::RoamingSeal(ChunkSeal seal, model::Jid account, QString device)
    : m_seal(std::move(seal))
    , m_account(std::move(account))
    , m_device(std::move(device))
{
}

Result<QByteArray> RoamingSeal::sealChunk(Random &random, const QString &id, const QByteArray &content) const
{
    QByteArray all = padded(content);
    Result<QByteArray> sealed = m_seal.seal(random, chunkName(id), all);
    scrub(all);
    return sealed;
}

Result<model::KeptHistory> RoamingSeal::openChunk(const RoamingChunk &chunk, const QByteArray &sealed) const
{
    if (crypto::sha256(sealed) != chunk.sealed) {
        return failure(HistoryError::Damaged);
    }
    const auto content = m_seal.open(chunkName(chunk.id), sealed);
    if (!content) {
        return failure(HistoryError::Damaged);
    }
    WARDLINE_TRY(const QByteArrayView packed, unpadded(content->view()));
    return unpackHistory(packed);
}

Result<QByteArray> RoamingSeal::sealIndex(Random &random, const RoamingIndex &index) const
{
    return m_seal.seal(random, kIndexName, padded(packRoamingIndex(index, false)));
}

Result<RoamingIndex> RoamingSeal::openIndex(const QByteArray &sealed) const
{
    const auto content = m_seal.open(kIndexName, sealed);
    if (!content) {
        return failure(HistoryError::WrongKey);
    }
    WARDLINE_TRY(const QByteArrayView packed, unpadded(content->view()));
    WARDLINE_TRY(RoamingIndex index, unpackRoamingIndex(packed));
    if (index.account != m_account || index.device != m_device) {
        return failure(HistoryError::OtherPerson);
    }
    return index;
}

// --- the index -----------------------------------------------------------------------------------------------------

QByteArray packRoamingIndex(const RoamingIndex &index, bool withContent)
{
    QCborArray chunks;
    for (const RoamingChunk &chunk : index.chunks) {
        QCborArray row{chunk.id, chunk.sealed};
        if (withContent) {
            row.append(chunk.content);
        }
        chunks.append(row);
    }
    QCborMap seen;
    for (auto it = index.seen.cbegin(); it != index.seen.cend(); ++it) {
        seen.insert(it.key(), qint64(it.value()));
    }
    QCborMap map;
    map.insert(Account, index.account.toString());
    map.insert(Device, index.device);
    map.insert(Version, qint64(index.version));
    map.insert(Made, milliseconds(index.made));
    map.insert(From, milliseconds(index.from));
    map.insert(Chunks, chunks);
    map.insert(Seen, seen);
    return map.toCborValue().toCbor();
}

Result<RoamingIndex> unpackRoamingIndex(QByteArrayView bytes)
{
    WARDLINE_TRY(const QCborMap map, cborMapIn(bytes));
    const auto account = model::Jid::parse(map.value(Account).toString());
    const bool isGood = account && map.value(Device).isString() && wholeNumber(map.value(Version), -1) >= 0
        && map.value(Made).isInteger() && map.value(From).isInteger() && map.value(Chunks).isArray()
        && map.value(Chunks).toArray().size() <= kMaxChunks && map.value(Seen).isMap();
    if (!isGood) {
        return failure(HistoryError::Damaged);
    }
    RoamingIndex index;
    index.account = *account;
    index.device = map.value(Device).toString();
    index.version = quint64(map.value(Version).toInteger());
    index.made = Instant(std::chrono::milliseconds(map.value(Made).toInteger()));
    index.from = Instant(std::chrono::milliseconds(map.value(From).toInteger()));
    for (const QCborValue &value : map.value(Chunks).toArray()) {
        const QCborArray row = value.toArray();
        const RoamingChunk chunk{row.at(0).toString(), row.at(1).toByteArray(), row.at(2).toByteArray()};
        if (chunk.id.isEmpty() || chunk.sealed.size() != kDigest) {
            return failure(HistoryError::Damaged);
        }
        index.chunks.append(chunk);
    }
    const QCborMap seen = map.value(Seen).toMap();
    for (auto it = seen.cbegin(); it != seen.cend(); ++it) {
        index.seen.insert(it.key().toString(), quint64(std::max<qint64>(wholeNumber(it.value(), 0), 0)));
    }
    return index;
}

// --- packing -------------------------------------------------------------------------------------------------------

void RoamingPacker::add(const model::KeptMessage &message)
{
    const qint64 stretch =
        std::chrono::duration_cast<std::chrono::milliseconds>(message.message.time.time_since_epoch()).count()
        / std::chrono::milliseconds(kRoamingStretch).count();
    model::KeptMessage kept = message;
    if (sizeOf(kept) > kRoamingChunkBytes) {
        kept.versions.clear(); // the newest text travels, its long past does not
        kept.reactions.clear();
    }
    const qsizetype size = sizeOf(kept);
    const bool isFull = m_size + size > kRoamingChunkBytes - kSizeHead;
    if (!m_part.messages.isEmpty() && (isFull || stretch != m_stretch)) {
        closePart();
    }
    m_stretch = stretch;
    m_size += size;
    m_part.messages.append(kept);
}

void RoamingPacker::closePart()
{
    m_parts.append(packHistory(m_part));
    m_part = {};
    m_size = 0;
}

QList<QByteArray> RoamingPacker::finish()
{
    if (!m_part.messages.isEmpty()) {
        closePart();
    }
    return std::exchange(m_parts, {});
}

} // namespace wardline::history

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/sealed_audit_key.h"

#include <QtEndian>

#include <algorithm>

namespace wardline::audit {

namespace {
constexpr QByteArrayView kPlace = "wardline audit key v1";
constexpr std::size_t kKey = 32;
// has next (1) | current (32) | next (32) | number (8) | segment (4) | head (32) | root key (32)
constexpr std::size_t kCurrentAt = 1;
constexpr std::size_t kNextAt = kCurrentAt + kKey;
constexpr std::size_t kNumberAt = kNextAt + kKey;
constexpr std::size_t kSegmentAt = kNumberAt + 8;
constexpr std::size_t kHeadAt = kSegmentAt + 4;
constexpr std::size_t kRootAt = kHeadAt + kKey;
constexpr std::size_t kSize = kRootAt + kKey;

void put(SecretBytes &out, std::size_t at, QByteArrayView bytes)
{
    std::copy_n(std::as_bytes(std::span(bytes.data(), static_cast<std::size_t>(bytes.size()))).begin(),
                std::min(kKey, static_cast<std::size_t>(bytes.size())), out.data() + at);
}
} // namespace

Result<QByteArray> SealedAuditKey::seal(Random &random, const crypto::AeadKey &key) const
{
    SecretBytes plain(kSize);
    *plain.data() = nextSeed.isEmpty() ? std::byte {0} : std::byte {1};
    put(plain, kCurrentAt, currentSeed.view());
    put(plain, kNextAt, nextSeed.view());
    qToBigEndian<quint64>(number, plain.data() + kNumberAt);
    qToBigEndian<qint32>(segment, plain.data() + kSegmentAt);
    put(plain, kHeadAt, head);
    put(plain, kRootAt, rootKey);
    return key.seal(random, plain.view(), kPlace);
}

Result<SealedAuditKey> SealedAuditKey::open(const crypto::AeadKey &key, QByteArrayView sealed)
{
    const Result<SecretBytes> plain = key.open(sealed, kPlace);
    if (!plain || plain->size() != kSize) {
        return failure(AuditError::KeyNotFitting);
    }
    const QByteArrayView view = plain->view();
    const auto part = [&](std::size_t at) { return view.sliced(static_cast<qsizetype>(at), static_cast<qsizetype>(kKey)); };
    SealedAuditKey state;
    state.currentSeed = SecretBytes::copyOf(part(kCurrentAt));
    if (*plain->data() == std::byte {1}) {
        state.nextSeed = SecretBytes::copyOf(part(kNextAt));
    }
    state.number = qFromBigEndian<quint64>(plain->data() + kNumberAt);
    state.segment = qFromBigEndian<qint32>(plain->data() + kSegmentAt);
    state.head = part(kHeadAt).toByteArray();
    state.rootKey = part(kRootAt).toByteArray();
    return state;
}

} // namespace wardline::audit

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/auth/vault_header.h"

#include "core/auth/byte_format.h"
#include "core/crypto/hmac.h"

#include <bit>

namespace wardline::auth {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kMagic = "WLVAULT\n";
constexpr std::uint16_t kVersion = 1;
constexpr qsizetype kDigestSize = 32;
// What a header may ask for: below, a guess is too cheap; above, opening it would eat the machine (512 MiB).
constexpr std::uint8_t kMinimumLogN = 10;
constexpr std::uint8_t kMaximumLogN = 19;
constexpr std::uint64_t kMaximumMemory = 512ULL * 1024 * 1024;

bool isAcceptable(const crypto::ScryptCost &cost)
{
    return cost.r >= 8 && cost.r <= 16 && cost.p >= 1 && cost.p <= 4 && 128 * cost.n * cost.r <= kMaximumMemory;
}

} // namespace

Result<VaultHeader> VaultHeader::parse(QByteArrayView file)
{
    if (!file.startsWith(kMagic)) {
        return failure(AuthError::VaultDamaged, u"magic"_s);
    }
    ByteReader reader(file.sliced(kMagic.size()));
    const auto version = reader.integer<std::uint16_t>();
    if (version && *version > kVersion && file.size() >= kSize
        && crypto::sha256(file.chopped(kDigestSize)) == file.last(kDigestSize)) {
        return failure(AuthError::VaultVersionUnknown);
    }
    if (file.size() != kSize || version != kVersion
        || crypto::sha256(file.chopped(kDigestSize)) != file.last(kDigestSize)) {
        return failure(AuthError::VaultDamaged, u"size, version or digest"_s);
    }
    // The size is right, so every field is there; value_or only names what a missing one would be.
    VaultHeader header;
    const std::uint8_t kind = reader.integer<std::uint8_t>().value_or(0);
    header.slot = reader.integer<std::uint8_t>().value_or(0xff);
    header.vaultId = reader.take(kIdSize).value_or(QByteArrayView()).toByteArray();
    header.salt = reader.take(kSaltSize).value_or(QByteArrayView()).toByteArray();
    const std::uint8_t logN = reader.integer<std::uint8_t>().value_or(0);
    header.cost.r = reader.integer<std::uint8_t>().value_or(0);
    header.cost.p = reader.integer<std::uint8_t>().value_or(0);
    header.wrappedDataKey = reader.take(kWrappedKeySize).value_or(QByteArrayView()).toByteArray();
    if ((kind != std::uint8_t(DeviceSecretKind::Keychain) && kind != std::uint8_t(DeviceSecretKind::Machine)) || header.slot > 1
        || logN < kMinimumLogN || logN > kMaximumLogN) {
        return failure(AuthError::VaultDamaged, u"field"_s);
    }
    header.deviceSecret = DeviceSecretKind(kind);
    header.cost.n = 1ULL << logN;
    if (!isAcceptable(header.cost)) {
        return failure(AuthError::VaultDamaged, u"cost"_s);
    }
    return header;
}

QByteArray VaultHeader::associatedData() const
{
    QByteArray fields = kMagic.toByteArray();
    appendInteger(fields, kVersion);
    appendInteger(fields, static_cast<std::uint8_t>(deviceSecret));
    appendInteger(fields, slot);
    fields.append(vaultId).append(salt);
    appendInteger(fields, static_cast<std::uint8_t>(std::countr_zero(cost.n)));
    appendInteger(fields, static_cast<std::uint8_t>(cost.r));
    appendInteger(fields, static_cast<std::uint8_t>(cost.p));
    return fields;
}

QByteArray VaultHeader::serialize() const
{
    QByteArray file = associatedData() + wrappedDataKey;
    file.append(crypto::sha256(file));
    return file;
}

QString VaultHeader::keychainName(std::uint8_t ofSlot) const
{
    return u"vault/"_s % QString::fromLatin1(vaultId.toHex()) % (ofSlot == 0 ? u"/a"_s : u"/b"_s);
}

} // namespace wardline::auth

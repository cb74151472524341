// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/auth/auth_error.h"
#include "core/base/result.h"
#include "core/crypto/kdf.h"

#include <QByteArray>

#include <cstdint>

namespace wardline::auth {

/// Where the second half of the vault's protection lives.
enum class DeviceSecretKind : std::uint8_t {
    Keychain = 1,
    Machine = 2,
};

/// The file "vault" of a profile: everything needed to find the data key, except password and device secret.
///
/// Fixed layout, big-endian: magic "WLVAULT\n" | version u16 | device secret kind u8 | keychain slot u8 | vault id 16 |
/// salt 32 | log2(scrypt n) u8 | r u8 | p u8 | wrapped data key 60 (nonce, ciphertext, tag; all before it is its associated
/// data) | SHA-256 of all before it. The digest only tells damage from a wrong password; what protects is the tag.
struct VaultHeader {
    static constexpr qsizetype kSize = 8 + 2 + 1 + 1 + 16 + 32 + 3 + 60 + 32;
    static constexpr qsizetype kIdSize = 16;
    static constexpr qsizetype kSaltSize = 32;
    static constexpr qsizetype kWrappedKeySize = 60;

    DeviceSecretKind deviceSecret = DeviceSecretKind::Keychain;
    std::uint8_t slot = 0; ///< which of the two keychain entries belongs to this header: 0 or 1
    QByteArray vaultId;
    QByteArray salt;
    crypto::ScryptCost cost;
    QByteArray wrappedDataKey;

    bool operator==(const VaultHeader &) const = default;

    /// VaultDamaged; VaultVersionUnknown.
    [[nodiscard]] static Result<VaultHeader> parse(QByteArrayView file);
    [[nodiscard]] QByteArray serialize() const;
    /// What the wrapped key is bound to.
    [[nodiscard]] QByteArray associatedData() const;
    /// The name of this header's (or the other slot's) device secret in the keychain.
    [[nodiscard]] QString keychainName(std::uint8_t ofSlot) const;
    [[nodiscard]] std::uint8_t otherSlot() const { return slot == 0 ? 1 : 0; }
};

} // namespace wardline::auth

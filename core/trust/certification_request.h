// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trust/device_statement.h"

namespace wardline::trust {

/// A device asks for a statement: FORMATS.md 6. Signed by its identity key (XEdDSA, which verifies as Ed25519), so that
/// nobody asks for a key they do not hold; the nonce comes from the authority, so that no request is used twice.
struct CertificationRequest
{
    static constexpr qsizetype kMaxSize = 3 * 1024;
    static constexpr qsizetype kNonceSize = 32;

    enum class Purpose : quint8 {
        First = 0, ///< somebody has to approve it
        Renewal = 1, ///< of a statement that is in force for the same device and key
    };
    QString organisation;
    model::DeviceAddress device;
    QByteArray identityKey; ///< Ed25519 form as it signs, 32 bytes
    Purpose purpose = Purpose::First;
    QByteArray nonce;
    bool operator==(const CertificationRequest &) const = default;

    /// What the identity key has to sign; Malformed for values that have no encoding.
    [[nodiscard]] Result<QByteArray> toSign() const;
    /// The document, from a signature over `toSign()`.
    [[nodiscard]] Result<QByteArray> withSignature(QByteArrayView signature) const;
    /// Reads and verifies possession of the key. Malformed, TooLarge, BadSignature.
    [[nodiscard]] static Result<CertificationRequest> open(QByteArrayView document);
};

/// Somebody whose statement permits it says that a request is truly a colleague's: FORMATS.md 7. Signed by their
/// device's identity key.
struct Vouching
{
    static constexpr qsizetype kMaxSize = 3 * 1024;
    static constexpr std::chrono::hours kMaxAge{24};

    QString organisation;
    model::DeviceAddress voucher;
    QByteArray identityKey; ///< Ed25519 form as it signs
    QByteArray request; ///< digest of the whole request document
    std::chrono::sys_seconds made{};
    bool operator==(const Vouching &) const = default;

    [[nodiscard]] Result<QByteArray> toSign() const;
    [[nodiscard]] Result<QByteArray> withSignature(QByteArrayView signature) const;
    [[nodiscard]] static Result<Vouching> open(QByteArrayView document);
};

} // namespace wardline::trust

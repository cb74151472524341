// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/device.h"
#include "core/trust/signed_document.h"

#include <QStringList>

namespace wardline::trust {

/// What a device is, by the word of the organisation.
enum class DeviceKind : quint8 { User = 0, Recorder = 1, Bot = 2 };

[[nodiscard]] QString deviceKindWord(DeviceKind kind);
[[nodiscard]] std::optional<DeviceKind> deviceKindFromWord(QStringView word);

/// The organisation's word that a device belongs to a person: FORMATS.md 2. Signed by the enrolment key of its epoch.
struct DeviceStatement
{
    static constexpr qsizetype kMaxSize = 3 * 1024;
    static constexpr std::chrono::days kMaxValidity{400};

    QString organisation;
    model::DeviceAddress device;
    QByteArray identityKey; ///< Ed25519 form with the sign bit clear, 32 bytes
    DeviceKind kind = DeviceKind::User;
    QStringList clinicalRoles; ///< ids of policy roles, sorted, each once
    std::chrono::sys_seconds notBefore{};
    std::chrono::sys_seconds notAfter{};
    quint64 serial = 0; ///< unique within the organisation, from 1
    quint32 epoch = 0;
    bool operator==(const DeviceStatement &) const = default;

    /// Malformed for values that have no encoding.
    [[nodiscard]] Result<QByteArray> sign(const crypto::SigningKey &enrolmentKey) const;
    /// Reads a document; its signature is not verified. Malformed, TooLarge.
    [[nodiscard]] static Result<DeviceStatement> parse(QByteArrayView document);
    /// Reads and verifies. Also BadSignature.
    [[nodiscard]] static Result<DeviceStatement> open(QByteArrayView document, QByteArrayView enrolmentKey);
    [[nodiscard]] bool isIn(Instant time) const { return notBefore <= time && time < notAfter; }
};

/// The Ed25519 form with the sign bit clear that stands for an identity key in statements. From the Ed25519 form, or
/// from the Curve25519 form. Malformed for a key of low order.
[[nodiscard]] Result<QByteArray> statementKeyFromEdwards(QByteArrayView ed25519Key);
[[nodiscard]] Result<QByteArray> statementKeyFromCurve(QByteArrayView curve25519Key);

} // namespace wardline::trust

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/trust/signed_document.h"

namespace wardline::trust {

/// The root's word which key enrols devices from now on: FORMATS.md 3. Numbers only grow; manifests count within an
/// epoch, and statements of another one are void, so that whoever steals an enrolment key loses everything with the
/// next epoch and can lock nobody out for longer.
struct EpochDocument
{
    static constexpr qsizetype kMaxSize = 1024;
    static constexpr std::chrono::days kMaxValidity{400};

    QString organisation;
    quint32 number = 0; ///< from 1
    QByteArray enrolmentKey; ///< Ed25519, 32 bytes
    std::chrono::sys_seconds notBefore{};
    std::chrono::sys_seconds notAfter{};
    bool operator==(const EpochDocument &) const = default;

    [[nodiscard]] Result<QByteArray> sign(const crypto::SigningKey &rootKey) const;
    /// Reads and verifies: BadSignature unless one of the root keys signed it.
    [[nodiscard]] static Result<EpochDocument> open(QByteArrayView document, const QList<QByteArray> &rootKeys);
    [[nodiscard]] bool isIn(Instant time) const { return notBefore <= time && time < notAfter; }
};

} // namespace wardline::trust

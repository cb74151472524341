// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trust/signed_document.h"

#include <QList>

namespace wardline::trust {

/// What the organisation stands for at one moment: FORMATS.md 5. Names the hash of each page of statements and
/// revocations, and that of its predecessor, so that all manifests of an epoch are one chain. Signed by the epoch's
/// enrolment key.
struct Manifest
{
    static constexpr qsizetype kMaxSize = 80 * 1024;

    QString organisation;
    quint32 epoch = 0;
    quint64 version = 0; ///< from 1 within the epoch
    std::chrono::sys_seconds issued{};
    QByteArray predecessor; ///< digest of the whole document of version - 1; zeros for version 1
    QList<QByteArray> pages; ///< digests; 2^n of them
    bool operator==(const Manifest &) const = default;

    [[nodiscard]] int pageBits() const;
    [[nodiscard]] Result<QByteArray> sign(const crypto::SigningKey &enrolmentKey) const;
    /// Reads and verifies. Malformed, TooLarge, BadSignature.
    [[nodiscard]] static Result<Manifest> open(QByteArrayView document, QByteArrayView enrolmentKey);
};

} // namespace wardline::trust

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/device.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace wardline::trust {

/// What a QR code for comparing devices says: a person and the fingerprints of their devices, as an xmpp: URI with
/// `omemo-sid-<device>=<fingerprint>` parameters. Phones show and read the same.
struct OmemoUri
{
    static constexpr qsizetype kMaxSize = 4096;
    static constexpr qsizetype kMaxDevices = 16;

    struct Device
    {
        quint32 id = 0;
        QByteArray identityKey; ///< Curve25519 form, 32 bytes
        bool operator==(const Device &) const = default;
    };
    model::Jid person; ///< bare
    QList<Device> devices; ///< by id
    bool operator==(const OmemoUri &) const = default;

    [[nodiscard]] QString toString() const;
    /// Malformed, TooLarge; also for a device that stands twice or a key of low order. Other parameters are left alone.
    [[nodiscard]] static Result<OmemoUri> parse(QStringView text);
};

} // namespace wardline::trust

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/model/jid.h"
#include "core/model/trust.h"

#include <QByteArray>
#include <QHashFunctions>
#include <QString>

#include <optional>

namespace wardline::model {

/// Names one device of one person. Ids are chosen by the devices themselves and some programs use 14 bits, so that two
/// people may well have the same one: nothing is ever keyed by the id alone.
struct DeviceAddress
{
    Jid person; ///< bare
    quint32 id = 0; ///< 1 to 2^31 - 1 (XEP-0384 4.1)
    auto operator<=>(const DeviceAddress &) const = default;
};

inline size_t qHash(const DeviceAddress &address, size_t seed = 0)
{
    return qHashMulti(seed, address.person, address.id);
}

/// What people or their devices said of a device with their own hands.
enum class ManualTrust {
    Verified, ///< compared in person, by safety number or QR code, or told by an own verified device (XEP-0450)
    Distrusted,
};

/// Why a device cannot be written to.
enum class DeviceFault {
    NoBundle, ///< it is listed and publishes no keys
    NoPrekeys, ///< its bundle has no one-time prekeys
    BadBundle, ///< malformed, a wrong signature or a key of low order
    IdentityChanged, ///< another identity key than the one known for this address
    BrokenSession, ///< what it sends does not open
    Silent, ///< answers nothing any more, by what was written to it since it did; never kept, judged anew each time
};

/// What is known of one device, of somebody else or of our own account.
struct KnownDevice
{
    DeviceAddress address;
    QByteArray identityKey; ///< Curve25519 form, 32 bytes; empty until its bundle or a message of it was seen
    bool isListed2 = false; ///< in the newest `urn:xmpp:omemo:2` list of its person
    bool isListed03 = false; ///< in the newest `eu.siacs.conversations.axolotl` list
    QString label; ///< what its person calls it; only shown when its signature fits
    Instant firstSeen{};
    std::optional<Instant> lastHeard; ///< last message of it that was authentic
    std::optional<ManualTrust> manual;
    std::optional<DeviceFault> fault;
    bool operator==(const KnownDevice &) const = default;

    [[nodiscard]] bool isListed() const { return isListed2 || isListed03; }
};

} // namespace wardline::model
